from pathlib import Path

import pytest

from allocator.errors import AllocatorError, InvalidBatch
from allocator.skills.inputs import Beside
from allocator.skills.picture import known_names, picture
from allocator.tables.contents import Batch
from allocator.tables.development import COURSES, GOALS, LEVELS, QUALIFICATIONS
from allocator.tables.table import Table
from tests.builders import DAY, small_policy, team, worker
from tests.skills.small import framework, policy


def beside() -> Beside:
    """What may be named beside a batch of W1 and W2."""
    return Beside(known_names(team(worker("W1"), worker("W2")), framework()))


def write(folder: Path, name: str, text: str) -> Path:
    """A file of a few rows."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_fault_of_every_file_is_told_together(tmp_path: Path) -> None:
    """A name nobody knows in one file, a level out of range in the other."""
    goals = write(
        tmp_path, "goals.csv", "worker_id,competency,to_level\nW9,law,2\nW1,lwa,9\n"
    )
    courses = write(
        tmp_path, "courses.csv", "course_id,competency,to_level,days\nK1,law,2,0\n"
    )
    found = beside()

    found.read(goals, GOALS)
    found.read(courses, COURSES)
    with pytest.raises(InvalidBatch) as raised:
        found.settle()

    assert [str(fault) for fault in raised.value.faults] == [
        "goals.csv row 3, to_level: '9' is more than 4.",
        "courses.csv row 2, days: is 0; learning takes time, half a day is 0.5.",
    ]


def test_names_are_checked_and_the_nearest_is_told(tmp_path: Path) -> None:
    """People must be in the batch and competencies in the framework."""
    goals = write(
        tmp_path,
        "goals.csv",
        "worker_id,competency,to_level,mentor_id\nW9,lwa,2,W2\nW1,law,2,W8\n",
    )
    found = beside()

    found.read(goals, GOALS)
    with pytest.raises(InvalidBatch) as raised:
        found.settle()

    assert [str(fault) for fault in raised.value.faults] == [
        "goals.csv row 2, worker_id: 'W9' is not in the workers table. Known: W1, W2.",
        "goals.csv row 2, competency: 'lwa' is not a competency of small. Did you mean 'law'?",
        "goals.csv row 3, mentor_id: 'W8' is not in the workers table. Known: W1, W2.",
    ]


def test_a_row_that_says_the_same_again_is_told(tmp_path: Path) -> None:
    """One level for one person and competency."""
    levels = write(
        tmp_path,
        "levels.csv",
        "worker_id,competency,agreed_level\nW1,law,1\nW2,law,1\nW1,law,2\n",
    )
    found = beside()

    found.read(levels, LEVELS, "worker_id", "competency")
    with pytest.raises(InvalidBatch) as raised:
        found.settle()

    assert [str(fault) for fault in raised.value.faults] == [
        "levels.csv row 4, worker_id: 'W1' is in row 2 already with the same competency; keep one of the two."
    ]


@pytest.mark.parametrize(
    ("name", "table", "row", "said"),
    [
        (
            "courses",
            COURSES,
            "course_id,competency,from_level,to_level,days\nK1,law,2,2,1\n",
            "to_level: is 2, which is not above from_level, 2.",
        ),
        (
            "courses",
            COURSES,
            "course_id,competency,kind,to_level,days,places\nK1,law,individual,2,1,3\n",
            "places: is for courses only; individual learning is for one person.",
        ),
        (
            "goals",
            GOALS,
            "worker_id,competency,from_level,to_level\nW1,law,3,2\n",
            "to_level: is 2, which is not above from_level, 3.",
        ),
        (
            "qualifications",
            QUALIFICATIONS,
            "worker_id,qualification,gained,expires\nW1,driving,2026-02-01,2026-01-01\n",
            "expires: 2026-01-01 is before it was gained, 2026-02-01.",
        ),
    ],
)
def test_what_a_row_says_against_itself_is_told(
    tmp_path: Path, name: str, table: Table, row: str, said: str
) -> None:
    """Learning leads upwards, and nothing ends before it begins."""
    found = beside()

    found.read(write(tmp_path, f"{name}.csv", row), table)

    assert [str(fault) for fault in found.faults] == [f"{name}.csv row 2, {said}"]


def test_rows_of_the_form_that_nobody_filled_in_say_nothing(tmp_path: Path) -> None:
    """Of two rows one is answered."""
    remarks = write(
        tmp_path,
        "remarks.csv",
        "worker_id,competency,says,level\nW1,law,,\nW2,law,Too low,3\n",
    )

    [one] = beside().remarks(remarks)

    assert (one.worker_id, one.says, one.level) == ("W2", "too_low", 3)


FORM = "worker_id,competency,says\n"


def test_forms_of_a_folder_are_read_together(tmp_path: Path) -> None:
    """Everyone's own form; whatever else is in the folder is none."""
    write(tmp_path, "own-w1.csv", FORM + "W1,law,agree\n")
    write(tmp_path, "own-w2.csv", FORM + "W2,law,unclear\nW2,play,\n")
    write(tmp_path, "remarks.csv", FORM + "W1,law,too_low\n")
    found = beside()

    said = found.remarks(tmp_path)

    found.settle()
    assert [(one.worker_id, one.says) for one in said] == [
        ("W1", "agree"),
        ("W2", "unclear"),
    ]
    assert set(found.inputs) == {"own-w1.csv", "own-w2.csv"}


def test_a_form_speaks_for_one_person(tmp_path: Path) -> None:
    """W1 is in two forms: one of them is not theirs."""
    write(tmp_path, "own-w1.csv", FORM + "W1,law,agree\n")
    write(tmp_path, "own-w2.csv", FORM + "W2,law,unclear\nW1,play,too_high\n")
    found = beside()

    found.remarks(tmp_path)

    assert [str(fault) for fault in found.faults] == [
        "own-w2.csv, worker_id: 'W1' is in own-w1.csv already; a form is for one person."
    ]


def test_a_folder_without_forms_is_a_fault(tmp_path: Path) -> None:
    """It is not the one that was meant."""
    found = beside()

    found.remarks(tmp_path)

    [fault] = found.faults
    assert "holds no own-*.csv" in str(fault)


def test_a_file_of_levels_that_holds_none_is_refused(tmp_path: Path) -> None:
    """Else everybody would silently be taken for what is assumed of their grade."""
    levels = write(tmp_path, "levels.csv", "worker_id,competency,agreed_level\n")

    with pytest.raises(AllocatorError, match=r"levels\.csv holds no levels"):
        picture(Batch(team(worker("W1"))), policy(), framework(), levels)


def test_no_file_is_no_fault() -> None:
    """What stands beside a batch may be left out."""
    found = beside()

    assert found.read(None, GOALS) == ()
    found.settle()


def test_levels_take_the_place_of_the_batchs_own(tmp_path: Path) -> None:
    """W1 says 1 in the workers table and 3 was agreed; of W2 the audit says nothing."""
    people = worker("W1", skills={"law": 1}), worker("W2", skills={"law": 2})
    levels = write(
        tmp_path,
        "levels.csv",
        "worker_id,competency,agreed_level,date\nW1,law,3,2026-09-14\n",
    )

    seen = picture(Batch(team(*people)), policy(), framework(), levels, as_of=DAY)

    assert [seen.held(one, "law") for one in people] == [3, 2]
    assert [*seen.inputs] == ["levels.csv"]


def test_a_framework_of_other_skills_is_refused() -> None:
    """A policy whose cases ask for other skills cannot be looked at by this framework."""
    other = small_policy(
        competency=policy().competency.changed(skills={"law": "Law"}, types={})
    )

    with pytest.raises(
        AllocatorError, match="policy small goes by small, which does not know care"
    ):
        picture(Batch(team(worker("W1"))), other, framework(), as_of=DAY)
