"""A scenario that names what its team has not would answer another question: it is refused."""

import pytest

from allocator.errors import InvalidScenario
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import plan
from allocator.simulation.scenario import Merger, Scenario
from allocator.simulation.workforce_plan import Joiner, Leaver, Progression

STEADY = load_scenario("steady-state")


def faults(**people: object) -> list[str]:
    """What is said against the steady state with other plans for its people."""
    return said(STEADY.changed(workforce=STEADY.workforce.changed(**people)))


def said(scenario: Scenario) -> list[str]:
    """Every fault of a scenario, as a person reads it."""
    with pytest.raises(InvalidScenario) as refused:
        plan(scenario)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"worker_ids": ("W99",)},
            "workforce.leaver.1.worker_ids: nobody who carries cases is called 'W99'.",
        ),
        ({"team": "Nrth"}, "workforce.leaver.1.team: no team is called 'Nrth'."),
        ({"seniority": "wizard"}, "workforce.leaver.1: 'wizard' is not a grade that"),
    ],
)
def test_leavers_who_match_nobody_are_told(
    facts: dict[str, object], expected: str
) -> None:
    """Otherwise nobody would leave, and the team would hold for no reason."""
    leaver = Leaver(title="gone", week=1).changed(**facts)

    [first] = faults(leaver=(leaver,))

    assert first.startswith(f"steady-state.toml, {expected}")


def test_teams_that_are_not_there_are_told_with_the_nearest() -> None:
    """Of a merger and of who joins; a team that comes to be by a merger may be named."""
    team = plan(STEADY).team.workers[0].team
    merger = Merger(title="one", week=1, teams=(team, "Nowhere"), into="Both")
    there = Joiner(title="a", week=1, number=1, seniority="social_worker", team="Both")
    lost = there.changed(title="b", team=team[:-1])
    workforce = STEADY.workforce.changed(joiner=(there, lost))

    found = said(STEADY.changed(merger=(merger,), workforce=workforce))

    assert [one.partition(":")[0] for one in found] == [
        "steady-state.toml, merger.1.teams",
        "steady-state.toml, workforce.joiner.2.team",
    ]
    assert found[1].endswith(f"Did you mean '{team}'?")


def test_somebody_who_joins_may_leave_again() -> None:
    """People who join are named after the title."""
    joiner = Joiner(title="Extra", week=1, number=1, seniority="social_worker")
    leaver = Leaver(title="gone", week=2, worker_ids=("Extra 1",))
    people = STEADY.workforce.changed(joiner=(joiner,), leaver=(leaver,))

    assert plan(STEADY.changed(workforce=people)).courses


def test_grades_that_nobody_has_are_told() -> None:
    """Steps from and to a grade that the policy does not know."""
    step = Progression(grade="trainee", to="social_worker", after_months=3)

    [found] = faults(progression=(step,))

    assert found.startswith(
        "steady-state.toml, workforce.progression.1.grade: 'trainee'"
    )
