"""What people read of diaries, and the forms they keep them on."""

import csv
import io

import openpyxl

from allocator.evidence.time_use import time_use
from allocator.policy.diary_guide import load_diary_guide
from allocator.report import diary_form, time_use_files
from allocator.report import time_use as words
from allocator.report.study_text import text
from allocator.tables.diary import DIARY, Diary
from tests.builders import DAY, case, team, worker
from tests.evidence.minutes import guard, line, minutes_policy, workload


def _study(*lines: object, smallest: int = 2, worker_id: str = "") -> str:
    facts = team(
        worker("W0", 10),
        worker("W1", 10),
        case("A", "three", worker_id="W0"),
        case("B", "three", worker_id="W1"),
        case("C", "five", worker_id="W1"),
    )
    guide = load_diary_guide()
    found = time_use(workload(facts), Diary(lines), guide, guard(smallest), worker_id)  # type: ignore[arg-type]
    return " ".join(text(words.study(found, minutes_policy(), guide), 120).split())


def test_the_lead_says_who_wrote_how_much_and_where_it_went() -> None:
    """People, weeks, hours, the share on cases, and the two kinds of work with the most."""
    said = _study(
        line("W0", 0, 120, case_id="A"),
        line("W1", 0, 60, case_id="B"),
        line("W0", 0, 30, task="travel"),
        line("W1", 0, 30, task="travel"),
    )

    assert (
        "2 people kept a diary over 2 weeks of work: 75% of 4 hours went to named cases;"
        in said
    )
    assert "direct work 75% and travel 25% of all time." in said


def test_what_is_hidden_is_said_to_be() -> None:
    """A table names the group and says why nothing stands there."""
    said = _study(
        line("W0", 0, 60, case_id="A"),
        line("W1", 0, 60, case_id="B"),
        line("W1", 0, 60, case_id="C"),
    )

    assert f"Five {words.HIDDEN}" in said
    assert "Nothing here is about fewer than 2 people; notes were not read." in said


def test_one_persons_page_says_for_whom_it_is() -> None:
    """It has no grades, names no others, and says who may see it."""
    said = _study(line("W0", 0, 120, case_id="A"), line("W1", 0, 60), worker_id="W0")

    assert said.startswith("The diary of W0,")
    assert (
        "for the person who kept the diary and their supervisor, and for nobody else."
        in said
    )
    assert "W1" not in said
    assert "Grade" not in said


def test_the_table_of_groups_opens_in_a_spreadsheet() -> None:
    """A row for each type, stage and grade, with shares by task."""
    facts = team(worker("W0", 10), worker("W1", 10), case("A", worker_id="W0"))
    lines = (line("W0", 0, 90, case_id="A"), line("W1", 0, 30, task="admin"))
    found = time_use(workload(facts), Diary(lines), load_diary_guide(), guard(2), "W0")

    rows = list(csv.DictReader(io.StringIO(time_use_files.csv(found).lstrip("\ufeff"))))

    of_type = next(row for row in rows if row["by"] == "case_type")
    assert (of_type["key"], of_type["minutes_a_week"], of_type["direct_work_percent"]) == (
        "three", "90.0", "100.0",
    )  # fmt: skip


def test_a_workbook_has_the_columns_that_are_read_back() -> None:
    """The sheet called diary has every column of the table, refuses what is no task, and lists the person's cases."""
    facts = team(
        worker("W0"),
        case("A", "three", worker_id="W0"),
        case("B", worker_id="W0", restricted=True),
    )
    who = diary_form.diarist(facts, "W0")

    content = diary_form.xlsx(load_diary_guide(), guard(5), who, DAY, 2)

    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["diary"]
    assert [cell.value for cell in sheet[1]] == [
        column.name for column in DIARY.columns
    ]
    rules = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("direct_work" in str(rule) for rule in rules)
    assert [[cell.value for cell in row] for row in book["Your cases"].iter_rows(min_row=2)] == [
        ["A", "Three"], ["B", ""],
    ]  # fmt: skip
    assert diary_form.xlsx(load_diary_guide(), guard(5), who, DAY, 2) == content


def test_a_printed_diary_has_its_purpose_and_every_day() -> None:
    """What it is for stands before the first line; each working day has lines of its own."""
    page = diary_form.html(load_diary_guide(), guard(5), diary_form.Diarist(), DAY, 2)

    assert page.index("not used to judge") < page.index('<table class="day">')
    assert page.count('<table class="day">') == 10
    assert "Monday 14 September 2026" in page
    assert "Friday 25 September 2026" in page
    assert "5 people or more" in page
