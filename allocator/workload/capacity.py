"""What each worker has for cases over the weeks ahead: hours, duties, leave, learning, grade and support."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from allocator.domain.worker import Reduction, Worker
from allocator.policy.competency import Level
from allocator.policy.policy import Policy
from allocator.workload.scale import Term

_HUNDRED = Decimal(100)
_WORKING_DAYS = 5


@dataclass(frozen=True)
class Available:
    """A worker's capacity in whole steps of the weighting's ``round_to``, and how it came about in hours a week."""

    quanta: int
    hours: tuple[Term, ...]


def available(
    worker: Worker,
    level: Level,
    reductions: Sequence[Reduction],
    policy: Policy,
    as_of: datetime.date,
) -> Available:
    """Capacity on average over the planning horizon; never negative, and rounded down.

    A newly qualified worker's capacity is reduced before current cases are counted,
    so the reduction protects learning time rather than spare time.
    """
    rules = policy.weighting.capacity
    contracted = Decimal(str(worker.contracted_hours))
    duty = Decimal(str(worker.duty_hours))
    present = _present_hours(
        contracted, duty, reductions, as_of, policy.priorities.horizon_weeks
    )
    hours = [Term("Contracted hours", contracted, "workers table")]
    if duty:
        hours.append(Term("Duty", -min(duty, contracted), "workers table"))
    if present != max(Decimal(0), contracted - duty):
        hours.append(
            Term(
                "Reductions and leave",
                present - max(Decimal(0), contracted - duty),
                "reductions table",
            )
        )
    for_cases = present
    if rules.meetings_and_admin_hours:
        meetings = present * rules.meetings_and_admin_hours / rules.full_time_hours
        hours.append(
            Term("Meetings and admin", -meetings, f"{policy.names.weighting}: capacity")
        )
        for_cases -= meetings
    if rules.by_seniority:
        learning = present * level.learning_percent / _HUNDRED
        for_cases -= learning
        if learning:
            hours.append(
                Term(
                    "Learning",
                    -learning,
                    f"{level.title}: learning_percent {level.learning_percent}",
                )
            )
    support = _support_hours(worker, present, policy)
    if support:
        hours.append(
            Term("Admin support", support, f"{policy.names.weighting}: capacity")
        )
        for_cases += support
    if rules.by_seniority:
        share = _capacity_percent(worker, level, as_of)
        if share != 100:
            hours.append(
                Term(
                    "Grade",
                    for_cases * (share - 100) / _HUNDRED,
                    f"{level.title}: {share}% of capacity",
                )
            )
            for_cases = for_cases * share / _HUNDRED
    units = max(Decimal(0), for_cases) * rules.full_time_units / rules.full_time_hours
    # A third of a day cannot be written in decimals: without this, ten whole steps may come out a hair short of ten.
    steps = round(units / policy.weighting.round_to, 9)
    quanta = int(steps.to_integral_value(ROUND_FLOOR))
    return Available(quanta, tuple(hours))


def working_days(as_of: datetime.date, weeks: int) -> list[datetime.date]:
    """Mondays to Fridays of the horizon, which starts on the day itself."""
    days = (as_of + datetime.timedelta(days=n) for n in range(7 * weeks))
    return [day for day in days if day.weekday() < _WORKING_DAYS]


def _present_hours(
    contracted: Decimal,
    duty: Decimal,
    reductions: Sequence[Reduction],
    as_of: datetime.date,
    weeks: int,
) -> Decimal:
    """Hours a week left after reductions and duty, averaged over the horizon; a day never gives less than none."""
    if not reductions:
        return max(Decimal(0), contracted - duty)
    days = working_days(as_of, weeks)
    total = Decimal(0)
    for day in days:
        applying = [reduction for reduction in reductions if reduction.covers(day)]
        percent = sum(
            (Decimal(str(r.percent)) for r in applying if r.percent is not None),
            Decimal(0),
        )
        hours = sum(
            (Decimal(str(r.hours)) for r in applying if r.hours is not None), Decimal(0)
        )
        total += max(
            Decimal(0), contracted - duty - contracted * percent / _HUNDRED - hours
        )
    return total / len(days)


def _support_hours(worker: Worker, present: Decimal, policy: Policy) -> Decimal:
    """Hours freed by admin support, up to a share of the worker's own."""
    rules = policy.weighting.capacity
    freed = (
        Decimal(str(worker.admin_support_hours))
        * rules.admin_support_frees_percent
        / _HUNDRED
    )
    return min(freed, present * rules.admin_support_at_most_percent / _HUNDRED)


def _capacity_percent(worker: Worker, level: Level, as_of: datetime.date) -> int:
    """The share of capacity the grade uses for cases, lower in the first months after qualifying."""
    if not level.first_months:
        return level.capacity_percent
    if worker.qualified_date is None:
        return level.first_months[0].capacity_percent
    # A part month counts as not yet reached, so protection never ends early.
    months = (
        (as_of.year - worker.qualified_date.year) * 12
        + as_of.month
        - worker.qualified_date.month
    )
    months -= as_of.day < worker.qualified_date.day
    for step in level.first_months:
        if months < step.until_months:
            return step.capacity_percent
    return level.capacity_percent
