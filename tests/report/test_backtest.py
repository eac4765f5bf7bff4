import csv
import dataclasses
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.domain.backtest import Both
from allocator.pipeline import replay
from allocator.report import backtest_chart, backtest_tables, backtest_text
from allocator.report.backtest import (
    Replayed,
    burdened,
    changes,
    difference,
    points_between,
    relieved,
    results,
)
from allocator.report.backtest_cases import destinations
from allocator.report.backtest_chart import evenness, people
from allocator.report.backtest_files import rendered, write
from allocator.report.backtest_findings import findings, lead
from allocator.report.backtest_text import text
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker
from tests.pipeline.trials import counting, newcomer, two_workers
from tests.project.pages import first_column, read, section, tables
from tests.report import trial

_FILES = {
    "backtest.html",
    "backtest.json",
    "backtest-measures.csv",
    "backtest-workers.csv",
    "backtest-cases.csv",
}


def test_the_first_sentence_says_what_each_would_place() -> None:
    """How many cases wait in how many batches, and how many each policy places of them."""
    placed = _replayed(Batch(newcomer().team))

    assert lead(placed) == (
        "Of 2 waiting cases in 1 batch, small would have placed 1 and counting 2."
    )
    assert lead(_replayed(two_workers())) == (
        "Of 4 waiting cases in 1 batch, small and counting would each have placed 4."
    )


def test_nothing_waiting_is_nothing_to_compare() -> None:
    """A quiet week is told in a sentence, and makes a page without empty tables."""
    quiet = _replayed(Batch(team(worker(), case(worker_id="W1"))))

    assert (
        lead(quiet) == "No case is waiting in 1 batch, so there is nothing to compare."
    )
    assert findings(quiet) == []
    assert b"How fairness moves" not in rendered(quiet)["backtest.html"]


def test_findings_follow_from_the_numbers() -> None:
    """Who goes where, how even it is by each, who is busier, which rules break, and what is proven."""
    said = "\n".join(findings(_replayed(newcomer())))

    assert (
        "Of these cases, 1 would go to the same people under both "
        "and 1 to somebody only under counting." in said
    )
    assert (
        "What counting proposes breaks rules of small: “Rule seniority_covers” once"
        in said
    )
    assert "counting places more cases, so its workers hold more work" in said
    assert "Every proposal is proven best possible under its policy." in said


def test_evenness_is_told_by_both_policies() -> None:
    """The gaps of both proposals by either measure, and in how many batches the second is more even."""
    tested = trial.backtest()
    both = tested.account.overall.measured_by

    said = "\n".join(findings(tested))

    for label, measured in (("small", both.first), ("counting", both.second)):
        gaps = (measured.first.spread_percent, measured.second.spread_percent)
        assert (
            f"Measured by {label}, the gap between the most and the least loaded worker would be "
            f"{gaps[0]:.1f} points under small and {gaps[1]:.1f} under counting on average"
            in said
        )
    assert "counting has the smaller gap in 0 of 2 batches" in said


def test_the_most_relieved_come_first() -> None:
    """Sorted by points from the first to the second policy; without capacity there are no points."""
    found = changes(trial.backtest())

    points = [one.points.first for one in found]
    known = [number for number in points if number is not None]
    assert known == sorted(known)
    assert points[-1] is None
    assert found[-1].said == "No capacity"
    assert [one.worker for one in relieved(trial.backtest())] == [
        one.worker for one in found if one.said == "Less busy"
    ]
    assert burdened(trial.backtest())[0] == found[len(known) - 1]


def test_whoever_is_busier_one_way_round_is_relieved_the_other() -> None:
    """With the policies in the other order, the busier are the less busy, the most first."""
    batch = Batch(trial.people())
    light = {"week": batch}

    one = replay(
        light, (small_policy(), counting().without("within_ceiling")), as_of=DAY
    )
    other = replay(
        light, (counting().without("within_ceiling"), small_policy()), as_of=DAY
    )

    busier = {o.account.worker_id: o.points.first for o in burdened(one)}
    freer = {o.account.worker_id: o.points.second for o in relieved(other)}
    assert busier
    assert freer
    assert list(busier.values()) == sorted(busier.values(), key=lambda n: -(n or 0))
    for worker_id, points in freer.items():
        assert points == -(busier[worker_id] or 0)


@pytest.mark.parametrize(
    ("after", "points", "shown"),
    [
        ((80.0, 90.5), 10.5, "+10.5"),
        ((90.5, 80.0), -10.5, "−10.5"),
        ((80.0, 80.0), 0.0, "0.0"),
        ((None, 80.0), None, "none"),
    ],
)
def test_points_have_their_sign(
    after: tuple[float | None, float | None], points: float | None, shown: str
) -> None:
    """From the first to the second, with a sign that a screen reader speaks."""
    between = points_between(Both(first=after[0], second=after[1]))

    assert between == points
    assert difference(between) == shown


def test_policies_of_one_name_are_told_apart() -> None:
    """Two files called alike are the first and the second."""
    batch = two_workers()

    same = replay({"week": batch}, (small_policy(), small_policy()), as_of=DAY)

    assert same.labels == ("small (first)", "small (second)")
    assert trial.backtest().labels == ("small", "counting")


def test_one_id_for_several_people_is_warned_of() -> None:
    """Batches of different teams may number their workers alike; the page must not take them for one person."""
    other = Batch(team(worker("W1", name="Someone Else"), case("C1", "one")))

    said = replay(
        {"north": two_workers(), "south": other},
        (small_policy(), counting()),
        as_of=DAY,
    )

    assert any("different names for W1:" in one for one in findings(said))
    assert not any("different names" in one for one in findings(trial.backtest()))


def test_what_was_left_out_is_told() -> None:
    """A backtest that was stopped says how much is missing, and is written without its page."""
    stopped = dataclasses.replace(trial.backtest(), left_out=2)

    assert "Stopped early: 2 batches left out." in findings(stopped)


def test_a_stopped_backtest_leaves_no_page_of_an_earlier_one(tmp_path: Path) -> None:
    """The page of an earlier run would tell another story than the files beside it."""
    write(trial.backtest(), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == _FILES

    write(dataclasses.replace(trial.backtest(), left_out=1), tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == _FILES - {"backtest.html"}


def test_restricted_cases_are_told_by_number_and_worker_only() -> None:
    """Kind, urgency and match of a restricted case stand in the JSON alone."""
    tested = trial.backtest(restricted=True)

    [shown] = [
        one
        for one in destinations(tested)
        if one.account.case_id == "C1" and one.batch == "week 1"
    ]
    row = next(
        row
        for row in csv.DictReader(io.StringIO(backtest_tables.cases(tested)))
        if row["case_id"] == "C1"
    )

    assert (shown.kind, shown.urgency, shown.skill_match.first) == ("", None, None)
    assert shown.is_withheld
    assert (row["type"], row["urgency"], row["skill_match_percent_first"]) == ("",) * 3
    assert row["worker_id_first"] == shown.account.worker_id.first != ""


def test_results_are_told_in_words() -> None:
    """Every way a case can come out has its line, with the policies by name."""
    told = results(trial.backtest())

    assert [said for said, _ in told] == [
        "The same people under both",
        "Different people",
        "Placed only by small",
        "Placed only by counting",
        "Placed by neither",
    ]
    assert sum(number for _, number in told) == 12


def test_the_text_fits_a_terminal() -> None:
    """Nothing is wider than 80 columns, whatever a name is."""
    for tested in (trial.backtest(), trial.backtest("Llanfairpwllgwyngyllgogery")):
        assert all(len(line) <= 80 for line in text(tested).splitlines())


def test_the_text_tells_each_part() -> None:
    """What came out, both measures, the batches, the people and the cases have their headings."""
    told = text(trial.backtest())

    for heading in (
        "FAIRNESS AS SMALL MEASURES IT",
        "FAIRNESS AS COUNTING MEASURES IT",
        "BATCH BY BATCH",
        "CASES THAT WOULD GO ELSEWHERE",
    ):
        assert f"\n\n{heading}\n" in told
    assert told.endswith("The engine proposes; people decide.\n")
    assert "BATCH BY BATCH" not in text(trial.backtest(batches=1))


def test_long_lists_say_how_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal shows the first of many people and cases, the chart the workers it differs most for."""
    monkeypatch.setattr(backtest_text, "_SHOWN", 0)
    monkeypatch.setattr(backtest_text, "_CASES_SHOWN", 0)
    monkeypatch.setattr(backtest_chart, "_MOST", 1)
    tested = trial.backtest()
    elsewhere = destinations(tested, "different", "first_only", "second_only")

    told, drawn = text(tested), people(tested)

    assert f"\nand {len(burdened(tested))} more; --out writes them all." in told
    assert f"\nand {len(elsewhere)} more; --out writes them all." in told
    assert drawn is not None
    assert drawn.title.endswith(": the 1 worker it differs most for")


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("backtest-measures.csv", backtest_tables.measures),
        ("backtest-workers.csv", backtest_tables.workers),
        ("backtest-cases.csv", backtest_tables.cases),
    ],
)
def test_every_column_is_told(name: str, table: Callable[[Replayed], str]) -> None:
    """The page of output has the columns of each file, in their order."""
    heading = next(csv.reader(io.StringIO(table(trial.backtest()).lstrip("\ufeff"))))

    [told] = tables(section(read("output.md"), f"### {name}"))
    assert first_column(told) == heading


def test_tables_say_what_the_json_says() -> None:
    """Rows for every batch, judge and proposer; every worker; every case; with the JSON's numbers."""
    tested = trial.backtest()
    account = json.loads(rendered(tested)["backtest.json"])
    measures, workers, cases = (
        list(csv.DictReader(io.StringIO(table(tested).lstrip("\ufeff"))))
        for table in (
            backtest_tables.measures,
            backtest_tables.workers,
            backtest_tables.cases,
        )
    )

    assert len(measures) == 2 * 4
    for row, (judge, proposer) in zip(
        measures[:4],
        [(j, p) for j in ("first", "second") for p in ("first", "second")],
        strict=True,
    ):
        told = account["batches"][0]["measured_by"][judge][proposer]
        assert float(row["sd_percent"]) == told["sd_percent"]
        assert int(row["rule_breaches"]) == told["rule_breaches"]
        names = dict(zip(("first", "second"), tested.labels, strict=True))
        assert (row["measured_by"], row["proposed_by"]) == (
            names[judge],
            names[proposer],
        )
    assert len(workers) == 2 * 3
    by = account["batches"][0]["workers"][1]["measured_by"]["second"]
    assert (
        float(workers[1]["by_second_percent_after_first"])
        == by["percent_after"]["first"]
    )
    assert workers[2]["by_first_points"] == ""
    assert [row["result"] for row in cases] == [
        one["result"] for batch in account["batches"] for one in batch["cases"]
    ]


def test_no_cell_runs_as_a_formula() -> None:
    """Names that begin as a formula does are guarded."""
    for table in (backtest_tables.workers, backtest_tables.cases):
        for row in csv.reader(io.StringIO(table(trial.backtest("=1+")))):
            assert not any(cell.startswith("=") for cell in row)


def test_charts_are_told_in_words_too() -> None:
    """Whoever does not see them hears what they show; one batch needs no chart of batches."""
    drawn, batches = people(trial.backtest()), evenness(trial.backtest())

    assert drawn is not None
    assert batches is not None
    assert "2 rows, one for each worker" in drawn.description
    assert "2 rows, one for each batch" in batches.description
    assert "Safe limit 100%" in drawn.svg
    assert "W1 · Ana Zoë" in drawn.svg
    assert evenness(trial.backtest(batches=1)) is None


def test_a_team_without_capacity_is_not_drawn() -> None:
    """With nothing to measure there is no chart, and everything else is still told."""
    nobody = _replayed(Batch(team(worker(hours=0), case("C1", "one"))))

    assert people(nobody) is None
    assert "Placed by neither" in rendered(nobody)["backtest.html"].decode()
    assert all(len(line) <= 80 for line in text(nobody).splitlines())


def _replayed(batch: Batch) -> Replayed:
    relaxed = counting().without("seniority_covers", "joint_work_supported")
    return replay({"week 1": batch}, (small_policy(), relaxed), as_of=DAY)
