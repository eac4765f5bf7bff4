import pytest

from allocator.domain.simulated import Interval, Simulated
from allocator.simulation.answers.account import (
    account,
    breach_told,
    half_width,
    scenario_name,
)
from allocator.simulation.answers.looks import plan
from allocator.simulation.scenario import Breach
from tests.simulation.histories import (
    answers,
    by_line,
    history,
    planned,
    scenario,
)


def test_everything_asked_is_answered() -> None:
    """Both lines, with the policy each goes by, and the first beside the other."""
    told = answers(runs=10)

    assert [line.name for line in told.lines] == ["one", "other"]
    assert [one.solver for line in told.lines for one in line.policies] == [
        "engine"
    ] * 2
    assert [(one.line, one.beside) for one in told.differences] == [("one", "other")]
    assert (told.weeks, told.runs, told.seed) == (12, 10, 7)
    assert told.answered_by == "broken_percent"
    assert told.answer.startswith("Within 12 weeks the team breaks in ")
    assert told.burnout == "above 105% of capacity for 6 weeks running"


def test_without_a_breach_the_workload_answers() -> None:
    """A scenario that does not say when the team is broken, nor what answers it, is answered by utilisation."""
    told = answers(breach=None, runs=10)

    assert told.answered_by == "mean_percent"
    assert told.breach == ()
    assert told.lines[0].breaking is None
    assert "share of capacity in use " in told.answer


def test_the_half_width_is_the_widest_of_what_answers() -> None:
    """The furthest end of any line's interval or difference, of the measure that answers."""
    told = answers(answered_by="sd_percent", runs=10)

    found = [line.measures["sd_percent"] for line in told.lines]
    found += [one.measures["sd_percent"] for one in told.differences]
    assert half_width(told) == max(end for one in found for end in _reach(one))


def test_one_run_is_never_precise() -> None:
    """Without an interval nothing is known to within anything."""
    assert half_width(answers(answered_by="mean_percent", runs=1)) == float("inf")


def test_intervals_of_planned_looks_are_wider() -> None:
    """Whoever may look four times pays for it at each look."""
    asked = scenario()
    runs = by_line(history({"one": 1.6, "other": 1.0}, 25), asked)

    once, often = (
        account(planned(asked), runs),
        account(planned(asked), runs, plan(200)[0]),
    )

    for name in ("mean_percent", "broken_percent"):
        assert _width(often, name) > _width(once, name)
    assert often.runs_asked == 25
    assert once.runs_asked == 40


@pytest.mark.parametrize(
    ("breach", "told"),
    [
        (
            Breach(workers_percent=10),
            "more than 10% of workers are above 110% of capacity for four weeks running",
        ),
        (
            Breach(workers_percent=0),
            "any worker is above 110% of capacity for four weeks running",
        ),
        (
            Breach(urgent_wait_days=1),
            "a case that came as urgent waits more than 1 day",
        ),
        (Breach(waiting_cases=1), "more than 1 case waits at the end of a week"),
        (Breach(waiting_cases=20), "more than 20 cases wait at the end of a week"),
    ],
)
def test_each_rule_is_told_as_a_sentence(breach: Breach, told: str) -> None:
    """What people read is the rule with its number."""
    assert breach_told(breach) == (told,)


def test_the_scenario_is_told_apart_by_its_digest() -> None:
    """Two scenarios that say different things have different digests, two that say the same have one."""
    one, same, other = answers(runs=2), answers(runs=2), answers(runs=2, title="Else")

    assert one.scenario.digest == same.scenario.digest
    assert one.scenario.digest != other.scenario.digest


def test_a_scenario_is_the_same_wherever_it_lies() -> None:
    """Two copies of the same files in two folders have one digest."""
    here, there = (
        scenario(
            base={"team": f"{folder}/teams/ours"},
            compare=[{"name": "one", "policy": f"{folder}/ours.toml"}],
        )
        for folder in ("ann", "planning/old")
    )

    assert scenario_name(here).digest == scenario_name(there).digest


def _reach(interval: Interval) -> list[float]:
    assert interval.value is not None
    assert interval.low is not None
    assert interval.high is not None
    return [interval.value - interval.low, interval.high - interval.value]


def _width(told: Simulated, name: str) -> float:
    return sum(_reach(told.lines[0].measures[name]))
