import numpy as np
import pytest

from allocator.domain.history import History
from allocator.domain.simulated import Breaking
from allocator.simulation.answers import lines
from allocator.simulation.answers.digest import RunDigest, digests
from allocator.simulation.answers.intervals import of_share
from allocator.simulation.answers.measures import NAMES
from allocator.simulation.answers.pairs import difference
from allocator.simulation.scenario import Breach
from tests.simulation.histories import case_row, history, scenario, week_row

_BREACH = Breach(waiting_cases=5)


def _runs(*queues: tuple[int, ...], line: str = "one") -> list[RunDigest]:
    """A run for every queue, which says how many wait at the end of each week."""
    weeks = tuple(
        week_row(week, line, run, waiting_low=waiting)
        for run, queue in enumerate(queues, 1)
        for week, waiting in enumerate(queue, 1)
    )
    return [*digests(History(weeks), _BREACH)]


def test_a_fan_holds_the_quantiles_of_the_runs() -> None:
    """Five runs with queues of 0 to 40: the quantiles lie where a ruler would put them."""
    runs = _runs((0, 9), (10, 9), (20, 9), (30, 9), (40, 9))

    fan = lines.fans(runs)["waiting"]

    assert (fan.p10[0], fan.p25[0], fan.p50[0]) == (4, 10, 20)
    assert (fan.p75[0], fan.p90[0], fan.mean[0]) == (30, 36, 20)
    assert fan.p10[1] == fan.p90[1] == 9
    assert [*fan.runs] == [5, 5]


def test_a_fan_says_how_many_runs_have_a_value() -> None:
    """A week in which nobody was placed has no skill match; one in which some were has theirs."""
    weeks = (
        week_row(1, replication=1, skill_match_percent=None),
        week_row(2, replication=1, skill_match_percent=None),
        week_row(1, replication=2, skill_match_percent=None),
        week_row(2, replication=2, skill_match_percent=70.0),
    )

    fan = lines.fans([*digests(History(weeks), None)])["skill_match_percent"]

    assert [*fan.runs] == [0, 1]
    assert [*fan.p50] == [None, 70]
    assert [*fan.mean] == [None, 70]


def test_when_the_team_breaks_is_counted_run_by_run() -> None:
    """Of four runs one breaks in week 1, one in 3, two never; half have broken by week 3, three quarters never."""
    found = lines.breaking(
        _runs((9, 9, 9), (0, 0, 9), (0, 0, 0), (5, 5, 5)), level=0.95
    )

    assert isinstance(found, Breaking)
    assert (found.runs, found.broken) == (4, 2)
    assert (found.p25, found.p50, found.p75) == (1, 3, None)
    assert [week.value for week in found.unbroken_percent] == [75, 75, 50]
    exact = of_share(1, 4)
    assert found.unbroken_percent[0].low == pytest.approx(
        100 - (exact.high or 0), abs=0.01
    )
    assert found.unbroken_percent[0].high == pytest.approx(
        100 - (exact.low or 0), abs=0.01
    )
    assert found.first_by_rule == {"waiting_cases": 2}


def test_without_a_rule_nothing_breaks() -> None:
    """A scenario that does not say when the team is broken has no such answer."""
    runs = [*digests(history({"one": 1.0}, runs=2), None)]

    assert lines.breaking(runs, 0.95) is None
    assert "broken_percent" not in lines.means(runs, 0.95)


def test_waits_count_what_still_waits_as_what_it_is() -> None:
    """Of four cases two have a worker on day 2, one on day 20, one still waits: half within 7 days, three in 28."""
    cases = (
        case_row("A", allocated=2.0),
        case_row("B", allocated=2.0),
        case_row("C", allocated=20.0),
        case_row("D", allocated=None, state="waiting"),
    )
    weeks = tuple(week_row(number) for number in range(1, 9))
    runs = [*digests(History(weeks, cases), None)]

    [wait] = lines.waits(runs)
    shares = lines.means(runs, 0.95)

    assert (wait.urgency, wait.cases, wait.still_waiting) == ("urgent", 4, 1)
    assert (wait.median_days, wait.p90_days) == (2, None)
    assert shares["urgent_within_7_days_percent"].value == 50
    assert shares["urgent_within_28_days_percent"].value == 75


def test_means_come_with_students_interval() -> None:
    """The mean queue of three runs, with the 4.303 of three numbers."""
    found = lines.means(_runs((1,), (2,), (6,)), 0.95)["waiting"]

    half = 4.302653 * np.std([1, 2, 6], ddof=1) / 3**0.5
    assert found.value == 3
    assert found.high == pytest.approx(3 + half, abs=0.01)


def test_a_difference_is_the_first_less_the_other() -> None:
    """Queues of 8 and 9 beside 5 and 7: 2.5 more, and one of two runs more that breaks."""
    found = difference(_runs((8,), (9,)), _runs((5,), (7,), line="other"), 0.95)

    assert (found.line, found.beside) == ("one", "other")
    assert found.measures["waiting"].value == 2.5
    assert found.measures["broken_percent"].value == 50
    assert found.measures["weeks_unbroken"].value == -0.5


def test_only_runs_that_both_have_are_paired() -> None:
    """The second line lacks a run; what is left is compared run by run."""
    one, other = _runs((8,), (9,), (50,)), _runs((5,), (7,), line="other")

    assert difference(one, other, 0.95).measures["waiting"].value == 2.5


def test_lines_and_differences_have_the_same_measures() -> None:
    """Whatever answers a scenario can be read off a line and off a difference, and has a known name."""
    made = history({"one": 1.6, "other": 1.0}, runs=6)
    runs = [*digests(made, scenario().breach)]
    one, other = runs[:6], runs[6:]

    mine, between = lines.means(one, 0.95), difference(one, other, 0.95).measures

    assert set(mine) == set(between)
    assert set(mine) <= set(NAMES)


def test_common_luck_falls_out_of_a_difference() -> None:
    """Both lines meet the same weeks, so their difference is known better than either of them."""
    made = history({"one": 1.4, "other": 1.0}, runs=30)
    runs = [*digests(made, scenario().breach)]

    mine = lines.means(runs[:30], 0.95)["mean_percent"]
    between = difference(runs[:30], runs[30:], 0.95).measures["mean_percent"]

    assert mine.low is not None
    assert mine.high is not None
    assert between.low is not None
    assert between.high is not None
    assert between.high - between.low < 0.6 * (mine.high - mine.low)


def test_nothing_is_written_as_minus_nothing() -> None:
    """A number that rounds to nothing is 0, which JSON and people would otherwise read with a sign."""
    assert str(lines.rounded("waiting", -0.0001)) == "0.0"
    assert lines.rounded("jain_index", 0.98765) == 0.9877
