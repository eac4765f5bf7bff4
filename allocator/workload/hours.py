"""The hours people work: as contracted, or full time for their grade where the policy takes a blank as that."""

from decimal import Decimal

from allocator.domain.worker import Worker
from allocator.policy.capacity import Capacity


def contracted(worker: Worker, grade: str, capacity: Capacity) -> Decimal:
    """Hours a week in the contract, full time for the grade where none are given."""
    if worker.contracted_hours is None:
        return capacity.full_time(grade).full_time_hours
    return Decimal(str(worker.contracted_hours))


def share_of_full_time(worker: Worker, grade: str, capacity: Capacity) -> Decimal:
    """Contracted hours as a share of what is full time for the grade; none where that is no hours at all."""
    full_time = capacity.full_time(grade).full_time_hours
    if not full_time:
        return Decimal(0)
    return contracted(worker, grade, capacity) / full_time
