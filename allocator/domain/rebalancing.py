"""What people ask of a run that may move held cases."""

from pydantic import Field

from allocator.domain.fact import Fact
from allocator.domain.team import Team
from allocator.domain.worker import Worker


class Rebalancing(Fact):
    """Who leaves, whose cases may move and to whom, and how many households may; blank means no such limit."""

    leavers: tuple[str, ...] = ()
    relieve: tuple[str, ...] = ()
    towards: tuple[str, ...] = ()
    team: str = ""
    moves: int | None = Field(default=None, ge=0)
    """Households moved at most, beyond those of leavers."""

    def may_lose(self, worker: Worker) -> bool:
        """Whether cases may leave someone who stays."""
        return (
            worker.worker_id not in self.leavers
            and (not self.relieve or worker.worker_id in self.relieve)
            and self._in_scope(worker)
        )

    def may_gain(self, worker: Worker) -> bool:
        """Whether someone may be given cases that others hold."""
        return (
            worker.worker_id not in self.leavers
            and (not self.towards or worker.worker_id in self.towards)
            and self._in_scope(worker)
        )

    def of(self, team: Team) -> Team:
        """The team in which nobody who leaves is given anything."""
        return team.changed(
            workers=tuple(
                worker.changed(carries_cases=False)
                if worker.worker_id in self.leavers
                else worker
                for worker in team.workers
            )
        )

    def _in_scope(self, worker: Worker) -> bool:
        return not self.team or worker.team == self.team
