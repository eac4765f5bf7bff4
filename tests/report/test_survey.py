import io
import re
from pathlib import Path

import openpyxl
import pytest

from allocator.evidence.survey_waves import told
from allocator.policy.questionnaire import load_questionnaire
from allocator.report import survey_files, survey_form, survey_workbook
from allocator.report.survey import study
from allocator.tables.survey import read_answers
from tests.builders import team, worker
from tests.evidence.answers import LATER, NEXT, WAVE, answer, guard, questionnaire, read
from tests.evidence.test_survey_waves import many, surveyed
from tests.report.markup import read_page


def sentences(*answers: object, smallest: int = 5) -> str:
    """Everything the study of a survey says outside its tables."""
    found = surveyed(*answers, smallest_group=smallest)  # type: ignore[arg-type]
    about = study(found, questionnaire(), guard())
    return " ".join([about.lead, *(said for part in about.parts for said in part.said)])


def test_what_cannot_be_told_apart_is_not_called_a_change() -> None:
    """Fifty points of people who differ widely and a little less are no news; fifty and then 88 are."""
    before = [answer(1 + n % 5, 5 - n % 5) for n in range(6)]
    like_before = [answer(1 + n % 5, 5 - n % 5, wave=NEXT) for n in range(5)]
    alike = [answer(5, 2, backed=n, wave=NEXT) for n in (1, 2, 3, 4, 5, 1)]

    assert "cannot be told from these answers" in sentences(*before, *like_before)
    assert "That is up by" in sentences(*before, *alike)


def test_hidden_teams_are_named_without_a_number() -> None:
    """People learn that a team is hidden and why, and nothing of what it said."""
    said = sentences(*many("South", 3), *many("East", 6), *many("North", 9))

    assert "Not shown: East and South." in said
    assert not re.search(
        r"\b3\b|\b6\b", said.partition("Not shown")[2].partition(".")[0]
    )


def test_nothing_hidden_is_in_any_file() -> None:
    """Page, table and JSON hold the same: a hidden team has no row and no number."""
    found = surveyed(*many("South", 3), *many("East", 6), *many("North", 9))

    assert "South" not in survey_files.csv(found)
    assert "East" not in survey_files.csv(found)
    hidden = [one for one in found.waves[0].teams if not one.is_shown]
    assert {(one.answered, one.response_percent, one.scores) for one in hidden} == {
        (None, None, ())
    }


def test_a_wave_of_few_is_told_as_that() -> None:
    """A report of four answers says that there is nothing to say."""
    assert "Too few people answered on 6 July 2026" in sentences(*many("North", 4))


def test_no_wave_at_all_is_told_as_that() -> None:
    """Answers to a wave that is still open make a page without numbers."""
    found = told(read(*many("North", 9)), questionnaire(), guard(), None, WAVE)

    about = study(found, questionnaire(), guard())

    assert about.lead == "No wave has been open for long enough to be told about."
    assert about.parts == []


@pytest.mark.parametrize(("asked_of", "warned"), [(13, True), (12, False)])
def test_low_response_is_warned_of(asked_of: int, warned: bool) -> None:
    """Where most of those asked did not answer, the page says what that means."""
    people = team(*(worker(f"W{n}", team="North") for n in range(asked_of)))
    found = told(read(*many("North", 6)), questionnaire(), guard(), people, LATER)

    said = str(study(found, questionnaire(), guard()).parts)

    assert ("fewer than half answer" in said) is warned


def test_the_form_says_what_everyone_should_know_first() -> None:
    """Purpose, who sees it, how long it is kept, that it is voluntary and that words go nowhere."""
    asked = load_questionnaire("full")
    page = read_page(survey_form.html(asked, guard(), WAVE)).text

    assert asked.purpose in page
    for said in (
        "You need not answer",
        "5 people or more",
        "kept for 12 months and then deleted",
        "no program reads it",
        "It changes nobody’s caseload or hours by itself",
        "until 20 July 2026",
    ):
        assert said in page
    assert all(question.text in page for question in asked.questions)


def test_the_form_to_fill_in_can_be_read_back(tmp_path: Path) -> None:
    """Answers given from top to bottom come back as one row, once a spreadsheet has worked out its formulas."""
    asked = questionnaire()
    content = survey_workbook.xlsx(asked, guard(), WAVE)
    book = openpyxl.load_workbook(io.BytesIO(content))
    questions, gathered = book["Questions"], book["survey"]
    filled = {"Your id, if you like": "W7", "Tense.": 5, "Calm.": 1, "Backed.": 4, "Weeks?": 3}  # fmt: skip
    for row in questions.iter_rows():
        if row[0].value in filled:
            row[1].value = filled[row[0].value]
    for cell in gathered[2][1:]:
        [place] = set(re.findall(r"\$B\$\d+", cell.value))
        assert cell.value == f'=IF(ISBLANK(Questions!{place}),"",Questions!{place})'
        cell.value = questions[place.replace("$", "")].value
    book.save(tmp_path / "W7.xlsx")

    [one] = read_answers([tmp_path / "W7.xlsx"], asked).answers

    assert one == answer(5, 1, 4, worker_id="W7", team="", supervision_weeks=3.0)
    assert content == survey_workbook.xlsx(asked, guard(), WAVE)


def test_the_form_to_fill_in_takes_only_answers() -> None:
    """Each question takes the numbers of the scale, each fact those within its limits."""
    content = survey_workbook.xlsx(questionnaire(), guard(), WAVE)

    sheet = openpyxl.load_workbook(io.BytesIO(content))["Questions"]

    limits = {
        sheet[str(rule.sqref).replace("B", "A")].value: (rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
    }
    assert limits == {
        "Tense.": ("1", "5"), "Calm.": ("1", "5"), "Backed.": ("1", "5"),
        "Weeks?": ("0", "104"), "Hours?": ("0", "160"),
    }  # fmt: skip


def test_a_form_sent_back_empty_is_no_answer(tmp_path: Path) -> None:
    """Nothing is made of boxes that nobody filled in."""
    path = tmp_path / "empty.xlsx"
    path.write_bytes(survey_workbook.xlsx(questionnaire(), guard(), WAVE))

    found = read_answers([path], questionnaire())

    assert found.answers == ()
    assert found.incomplete == {WAVE: 1}
