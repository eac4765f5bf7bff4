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
from allocator.tables.records import STAND_IN


def unreadable_reductions(batch: Batch, policy: Policy) -> Iterator[Fault]:
    """Reductions for no reason the policy knows, or with no amount where it states none."""
    rules = policy.weighting.capacity.reductions
    known = set() if rules.other_reasons else set(rules.reasons)
    nearest = Nearest(known, f"a reason for a reduction that {policy.name} knows")
    for index, reduction in enumerate(batch.team.reductions):
        name = plainly(reduction.reason)
        reason = rules.reasons.get(name)
        if reduction.reason.startswith(STAND_IN):
            continue
        if reason is None and not rules.other_reasons:
            problem = nearest.problem(name) if name else "is blank; say why."
            yield batch.fault("reductions", index, "reason", problem)
        elif _amount_is_open(reduction) and (reason is None or reason.percent is None):
            problem = "is blank, and so is hours; give one of the two (leave is 100)."
            yield batch.fault("reductions", index, "percent", problem)
        if _lacks_agreement(reduction, reason):
            problem = "is blank; say who agreed, the worker among them."
            yield batch.fault("reductions", index, "agreed_by", problem)


def cut_short(batch: Batch, policy: Policy) -> Iterator[str]:
    """Reductions that count for less, for another time or for longer than whoever wrote them would think."""
    rules = policy.weighting.capacity.reductions
    found = zip(batch.team.reductions, settled(batch.team, policy), strict=True)
    for index, (given, counts) in enumerate(found):
        reason = rules.reasons.get(plainly(given.reason))
        if reason is None or given.stage not in rules.stages:
            continue
        for column in ("percent", "hours"):
            written, most = getattr(given, column), getattr(counts, column)
            if written is not None and most < written:
                said = (
                    f"{written:g} is more than {policy.name} allows for this reason, which is "
                    f"{reason.at_most_percent:g}% of the contracted hours; {most:g} counts."
                )
                yield str(batch.fault("reductions", index, column, said))
        runs = f"{policy.name} lets this reason run for {reason.months} months"
        if given.end and counts.end and counts.end < given.end:
            said = f"{given.end} is too late: {runs}, so it counts until {counts.end}."
            yield str(batch.fault("reductions", index, "end", said))
        elif reason.months is not None and not (given.start or given.end):
            said = (
                f"is blank: {runs}, but without a start or an end it counts for ever."
            )
            yield str(batch.fault("reductions", index, "start", said))


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
        levels, ordinary = policy.competency.levels, policy.competency.ordinary
        grade = worker.seniority if worker.seniority in levels else ordinary
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


def _lacks_agreement(reduction: Reduction, reason: Reason | None) -> bool:
    """Whether nobody is named for something that counts only once people have agreed."""
    is_agreed = reduction.stage == "agreed" and not reduction.agreed_by
    return is_agreed and reason is not None and reason.asks_who_agreed


def _amount_is_open(reduction: Reduction) -> bool:
    return reduction.percent is None and reduction.hours is None
