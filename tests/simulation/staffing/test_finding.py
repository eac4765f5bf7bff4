from collections.abc import Callable

import pytest

from allocator.domain.staffing import Staffing
from allocator.errors import AllocatorError, UnknownName
from allocator.simulation.crews import Crew
from allocator.simulation.kept import Kept
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped
from allocator.simulation.staffing.finding import find, line_to_staff
from allocator.simulation.staffing.outcomes import Outcomes
from allocator.solvers.answer import Stop
from tests.simulation.crews import MadeUp
from tests.simulation.histories import planned, scenario

_HIRES = [
    {
        "name": name,
        "cost_a_year": cost,
        "seniority": "social_worker",
        "contracted_hours": 37,
        "at_most": 3,
    }
    for name, cost in (("dear", 60_000), ("cheap", 45_000))
]


def _plan(**facts: object) -> Plan:
    usual: dict[str, object] = {
        "run": {"weeks": 2, "replications": 200, "seed": 1, "work": 0.5},
        "breach": {"waiting_cases": 15},
        "hire": _HIRES,
    }
    return planned(scenario(**{**usual, **facts}))


def _find(
    plan: Plan,
    line: str,
    crew: Crew,
    *,
    stop: Stop | None = None,
    kept: Kept | None = None,
    tell: Callable[[str], None] = lambda said: None,
) -> Staffing:
    """The search of a line for a limit of 10%."""
    course = line_to_staff(plan, line)
    runs = Outcomes(plan, course, crew, stop or Stop(), kept)
    return find(plan, course, 10, runs, tell=tell)


def test_the_cheapest_who_are_enough_are_found() -> None:
    """Whoever is hired takes four cases off a queue of 12 with a spread of 3: one of the cheap is enough."""
    found = _find(_plan(), "", MadeUp())

    assert found.now.verdict != "keeps"
    assert found.recommended is not None
    assert found.recommended.numbers == {"cheap": 1}
    assert found.recommended.cost == 45_000
    assert found.complete
    assert found.answer.startswith("With 1 × cheap more, for £45,000 a year, ")
    assert found.line == "one"
    assert {(one.added_to, one.name) for one in found.next_steps} == {
        (where, name) for where in ("now", "recommended") for name in ("dear", "cheap")
    }


def test_another_line_may_be_staffed() -> None:
    """The second line has two cases more; only its runs are made."""
    crew = MadeUp()

    found = _find(_plan(), "other", crew)

    assert found.line == "other"
    assert {job.line for job in crew.jobs} == {0}


def test_no_run_is_made_twice() -> None:
    """What a look, or the worth of one more, needs again is remembered: each look asks for what is missing only."""
    crew = MadeUp()

    found = _find(_plan(), "", crew)

    beyond = {(1, 1): 50, (0, 2): 50, (1, 0): 50}
    tried = sum(one.runs for one in found.tried)
    assert len(crew.jobs) <= tried + sum(beyond.values())


@pytest.mark.parametrize(
    ("facts", "line", "said"),
    [
        ({"breach": None}, "", "does not say when the team is broken. Add [breach]."),
        ({"hire": []}, "", "has no table of hires. Add [[hire]] or [[training]]."),
    ],
)
def test_what_is_missing_is_said(
    facts: dict[str, object], line: str, said: str
) -> None:
    """Without a rule for breaking, or anybody to hire, there is nothing to search."""
    with pytest.raises(AllocatorError) as refused:
        line_to_staff(_plan(**facts), line)

    assert str(refused.value) == f"autumn: the scenario {said}"


def test_a_line_that_is_not_there_is_told_with_the_nearest() -> None:
    """A misspelt line is refused, with what it may have meant."""
    with pytest.raises(UnknownName, match="No line of the scenario is called 'othr'"):
        line_to_staff(_plan(), "othr")


def test_a_stop_ends_the_search() -> None:
    """Stopped, it has no answer."""
    stop = Stop()
    stop.request()

    with pytest.raises(Stopped):
        _find(_plan(), "", MadeUp(), stop=stop)


def test_what_is_tried_is_told_as_it_goes() -> None:
    """Whoever watches sees which staffing is tried."""
    said: list[str] = []
    tell: Callable[[str], None] = said.append

    _find(_plan(), "", MadeUp(), tell=tell)

    assert said[0] == "Trying the team with nobody more"
    assert said[1] == "Trying the team with 3 × dear, 3 × cheap"
    assert said[-1] == "What one more is worth"
