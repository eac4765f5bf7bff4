"""Small weightings for the tests of weighing: what their sums are can be done in the head."""

import datetime
from decimal import Decimal
from typing import Any

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.policy.competency import Level
from allocator.policy.weighting import Weighting
from allocator.workload.scale import Asked, Scale
from allocator.workload.standing import Standing
from tests.builders import (
    DAY,
    case,
    small_competency,
    small_policy,
    small_weighting,
)

BY_TYPE = {
    "kind": "lookup",
    "name": "Type",
    "by": ["type"],
    "units": {"one": 1, "two": 2, "three": 3, "five": 5, "eight": 8},
}
HARM = {"meaning": "Harm.", "kind": "number", "most": 3}
TRAVEL = {
    "visits_per_week": {"three": Decimal("0.5")},
    "visits_otherwise": 2,
    "minutes_within_locality": 10,
    "minutes_beyond_locality": 30,
    "minutes_unknown_locality": 20,
}


def scale(weighting: Weighting | None = None, **levels: Level) -> Scale:
    """A scale for people of the small policy's grades, or of the grades given."""
    competency = small_competency()
    if levels:
        ordinary = {"ordinary": Level(title="Worker")}
        competency = small_competency(levels={**ordinary, **levels})
    policy = small_policy(weighting, competency)
    return Scale(policy, Standing(Team(), competency, DAY), DAY)


def weighed(one: Case, *more: Any, **weighting: Any) -> Asked:
    """What a case asks of an ordinary worker when these terms come after its type."""
    terms = [BY_TYPE, *more]
    return scale(small_weighting(terms=terms, **weighting)).alone(one)


def parts(asked: Asked) -> list[tuple[str, float]]:
    """The terms that came to something, by name."""
    return [(term.term, float(term.value)) for term in asked.terms if term.value]


def days_ago(days: int) -> datetime.date:
    """A date so many days before the day of the tests."""
    return DAY - datetime.timedelta(days=days)


def held(days: int | None = 70, **facts: Any) -> Case:
    """A held case of 3 points that started so many days ago."""
    started = None if days is None else days_ago(days)
    return case(worker_id="W1", start_date=started, **facts)
