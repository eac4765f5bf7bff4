"""A scenario is made ready only where its team, its policies and its stages go together."""

import datetime
import pickle
from typing import Any

import pytest

from allocator.errors import InvalidPolicy, InvalidScenario, UnknownName
from allocator.simulation.asked import asked
from allocator.simulation.keeping import digest
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import plan
from allocator.simulation.scenario import Base, Scenario
from allocator.solvers.catalogue import ENGINE
from tests.simulation.worlds import scenario


@pytest.fixture(scope="module")
def steady() -> Scenario:
    """The steady state of the shipped team."""
    return load_scenario("steady-state")


def test_a_plan_has_the_team_the_policies_and_the_first_day(steady: Scenario) -> None:
    """The shipped team as it is read, without its pins, from the newest day it knows of."""
    made = plan(steady)

    assert len(made.team.cases) == 160
    assert made.team.pins == ()
    assert made.start == datetime.date(2026, 9, 14)
    assert [course.name for course in made.courses] == [
        line.name for line in steady.compare
    ]


def test_a_plan_is_the_same_wherever_it_is_sent(steady: Scenario) -> None:
    """As other processes get it, it runs alike."""
    made = plan(steady)

    sent = pickle.loads(pickle.dumps(made))  # noqa: S301  # our own

    assert digest(sent, 1, "1") == digest(made, 1, "1")
    assert digest(sent, 1, "1") != digest(made, 0, "1")


def test_a_team_may_be_drawn_from_an_authority(steady: Scenario) -> None:
    """As many people and cases as asked for, on the day asked for."""
    base = Base(authority="Rochdale", workers=5, held=40, waiting=3, seed=4)
    run = steady.run.changed(start=datetime.date(2027, 3, 1))

    made = plan(steady.changed(base=base, run=run))

    assert len([w for w in made.team.workers if w.carries_cases]) == 5
    assert len(made.team.cases) == 43
    assert made.start == datetime.date(2027, 3, 1)


def test_types_of_the_team_without_a_stage_are_told(steady: Scenario) -> None:
    """All of them at once, with the key that is missing."""
    stages = {
        kind: stage
        for kind, stage in steady.stages.items()
        if kind not in ("fostering", "adoption")
    }

    with pytest.raises(InvalidScenario) as refused:
        plan(steady.changed(stages=stages))

    assert str(refused.value).splitlines() == [
        f"steady-state.toml, stages.{kind}: is missing, and the team has cases of this type."
        for kind in ("fostering", "adoption")
    ]


def test_types_that_come_need_an_urgency(steady: Scenario) -> None:
    """Where no published figures have one."""
    given = steady.model_dump()
    given["stages"]["tier_4"] = {"mean_days": 9, "next_percent": {"closed": 100}}
    given["intake"]["types_percent"] = {"tier_4": 100}
    given["compare"] = [{"name": "a", "policy": "caseload-count"}]

    with pytest.raises(InvalidScenario) as refused:
        plan(Scenario.model_validate(given))

    assert str(refused.value) == (
        "steady-state.toml, intake.urgency_percent.tier_4: "
        "is missing, and no published figures say it for this type."
    )


def test_types_and_grades_a_policy_does_not_know_are_told(steady: Scenario) -> None:
    """With the key in the scenario, and the nearest name that the policy knows."""
    joiner = {"title": "x", "week": 1, "number": 1, "seniority": "newly_qualifed"}
    given = steady.model_dump()
    given["stages"]["asessment"] = {"mean_days": 9, "next_percent": {"closed": 100}}
    given["workforce"]["joiner"] = [joiner]

    with pytest.raises(InvalidScenario) as refused:
        plan(Scenario.model_validate(given))

    first, second = sorted(str(refused.value).splitlines())
    assert first.startswith("steady-state.toml, stages.asessment: ")
    assert "'assessment'" in first
    assert second.startswith("steady-state.toml, workforce.joiner.1: ")
    assert "'newly_qualified'" in second


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ({"policy": "nothing"}, UnknownName),
        ({"policy": "children-workload", "solver": "best"}, UnknownName),
        ({"policy": __file__}, InvalidPolicy),
    ],
)
def test_policies_and_solvers_are_found(
    line: dict[str, Any], error: type[Exception]
) -> None:
    """What is named must be there, and be one."""
    given = scenario(compare=[{"name": "a", **line}])

    with pytest.raises(error):
        plan(given)


def test_a_line_may_change_its_policy_or_its_solver(steady: Scenario) -> None:
    """Each from its week on, in the order of the weeks; what is not said stays."""
    changes = [
        {"from_week": 9, "solver": "engine"},
        {"from_week": 5, "policy": "children-workload"},
    ]
    line = {
        "name": "a",
        "policy": "caseload-count",
        "solver": "caseload-count",
        "change": changes,
    }
    given = steady.model_dump() | {"compare": [line]}

    (course,) = plan(Scenario.model_validate(given)).courses

    assert [
        (one.from_day, one.policy.name, one.solver) for one in course.practices
    ] == [
        (0, "caseload-count", "caseload-count"),
        (28, "children-workload", "caseload-count"),
        (56, "children-workload", "engine"),
    ]
    assert course.practice(27.9).policy.name == "caseload-count"
    assert course.practice(28).policy.name == "children-workload"


def test_what_is_asked_for_takes_the_place_of_what_the_file_says(
    steady: Scenario,
) -> None:
    """Only what is given; policies once each, by the engine, measured by the first of them."""
    same = asked(steady)
    other = asked(
        steady,
        weeks=3,
        replications=4,
        seed=5,
        policies=("caseload-count", "combined", "caseload-count"),
    )

    assert same == steady
    assert (other.run.weeks, other.run.replications, other.run.seed) == (3, 4, 5)
    assert [(line.name, line.solver) for line in other.compare] == [
        ("caseload-count", ENGINE),
        ("combined", ENGINE),
    ]
    assert other.run.measured_by == "caseload-count"
