import csv
import dataclasses
import io
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from allocator.domain.frontier import Point
from allocator.pipeline import trace
from allocator.report import frontier_files
from allocator.report.frontier import Traced, curve, findings, lead, level, steps
from allocator.report.frontier_files import rendered, write
from allocator.report.frontier_page import picture
from allocator.report.frontier_text import text
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker
from tests.project.pages import first_column, read, section, tables
from tests.report import trial


def test_the_first_sentence_says_where_the_policy_stands() -> None:
    """The worth as it is, the match and the distance it gives."""
    assert lead(trial.frontier()) == (
        "With one level of skill match worth 8 percentage points of utilisation, as the policy has it, "
        "skills are matched to 0.0% and workloads typically lie 10.0 points from the average."
    )


def test_neighbours_that_come_to_the_same_are_one_step() -> None:
    """Nine points of two outcomes are two steps, the policy as it is within the first."""
    low, high = steps(trial.frontier())

    assert (low.worth, high.worth) == ("0 to 16", "32 to 256")
    assert low.is_current
    assert not high.is_current
    assert curve(trial.frontier()) == [low, high]


def test_what_a_step_of_match_costs_is_told() -> None:
    """From 0 to 100% of match the distance doubles from 10 to 20 points: a tenth of a point for each."""
    said = findings(trial.frontier())

    assert said == [
        "Going from 16 to 32 raises skills matched from 0.0% to 100.0%, and the typical distance from the average "
        "from 10.0 to 20.0 points: 0.10 points of evenness for each percentage point of match. "
        "The gap between the most and the least loaded worker goes from 20.0 to 40.0 points.",
        "All 9 proposals are proven best possible.",
    ]


def test_nothing_to_trade_is_said() -> None:
    """Where every worth gives the same proposal, the reader learns that and why it may be."""
    flat = trace(Batch(team(worker(), case())), small_policy(), as_of=DAY)

    assert len(steps(flat)) == 1
    assert findings(flat)[0].startswith(
        "There is nothing to trade in this batch: from 0 to 64 percentage points"
    )


def test_nothing_placed_cannot_be_weighed() -> None:
    """A batch without waiting cases, or where none can be placed, is told in a sentence and drawn without a chart."""
    for facts in (team(worker(), case(worker_id="W1")), team(worker(hours=0), case())):
        none = trace(Batch(facts), small_policy(), as_of=DAY)

        assert lead(none).startswith("No case is placed")
        assert findings(none) == []
        assert picture(none) is None
        assert b"<svg" not in rendered(none)["frontier.html"]
        assert text(none)


def test_a_better_worth_than_the_policys_is_pointed_out() -> None:
    """Where the policy as it is is beaten, the reader learns by what."""
    beaten = _with({"8": {"beaten": True, "sd_percent": 11.0, "mean_skill_match_percent": 40.0},
                    "4": {"sd_percent": 9.0, "mean_skill_match_percent": 50.0}})  # fmt: skip

    assert findings(beaten)[0] == (
        "Another worth is better in both for this batch: with 4, skills are matched to 50.0% "
        "and workloads lie 9.0 points from the average."
    )


def test_a_search_that_fell_short_is_not_taken_for_a_worse_worth() -> None:
    """Where the policy's own proposal is not proven, being beaten may say nothing of the worth."""
    beaten = {"beaten": True, "sd_percent": 11.0, "mean_skill_match_percent": 40.0}
    better = {"sd_percent": 9.0, "mean_skill_match_percent": 50.0}

    unproven = _with({"8": {**beaten, "status": "feasible"}, "4": better})

    assert findings(unproven)[0].endswith("the search rather than the worth.")


def test_outcomes_that_come_back_are_drawn_once() -> None:
    """A worth that leads back to an earlier outcome adds no step to the curve, and nothing is divided by nothing."""
    again = _with({"4": {"sd_percent": 20.0, "mean_skill_match_percent": 100.0}})

    assert len(steps(again)) == 4
    assert len(curve(again)) == 2
    assert findings(again)
    drawn = picture(again)
    assert drawn is not None
    assert ">4, 32 to 256<" in drawn.svg
    assert drawn.svg.count("(now)") == 1


def test_what_is_not_proven_is_told() -> None:
    """The reader learns how many points may still move, in the summary and in the table."""
    unproven = _with({"4": {"status": "feasible"}, "16": {"status": "feasible"}})

    assert any(
        said.startswith("7 of 9 proposals are proven") for said in findings(unproven)
    )
    assert text(unproven).count("not proven best") == 2
    assert rendered(unproven)["frontier.html"].count(b"Not proven<") == 2


def test_unlike_work_is_pointed_out() -> None:
    """Points that place different numbers of cases are not alike."""
    unlike = _with({"4": {"placed": 0}})

    assert any(
        said.startswith("Between 0 and 1 cases are placed") for said in findings(unlike)
    )


def test_the_picture_marks_the_policy_and_greys_what_is_beaten() -> None:
    """The policy as it is has its label, a beaten point none, and the words say what is drawn."""
    beaten = _with({"64": {"beaten": True, "sd_percent": 30.0}})

    drawn = picture(beaten)

    assert drawn is not None
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314 our own picture
    words = ["".join(found.itertext()) for found in root.iter("text")]
    assert "0 to 16 (now)" in words
    assert "32, 128 to 256" in words
    assert "64" not in words
    assert {"This policy now", "Beaten by another point"} <= set(words)
    assert root.attrib["role"] == "img"
    assert "3 points, each a proposal" in drawn.description


def test_the_text_fits_a_terminal() -> None:
    """Nothing is wider than 80 columns, and every point has its row."""
    told = text(trial.frontier())

    assert all(len(line) <= 80 for line in told.splitlines())
    for point in trial.frontier().account.points:
        assert f"\n{point.skill_level:5g}  " in told


def test_every_column_is_told() -> None:
    """The page of output has the columns of the file, in their order."""
    heading, *rows = csv.reader(
        io.StringIO(frontier_files.csv(trial.frontier()).lstrip("\ufeff"))
    )

    [told] = tables(section(read("output.md"), "### frontier.csv"))
    assert first_column(told) == heading
    assert [row[heading.index("is_current")] for row in rows].count("yes") == 1
    assert [float(row[0]) for row in rows] == [0, 2, 4, 8, 16, 32, 64, 128, 256]


def test_a_stopped_curve_leaves_no_page_of_an_earlier_one(tmp_path: Path) -> None:
    """All three are written; once interrupted only those for programs, and the old page goes."""
    write(trial.frontier(), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "frontier.html",
        "frontier.csv",
        "frontier.json",
    }

    stopped = dataclasses.replace(trial.frontier(), left_out=3)
    write(stopped, tmp_path)

    assert not (tmp_path / "frontier.html").exists()
    assert "Stopped early: 3 points left out." in findings(stopped)


@pytest.mark.parametrize(("number", "shown"), [(3.0, "3"), (0.75, "0.75"), (0.0, "0")])
def test_worths_are_written_as_people_do(number: float, shown: str) -> None:
    """No zeros that say nothing."""
    assert level(number) == shown


def _with(changes: dict[str, dict[str, Any]]) -> Traced:
    """The curve with some points changed, by their worth."""
    traced = trial.frontier()

    def changed(point: Point) -> Point:
        update = changes.get(f"{point.skill_level:g}", {})
        own = {
            name: value for name, value in update.items() if name in Point.model_fields
        }
        others = {name: value for name, value in update.items() if name not in own}
        return point.changed(**own, measures=point.measures.changed(**others))

    account = traced.account.changed(
        points=tuple(changed(point) for point in traced.account.points)
    )
    return dataclasses.replace(traced, account=account)
