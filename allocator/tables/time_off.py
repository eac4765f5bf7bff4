"""Puts reductions into a policy's terms: which count, and what each reason comes to where the batch leaves it open."""

import datetime
from collections.abc import Iterator

from allocator.domain.months import months_after
from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.errors import Fault
from allocator.policy.capacity import Reason
from allocator.policy.names import plainly
from allocator.policy.policy import Policy
from allocator.tables.contents import Batch
from allocator.tables.nearest import Nearest


def unreadable_reductions(batch: Batch, policy: Policy) -> Iterator[Fault]:
    """Reductions for no reason the policy knows, or with no amount where it states none."""
    rules = policy.weighting.capacity.reductions
    known = set() if rules.other_reasons else set(rules.reasons)
    nearest = Nearest(known, f"a reason for a reduction that {policy.name} knows")
    for index, reduction in enumerate(batch.team.reductions):
        name = plainly(reduction.reason)
        reason = rules.reasons.get(name)
        if reason is None and not rules.other_reasons:
            problem = nearest.problem(name) if name else "is blank; say why."
            yield batch.fault("reductions", index, "reason", problem)
        elif _amount_is_open(reduction) and (reason is None or reason.percent is None):
            problem = "is blank, and so is hours; give one of the two (leave is 100)."
            yield batch.fault("reductions", index, "percent", problem)


def settled(team: Team, policy: Policy) -> tuple[Reduction, ...]:
    """Every reduction with its amount and end, none of it beyond what the policy allows for its reason.

    One at a stage that does not count stays in its place, at nothing.
    """
    return tuple(_settled(reduction, team, policy) for reduction in team.reductions)


def _settled(reduction: Reduction, team: Team, policy: Policy) -> Reduction:
    capacity = policy.weighting.capacity
    if reduction.stage not in capacity.reductions.stages:
        return reduction.changed(percent=0.0, hours=None)
    reason = capacity.reductions.reasons.get(plainly(reduction.reason))
    if reason is None:
        return reduction
    percent, hours = reduction.percent, reduction.hours
    if percent is None and hours is None and reason.percent is not None:
        percent = float(reason.percent)
    if percent is not None:
        percent = min(percent, float(reason.at_most_percent))
    worker = team.worker.get(reduction.worker_id)
    if hours is not None and worker is not None:
        grade = worker.seniority or policy.competency.ordinary
        contracted = worker.contracted_hours
        if contracted is None:
            contracted = float(capacity.full_time(grade).full_time_hours)
        hours = min(hours, contracted * float(reason.at_most_percent) / 100)
    return reduction.changed(percent=percent, hours=hours, end=_end(reduction, reason))


def _end(reduction: Reduction, reason: Reason) -> datetime.date | None:
    """The last day: as given, and never later than the policy lets the reason run."""
    if reason.months is None or reduction.start is None:
        return reduction.end
    runs_out = months_after(reduction.start, reason.months) - datetime.timedelta(days=1)
    return min(reduction.end or runs_out, runs_out)


def _amount_is_open(reduction: Reduction) -> bool:
    return reduction.percent is None and reduction.hours is None
