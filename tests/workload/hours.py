"""A week of 40 hours that gives 40 points, so that hours and points can be compared in the head."""

import datetime
from decimal import Decimal
from typing import Any

from allocator.domain.worker import Reduction, Worker
from allocator.policy.competency import Level
from allocator.policy.policy import Policy
from allocator.workload.capacity import Available, available
from tests.builders import DAY, small_policy, small_priorities, small_weighting

ORDINARY = Level(title="Worker")


def policy(weeks: int = 4, round_to: str = "1", **capacity: Any) -> Policy:
    """A full-time week of 40 hours and 40 points, over a horizon of so many weeks."""
    full_time = {"full_time_hours": 40, "full_time_units": 40}
    return small_policy(
        small_weighting(round_to=Decimal(round_to), capacity={**full_time, **capacity}),
        priorities=small_priorities(horizon_weeks=weeks),
    )


def has(
    someone: Worker,
    *reductions: Reduction,
    level: Level = ORDINARY,
    by: Policy | None = None,
    on: datetime.date = DAY,
) -> Available:
    """What someone of a grade has for cases under a policy."""
    rules = by or policy()
    levels = {**rules.competency.levels, "grade": level}
    rules = rules.changed(competency=rules.competency.changed(levels=levels))
    return available(someone, "grade", reductions, rules, on)


def off(start: int | None, end: int | None, **amount: float) -> Reduction:
    """A reduction from one day to another, counted from the day of the tests; of everything unless said."""

    def date(days: int | None) -> datetime.date | None:
        return None if days is None else DAY + datetime.timedelta(days=days)

    return Reduction.model_validate(
        {
            "worker_id": "W1",
            "start": date(start),
            "end": date(end),
            **(amount or {"percent": 100}),
        }
    )


def parts(found: Available) -> dict[str, float]:
    """Hours a week by what they are."""
    return {term.term: float(term.value) for term in found.hours}
