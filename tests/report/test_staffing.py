import csv
import io
import json

from allocator.report.staffing_files import csv as csv_text
from allocator.report.staffing_files import rendered
from allocator.report.staffing_page import html
from allocator.report.staffing_text import text
from allocator.report.staffing_words import findings, lead, money, staffing
from tests.project.pages import first_column, read, section, tables
from tests.simulation.staffing.tables import searched


def test_the_first_sentence_says_how_many_people_keep_the_team_safe() -> None:
    """Who, for how much, and how often the team breaks as it is."""
    told = searched()
    assert told.recommended is not None

    assert lead(told) == told.answer
    assert told.answer.startswith(
        f"With {staffing(told.recommended)} more, for {money(told.recommended.cost)} a year, the team breaks in fewer "
        "than 10% of runs of 26 weeks; as it is, it breaks in "
    )


def test_nobody_needed_is_said_so() -> None:
    """A team that keeps as it is needs nobody."""
    assert searched(need=-5).answer == (
        "The team as it is breaks in fewer than 10% of runs of 26 weeks: nobody more is needed."
    )


def test_nothing_enough_is_said_so() -> None:
    """Where even everybody is not enough, the answer says how often the team then breaks."""
    told = searched(need=40)

    assert told.recommended is None
    assert told.answer.startswith(
        "Nothing in the table of hires is enough: even with all of it the team breaks in 25 of 25 runs"
    )


def test_nothing_shown_is_said_so() -> None:
    """Where everybody together is too close to say, no staffing is shown to do."""
    told = searched(need=4.97)

    assert told.tried[-1].verdict == "undecided"
    assert told.answer.startswith("No staffing of the table is shown to break in fewer")


def test_what_is_too_close_to_say_is_told() -> None:
    """A cheaper staffing that the runs could not decide on is named, so that somebody may ask for more runs."""
    told = searched()
    assert told.cheaper_undecided

    said = "\n".join(findings(told))

    assert staffing(told.cheaper_undecided[0]) in said
    assert "Too close to say is " in said
    more = len(told.cheaper_undecided) - 1
    assert (f"; so are {more} more." in said) == (more > 1)
    assert all(one.cost < told.recommended.cost for one in told.cheaper_undecided if told.recommended)  # fmt: skip


def test_an_unfinished_search_is_told() -> None:
    """Where the search ended with something left untried, something cheaper may do."""
    said = "\n".join(findings(searched().changed(complete=False)))

    assert "something cheaper may do" in said


def test_the_next_hire_is_told_with_its_worth() -> None:
    """Which one more is worth most, added to the team as it is and to the staffing found."""
    told = searched()
    [most] = [
        one
        for one in told.next_steps
        if (one.added_to, one.name) == ("now", "experienced")
    ]

    said = "\n".join(findings(told))

    assert "Added to the team as it is, one more is worth most as experienced" in said
    assert "for £62,000" in said
    assert most.weeks_unbroken.value is not None
    assert most.weeks_unbroken.value > 0


def test_the_page_and_the_table_have_every_staffing_tried() -> None:
    """One row each, the cheapest first, the one found marked."""
    told = searched()

    page = html(told)

    assert page.count('<tr role="row" class="now">') == 1
    for one in told.tried:
        assert money(one.cost) in page
    rows = list(
        csv.DictReader(io.StringIO(rendered(told)["staffing.csv"].decode("utf-8-sig")))
    )
    assert len(rows) == len(told.tried)
    assert [float(row["cost"]) for row in rows] == [one.cost for one in told.tried]
    assert rows[1]["experienced"] == "3"
    assert json.loads(rendered(told)["staffing.json"])["schema"] == 1


def test_every_column_is_told() -> None:
    """The page of output has the columns after those of the kinds, in their order."""
    heading = next(csv.reader(io.StringIO(csv_text(searched()).lstrip("\ufeff"))))

    [told] = tables(section(read("output.md"), "### staffing.csv"))
    assert first_column(told) == heading[len(searched().kinds) :]


def test_the_text_fits_a_terminal() -> None:
    """Nothing is wider than 80 columns, whatever a kind is called."""
    for told in (searched(), searched(name="Llanfairpwllgwyngyllgogery " * 2)):
        assert all(len(line) <= 80 for line in text(told).splitlines())
