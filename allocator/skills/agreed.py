"""What two answers come to: the same, settled by the rule, settled by people, or too far apart until they talk."""

from collections.abc import Iterable
from typing import NamedTuple

from allocator.domain.answers import Settled
from allocator.domain.compiled import How, LevelFound
from allocator.policy.framework import Agreeing, Framework
from allocator.skills.answered import Answered, Given


class _Outcome(NamedTuple):
    """An agreed level, where there is one, and how it came about."""

    agreed: int | None
    how: How
    agreed_by: str = ""
    reason: str = ""


def levels_found(
    found: Answered, settled: Iterable[Settled], framework: Framework
) -> list[LevelFound]:
    """Every worker's level in every competency that anyone answered about or settled, in the order of both."""
    newest = _newest(settled)
    asked = {
        place: framework.asked(worker.seniority, worker.role)
        for place, worker in enumerate(found.workers)
    }
    told = []
    for row, worker in enumerate(found.workers):
        for column, name in enumerate(found.competencies):
            own, theirs = found.said.get((row, column), (None, None))
            talked = newest.get((worker.worker_id, name))
            if own is None and theirs is None and talked is None:
                continue
            dates = [given.date for given in (own, theirs) if given]
            if talked and dates and talked.date < max(dates):
                # Somebody has answered anew since they talked.
                talked = None
            outcome = _outcome(own, theirs, talked, framework.agreeing)
            told.append(
                LevelFound(
                    worker_id=worker.worker_id,
                    competency=name,
                    own=own.level if own else None,
                    supervisor=theirs.level if theirs else None,
                    agreed=outcome.agreed,
                    how=outcome.how,
                    date=talked.date if talked else max(dates),
                    version=next(
                        (given.version for given in (theirs, own) if given),
                        framework.version,
                    ),
                    asked=asked[row].get(name, 0),
                    agreed_by=outcome.agreed_by,
                    reason=outcome.reason,
                )
            )
    return told


def by_rule(own: int, supervisor: int, rule: Agreeing) -> int | None:
    """The level two answers come to without a conversation; None where they are too far apart for that."""
    if own == supervisor:
        return own
    if abs(own - supervisor) > rule.within:
        return None
    match rule.takes:
        case "supervisor":
            return supervisor
        case "self":
            return own
        case "lower":
            return min(own, supervisor)
        case "higher":
            return max(own, supervisor)


def _outcome(
    own: Given | None, theirs: Given | None, talked: Settled | None, rule: Agreeing
) -> _Outcome:
    if talked is not None:
        return _Outcome(talked.level, "settled", talked.agreed_by, talked.reason)
    if own is None:
        return _Outcome(None, "supervisor_only")
    if theirs is None:
        return _Outcome(None, "self_only")
    level = by_rule(own.level, theirs.level, rule)
    if level is None:
        return _Outcome(None, "apart")
    same = own.level == theirs.level
    return _Outcome(level, "same" if same else "rule", theirs.rater_id)


def _newest(settled: Iterable[Settled]) -> dict[tuple[str, str], Settled]:
    newest: dict[tuple[str, str], Settled] = {}
    for one in sorted(settled, key=lambda one: one.date):
        newest[one.worker_id, one.competency] = one
    return newest
