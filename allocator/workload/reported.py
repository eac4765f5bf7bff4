"""What people say of their own workload, beside what is measured; it never changes a number."""

from typing import NamedTuple

from allocator.domain.worker import Worker
from allocator.workload.measure import Workload


class Report(NamedTuple):
    """How full someone says they are and how full they measure, in percent; None where they have no capacity."""

    says: float
    measured: float | None
    differs_by: float

    @property
    def says_more(self) -> bool:
        """Whether they say they are fuller than measured, by more than the policy lets pass."""
        return self.measured is not None and self.says - self.measured > self.differs_by

    @property
    def says_less(self) -> bool:
        """Whether they say they are less full than measured, by more than the policy lets pass."""
        return self.measured is not None and self.measured - self.says > self.differs_by

    @property
    def differs(self) -> bool:
        """Whether the two tell different stories, which is a conversation to have."""
        return self.says_more or self.says_less


def report(workload: Workload, worker: Worker) -> Report | None:
    """What one worker says, if the weighting asks and they answered."""
    reported = workload.policy.weighting.reported
    said = worker.criteria.get(reported.column, "") if reported else ""
    if reported is None or not said:
        return None
    return Report(
        float(said),
        workload.holdings[worker.worker_id].percent,
        float(reported.differs_by_percent),
    )


def reports(workload: Workload) -> dict[str, Report]:
    """What everyone who answered says, by worker."""
    return {
        worker.worker_id: found
        for worker in workload.team.workers
        if (found := report(workload, worker))
    }
