import io

import openpyxl
import pytest

from allocator.domain.answers import RATERS, Rater
from allocator.policy.framework_loading import load_framework
from allocator.report.skills_form import Form, how_to_answer, what_for
from allocator.report.skills_form_book import xlsx
from allocator.report.skills_form_files import file_names
from allocator.report.skills_form_page import html
from tests.builders import worker
from tests.report.markup import read_page

FRAMEWORK = load_framework("children")
PERSON = worker("W/1", name="<b>Ada</b>", supervisor_id="=M1")


@pytest.mark.parametrize("rater", RATERS)
@pytest.mark.parametrize("pilot", [False, True])
def test_every_question_and_level_is_on_the_page(rater: Rater, pilot: bool) -> None:
    """Five choices for each question in its own words, evidence, and in a pilot what makes it better."""
    page = html(Form(FRAMEWORK, rater, pilot=pilot))
    said = read_page(page).text

    for one in FRAMEWORK.competencies.values():
        assert one.question in said
        assert all(level in said for level in one.levels)
    questions = len(FRAMEWORK.competencies)
    assert page.count('type="radio"') == questions * (8 if pilot else 5)
    assert page.count("<textarea") == questions * (2 if pilot else 1)
    assert what_for(Form(FRAMEWORK, rater)) in said


@pytest.mark.parametrize("rater", RATERS)
def test_what_the_grade_is_asked_for_is_on_no_form(rater: Rater) -> None:
    """Whoever sees the level wanted of them answers with it."""
    form = Form(FRAMEWORK, rater, worker("W1", seniority="advanced", supervisor_id="M"))
    book = openpyxl.load_workbook(io.BytesIO(xlsx(form)))
    said = html(form) + " ".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row
    )

    assert "Advanced practitioner" not in said
    assert "asked of" not in said.lower()


def test_each_rater_is_told_how_to_answer() -> None:
    """Supervisors answer before they look; workers know that nobody's answer is the right one."""
    own, theirs = (how_to_answer(Form(FRAMEWORK, rater)) for rater in RATERS)

    assert any("neither answer is taken as the right one" in said for said in own)
    assert any("before you look" in said for said in theirs)
    assert own[0] != theirs[0]


def test_the_workbook_lets_people_write_where_they_are_asked_and_nowhere_else() -> None:
    """Answers are unlocked and checked, everything else is locked; no id becomes a formula."""
    book = openpyxl.load_workbook(
        io.BytesIO(xlsx(Form(FRAMEWORK, "supervisor", PERSON, True)))
    )
    sheet = book["ratings"]
    place = {cell.value: cell.column for cell in sheet[1]}

    assert sheet.protection.sheet
    for row in range(2, len(FRAMEWORK.competencies) + 2):
        free = {
            name
            for name, column in place.items()
            if not sheet.cell(row, column).protection.locked
        }
        assert free == {"Level", "Evidence", "Clear", "Minutes", "Comment"}
        assert sheet.cell(row, place["worker_id"]).value == "W/1"
        assert sheet.cell(row, place["rater_id"]).value == "=M1"
        assert sheet.cell(row, place["rater_id"]).data_type == "s"
    kinds = {one.type for one in sheet.data_validations.dataValidation}
    assert kinds == {"list", "decimal"}


def test_only_what_people_read_is_printed() -> None:
    """The columns for programs lie outside the print area."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(Form(FRAMEWORK, "self", PERSON))))
    sheet = book["ratings"]
    place = {cell.value: cell.column_letter for cell in sheet[1]}

    assert f"${place['Evidence']}$" in str(sheet.print_area)
    assert f"${place['competency']}$" not in str(sheet.print_area)


def test_the_same_form_gives_the_same_bytes() -> None:
    """A form can be made again and is the same file."""
    form = Form(FRAMEWORK, "self", PERSON)

    assert xlsx(form) == xlsx(form)
    assert html(form) == html(form)


def test_a_name_on_a_form_is_text() -> None:
    """Markup in a name stays text in the field."""
    page = html(Form(FRAMEWORK, "self", PERSON))

    assert "<b>Ada" not in page
    assert ("value", "W/1 · <b>Ada</b>") in read_page(page).attributes


def test_files_have_names_that_every_system_takes() -> None:
    """Slashes and spaces go, and no two names are alike even where capitals do not count."""
    assert file_names(["W/1", "W 1", "w-1", "../x", "///"]) == {
        "W/1": "W-1",
        "W 1": "W-1-2",
        "w-1": "w-1-3",
        "../x": "x",
        "///": "worker",
    }
