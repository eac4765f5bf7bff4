import datetime
from pathlib import Path

import pytest

from allocator.errors import InvalidBatch
from allocator.tables.audit_reading import AuditBatch, read_audit, read_people
from tests.skills.small import framework

WORKERS = "worker_id,contracted_hours,seniority,supervisor_id\nW1,37,lead,M\nW2,37,,M\nM,37,,\n"
RATINGS = (
    "worker_id,competency,level,rater,rater_id,date,version,evidence\n"
    "W1,law,3,self,,1/9/2026,1,A statement\n"
    "W1,Law,2,Supervisor,M,2026-09-02,,\n"
)


def folder(parent: Path, **tables: str) -> Path:
    """An audit with these tables; workers and ratings are there unless given."""
    place = parent / "audit"
    place.mkdir()
    for name, text in {"workers": WORKERS, "ratings": RATINGS, **tables}.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def faults_of(parent: Path, **tables: str) -> list[str]:
    """What is said to be wrong with an audit, a line each."""
    with pytest.raises(InvalidBatch) as error:
        read_audit(folder(parent, **tables), framework())
    return [str(fault) for fault in error.value.faults]


def test_an_audit_is_read(tmp_path: Path) -> None:
    """People, answers and agreements; what is blank has its meaning."""
    agreements = "worker_id,competency,level,date,agreed_by,reason\nW1,law,3,14/9/2026,M,Seen in court\n"

    found = read_audit(folder(tmp_path, agreements=agreements), framework())

    own, theirs = found.answers
    assert (own.level, own.given_by, own.evidence) == (3, "W1", "A statement")
    assert (theirs.competency, theirs.rater, theirs.version) == (
        "law",
        "supervisor",
        "1",
    )
    assert found.settled[0].reason == "Seen in court"
    assert set(found.inputs or ()) == {"workers.csv", "ratings.csv", "agreements.csv"}


def test_questions_left_open_are_left_out(tmp_path: Path) -> None:
    """A row without a level is a question nobody answered."""
    found = read_audit(
        folder(tmp_path, ratings=RATINGS + "W2,law,,self,,,,\n"), framework()
    )

    assert len(found.answers) == 2


def test_a_workbook_is_read_alike(tmp_path: Path) -> None:
    """Sheets of the same names hold the same; agreements may be missing."""
    import xlsxwriter

    path = tmp_path / "audit.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, text in (("workers", WORKERS), ("ratings", RATINGS)):
            sheet = book.add_worksheet(name)
            for row, line in enumerate(text.splitlines()):
                sheet.write_row(row, 0, line.split(","))

    found = read_audit(path, framework())
    other = read_audit(folder(tmp_path), framework())

    assert (found.workers, found.answers) == (other.workers, other.answers)
    assert isinstance(found, AuditBatch)


def test_every_fault_of_every_table_is_told_at_once(tmp_path: Path) -> None:
    """File, row, column and what would be right, for people, answers and agreements together."""
    told = faults_of(
        tmp_path,
        workers=WORKERS + "W1,37,,\nW3,37,chief,\n",
        ratings=RATINGS
        + "W9,law,3,self,,2026-09-01,1,\n"
        + "W1,lwa,3,self,,2026-09-01,1,\n"
        + "W1,play,5,self,,2026-09-01,1,\n"
        + "W1,care,1,self,W2,2026-09-01,1,\n"
        + "W1,care,1,supervisor,,2026-09-01,1,\n"
        + "W1,care,1,supervisor,W1,2026-09-01,1,\n"
        + "W1,care,1,self,,,1,\n"
        + "W2,care,1,self,,2026-09-01,7,\n"
        + "W1,law,3,self,,2026-09-01,1,\n"
        + "W1,law,#REF!,self,,2026-09-01,1,\n",
        agreements="worker_id,competency,level,date,agreed_by,reason\nW9,law,3,2026-09-14,M,\nW1,low,3,2026-09-14,M,x\n",
    )

    assert told == [
        "workers.csv row 5, worker_id: 'W1' is given more than once; each must be unique.",
        "workers.csv row 6, seniority: 'chief' is not a grade that small knows. Known: lead, new, ordinary.",
        "ratings.csv row 4, worker_id: 'W9' is not in the workers table. Known: M, W1, W2, W3.",
        "ratings.csv row 5, competency: 'lwa' is not a competency of small. Did you mean 'law'?",
        "ratings.csv row 6, level: '5' is more than 4.",
        "ratings.csv row 7, rater_id: is 'W2', and rater is self; someone rates themselves as 'W1'.",
        "ratings.csv row 8, rater_id: is blank; say which supervisor answers.",
        "ratings.csv row 9, rater_id: is 'W1', who is rated; a supervisor is someone else.",
        "ratings.csv row 10, date: is blank beside a level; give the day.",
        "ratings.csv row 11, version: '7' is not a version of small. Known: 1.",
        "ratings.csv row 12, competency: 'law' of 'W1' was answered twice on one day by 'W1'; keep one.",
        "ratings.csv row 13, level: '#REF!' is a spreadsheet error, not a value.",
        "agreements.csv row 2, reason: is blank; every row needs it.",
        "agreements.csv row 2, worker_id: 'W9' is not in the workers table. Known: M, W1, W2, W3.",
        "agreements.csv row 3, competency: 'low' is not a competency of small. Did you mean 'law'?",
    ]


def test_a_level_is_settled_once_a_day(tmp_path: Path) -> None:
    """Two conversations on one day would leave it open which came last."""
    row = "W1,law,3,2026-09-14,M,x\n"
    heading = "worker_id,competency,level,date,agreed_by,reason\n"

    assert faults_of(tmp_path, agreements=heading + row + row) == [
        "agreements.csv row 3, competency: was settled twice on one day; keep one."
    ]


def test_nobody_settles_a_level_alone(tmp_path: Path) -> None:
    """An agreed level is agreed with somebody."""
    agreements = "worker_id,competency,level,date,agreed_by,reason\nW1,law,4,2026-09-14,W1,I know\n"

    assert faults_of(tmp_path, agreements=agreements) == [
        "agreements.csv row 2, agreed_by: is 'W1', whose level it is; a supervisor is someone else."
    ]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2027-09-03", ()),
        ("2027-09-04", (
            "The newest date is 2027-09-04, long after the one before, 2026-09-02: whatever it stands beside counts as"
            " the newest, so look whether it is mistyped.",
        )),
        ("1926-09-01", (
            "1 answer is dated before the version of the form that it is on: look at the date, or at the version.",
        )),
    ],
)  # fmt: skip
def test_dates_that_look_mistyped_are_noted(
    tmp_path: Path, date: str, said: tuple[str, ...]
) -> None:
    """A year after everything else, to the day, may be the next audit; before the form existed cannot be."""
    ratings = RATINGS + f"W2,law,2,self,,{date},1,\n"
    dated = framework().versions[0].changed(date=datetime.date(2026, 8, 1))

    found = read_audit(
        folder(tmp_path, ratings=ratings), framework().changed(versions=(dated,))
    )

    assert found.notes == said


def test_one_unreadable_table_is_one_fault(tmp_path: Path) -> None:
    """That nobody in a table that cannot be read is found is not said as well."""
    told = faults_of(tmp_path, workers="name\nSomebody\n")

    assert {fault.split(",")[0] for fault in told} == {"workers.csv row 1"}


def test_a_place_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    """The path is told, and nothing else."""
    with pytest.raises(InvalidBatch, match=r"none: no folder or file is here\.$"):
        read_audit(tmp_path / "none", framework())


def test_one_table_is_no_audit(tmp_path: Path) -> None:
    """Whoever gives the ratings alone is told to give their folder."""
    place = folder(tmp_path)

    with pytest.raises(InvalidBatch, match="give the folder that holds it"):
        read_audit(place / "ratings.csv", framework())


def test_people_can_be_read_before_there_are_answers(tmp_path: Path) -> None:
    """Forms are made from the workers table alone."""
    place = folder(tmp_path)
    (place / "ratings.csv").unlink()

    assert [one.worker_id for one in read_people(place, framework())] == [
        "W1",
        "W2",
        "M",
    ]
    with pytest.raises(InvalidBatch, match=r"^ratings\.csv"):
        read_audit(place, framework())
