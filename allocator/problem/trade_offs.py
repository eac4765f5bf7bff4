"""What giving a case to a worker is worth beyond their workload, in percentage points of utilisation."""

from collections.abc import Callable
from decimal import Decimal

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.workload.measure import Workload

TradeOff = Callable[[Workload, Case, Worker], Decimal]

_NOTHING = Decimal(0)


def matched(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """Skills reach what the case looks for, above what it requires where it is complex."""
    return (
        workload.policy.priorities.trade_offs.skill_level
        * workload.matching.levels_short(case, worker)
    )


def continuous(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """The family stays with someone it knows."""
    stays = not case.known_worker_ids or worker.worker_id in case.known_worker_ids
    return _NOTHING if stays else workload.policy.priorities.trade_offs.known_worker


def local(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """The worker works where the family lives and speaks its language."""
    worth = workload.policy.priorities.trade_offs
    far = bool(
        case.locality and worker.localities and case.locality not in worker.localities
    )
    return worth.locality * far + worth.language * (
        not case.languages <= worker.languages
    )


def developing(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """The case gives practice that the worker's development plan asks for: worth having, so less than nothing."""
    if not workload.matching.practises(case, worker):
        return _NOTHING
    return -workload.policy.priorities.trade_offs.development


def spared(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """Someone whose burnout flag is agreed is given less than others."""
    if not workload.is_flagged(worker):
        return _NOTHING
    return workload.policy.priorities.trade_offs.flagged


TRADE_OFFS: tuple[TradeOff, ...] = (matched, continuous, local, developing, spared)


def percent(workload: Workload, case: Case, worker: Worker) -> Decimal:
    """All trade-offs together."""
    return sum((worth(workload, case, worker) for worth in TRADE_OFFS), _NOTHING)
