"""What each worker has for cases over the weeks ahead: hours, duties, leave, learning, grade and support."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from allocator.domain.worker import Reduction, Worker
from allocator.policy.competency import Level
from allocator.policy.names import plainly
from allocator.policy.policy import Policy
from allocator.workload.hours import contracted
from allocator.workload.scale import Term, in_steps

_HUNDRED = Decimal(100)
_WORKING_DAYS = 5


@dataclass(frozen=True)
class Available:
    """A worker's capacity in whole steps of the weighting's ``round_to``, and how it came about in hours a week."""

    quanta: int
    hours: tuple[Term, ...]


def available(
    worker: Worker,
    grade: str,
    reductions: Sequence[Reduction],
    policy: Policy,
    as_of: datetime.date,
) -> Available:
    """Capacity on average over the planning horizon; never negative, and rounded down.

    A newly qualified worker's capacity is reduced before current cases are counted,
    so the reduction protects learning time rather than spare time.
    """
    rules = policy.weighting.capacity
    level = policy.competency.levels[grade]
    given = contracted(worker, grade, rules)
    duty = Decimal(str(worker.duty_hours))
    present = _present_hours(given, duty, reductions, policy, as_of)
    hours = [Term("Contracted hours", given, "workers table")]
    if duty:
        hours.append(Term("Duty", -min(duty, given), "workers table"))
    lost = present - max(Decimal(0), given - duty)
    if lost:
        hours.append(Term("Reductions and leave", lost, "reductions table"))
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
    protected = rules.hours_per_developing_skill * len(worker.developing)
    if protected:
        source = f"{policy.names.weighting}: capacity"
        hours.append(Term("Development plan", -protected, source))
        for_cases -= protected
    support = _support_hours(worker, present, policy)
    if support:
        hours.append(
            Term("Admin support", support, f"{policy.names.weighting}: capacity")
        )
        for_cases += support
    for name, share, source in _shares(worker, level, policy, as_of):
        less = for_cases * (share - 100) / _HUNDRED
        hours.append(Term(name, less, source))
        for_cases += less
    return Available(_quanta(max(Decimal(0), for_cases), grade, policy), tuple(hours))


def _shares(
    worker: Worker, level: Level, policy: Policy, as_of: datetime.date
) -> Iterator[tuple[str, Decimal, str]]:
    """Every percentage that the grade and the qualifications make of the hours for cases."""
    rules = policy.weighting.capacity
    if rules.by_seniority:
        share = _capacity_percent(worker, level, as_of)
        if share != 100:
            yield "Grade", Decimal(share), f"{level.title}: {share}% of capacity"
    for name, percent in rules.by_qualification.items():
        if name in worker.qualifications and percent != 100:
            source = f"{policy.names.weighting}: by_qualification {name} {percent}%"
            yield "Qualification", percent, source


def _quanta(hours: Decimal, grade: str, policy: Policy) -> int:
    """Hours for cases as whole steps of units, at the rate of the grade's full time."""
    rules, step = policy.weighting.capacity, policy.weighting.round_to
    full_time = rules.full_time(grade)
    if not full_time.full_time_hours:
        return 0
    units = hours * full_time.full_time_units / full_time.full_time_hours
    # A third of a day cannot be written in decimals: without this, ten whole steps may come out a hair short of ten.
    units = round(units, 9)
    to = rules.round_to or step
    if rules.rounding != "none":
        units = in_steps(units, to, rules.rounding) * to
    return in_steps(units, step, "down")


def working_days(as_of: datetime.date, weeks: int) -> list[datetime.date]:
    """Mondays to Fridays of the horizon, which starts on the day itself."""
    days = (as_of + datetime.timedelta(days=n) for n in range(7 * weeks))
    return [day for day in days if day.weekday() < _WORKING_DAYS]


def _present_hours(
    given: Decimal,
    duty: Decimal,
    reductions: Sequence[Reduction],
    policy: Policy,
    as_of: datetime.date,
) -> Decimal:
    """Hours a week left after reductions and duty, averaged over the horizon; a day never gives less than none."""
    if not reductions:
        return max(Decimal(0), given - duty)
    by_reason: dict[str, list[Reduction]] = defaultdict(list)
    for reduction in reductions:
        by_reason[plainly(reduction.reason)].append(reduction)
    days = working_days(as_of, policy.priorities.horizon_weeks)
    total = Decimal(0)
    for day in days:
        off = sum(
            (
                _hours_off(reason, same, given, day, policy)
                for reason, same in by_reason.items()
            ),
            Decimal(0),
        )
        total += max(Decimal(0), given - duty - off)
    return total / len(days)


def _hours_off(
    reason: str,
    reductions: Sequence[Reduction],
    given: Decimal,
    day: datetime.date,
    policy: Policy,
) -> Decimal:
    """What the reductions for one reason take off on a day; together no more than the policy allows for it."""
    off = sum((r.hours_off(given) for r in reductions if r.covers(day)), Decimal(0))
    known = policy.weighting.capacity.reductions.reasons.get(reason)
    return min(off, given * known.at_most_percent / _HUNDRED) if known else off


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
