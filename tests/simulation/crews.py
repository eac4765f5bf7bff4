"""A crew that makes its histories up: enough for what is done with them."""

from collections.abc import Iterator, Sequence

import numpy as np

from allocator.domain.history import History
from allocator.simulation.crews import Done, Job
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Tell
from allocator.solvers.answer import Stop
from tests.simulation.histories import week_row


class MadeUp:
    """Every run has a queue of luck and need, less those who were hired; ``jobs`` remembers what was asked."""

    def __init__(self, spread: float = 3.0) -> None:
        self.jobs: list[Job] = []
        self._spread = spread

    def each(
        self,
        plan: Plan,
        jobs: Sequence[Job],
        stop: Stop,
        tell: Tell = lambda week: None,
    ) -> Iterator[Done]:
        """Last first, as processes might."""
        for job in reversed(jobs):
            if stop.requested:
                return
            self.jobs.append(job)
            yield job, self._history(plan, job)

    def _history(self, plan: Plan, job: Job) -> History:
        course = plan.courses[job.line]
        hired = sum(joiner.number for joiner in course.scenario.workforce.joiner)
        luck = np.random.default_rng([9, job.replication]).normal(0, self._spread)
        waiting = max(0, round(12 + luck + 2 * job.line - 4 * hired))
        return History(
            tuple(
                week_row(week, course.name, job.replication, waiting_low=waiting)
                for week in range(1, plan.scenario.run.weeks + 1)
            )
        )
