"""What was weighed before is not weighed again, and comes to the same as if it were."""

import datetime

import pytest

from allocator.domain.case import Case
from allocator.policy.facts import Facts
from allocator.policy.weighting import Weighting
from allocator.workload.measure import Workload
from allocator.workload.scale import Scale
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    small_priorities,
    small_weighting,
    team,
    worker,
)

LATER = DAY + datetime.timedelta(days=70)
HELD = tuple(
    case(f"C{n}", kind, worker_id="W1", start_date=DAY)
    for n, kind in enumerate(("three", "three", "five"))
)


def weighed_again(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Every case whose facts are looked at from now on."""
    seen: list[Case] = []
    plain = Scale._facts

    def facts(scale: Scale, case: Case) -> Facts:
        seen.append(case)
        return plain(scale, case)

    monkeypatch.setattr(Scale, "_facts", facts)
    return seen


def by_age() -> Weighting:
    """A case weighs one point for every week since a date of its own."""
    return small_weighting(
        columns={"opened": {"kind": "date", "meaning": "When it opened."}},
        derive=[
            {"kind": "elapsed", "name": "weeks", "since": "opened", "unit": "weeks"}
        ],
        terms=[
            {"kind": "count", "name": "Age", "column": "weeks", "units_each": 1},
        ],
    )


def test_cases_that_look_alike_are_weighed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On a later day, nothing is looked at again; every number is as it would have been."""
    facts, policy = team(worker("W1"), *HELD), small_policy()
    first = Workload(facts, policy, DAY)
    alone = Workload(facts, policy, LATER).holdings
    assert first.holdings["W1"].held == 11

    seen = weighed_again(monkeypatch)
    later = Workload(facts, policy, LATER, first)

    assert later.holdings == alone
    assert not seen


@pytest.mark.parametrize("part", ["weighting", "competency", "priorities"])
def test_another_policy_weighs_anew(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever of it has changed."""
    facts = team(worker("W1"), *HELD)
    first = Workload(facts, small_policy(), DAY)
    assert first.holdings
    other = {
        "weighting": small_weighting(co_working_percent=60),
        "competency": small_competency(stretch_levels=0),
        "priorities": small_priorities(default_urgency="high"),
    }

    seen = weighed_again(monkeypatch)
    base = first.policy
    later = Workload(facts, base.changed(**{part: other[part]}), DAY, first)

    assert later.holdings["W1"].held == 11
    assert seen


def test_what_grows_by_the_day_is_weighed_every_day() -> None:
    """Ten weeks later it weighs ten points more."""
    policy = small_policy(by_age())
    opened = DAY - datetime.timedelta(weeks=2)
    held = case("C1", worker_id="W1", criteria={"opened": opened.isoformat()})
    facts = team(worker("W1"), held)
    first = Workload(facts, policy, DAY)

    later = Workload(facts, policy, LATER, first)

    assert first.holdings["W1"].held == 2
    assert later.holdings["W1"].held == 12
