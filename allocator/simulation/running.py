"""Runs the replications of a plan: those not done yet, by whichever crew, kept as they come."""

from collections.abc import Callable, Iterable, Iterator

from allocator.domain.history import History
from allocator.simulation.crews import Crew, Done, Job, in_order
from allocator.simulation.keeping import Keeping
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped
from allocator.solvers.answer import Stop

# How much of all that was asked for is done, in weeks, and how much there is.
Progress = Callable[[int, int], None]


def run(
    plan: Plan,
    replications: Iterable[int],
    crew: Crew,
    *,
    stop: Stop | None = None,
    keeping: Keeping | None = None,
    tell: Progress = lambda done, of: None,
) -> History:
    """Every row of these replications of every compared line, in order; raises Stopped as below."""
    return in_order(
        runs(plan, replications, crew, stop=stop, keeping=keeping, tell=tell)
    )


def runs(
    plan: Plan,
    replications: Iterable[int],
    crew: Crew,
    *,
    stop: Stop | None = None,
    keeping: Keeping | None = None,
    tell: Progress = lambda done, of: None,
) -> Iterator[Done]:
    """The rows of these replications of every compared line, as they are done: those kept from before first.

    Raises Stopped where a stop is asked for before they are all done; what is kept is kept.
    """
    stop, weeks = stop or Stop(), plan.scenario.run.weeks
    jobs = [
        Job(line, replication)
        for replication in replications
        for line in range(len(plan.courses))
    ]
    left, count = [], 0

    def week(number: int = 0) -> None:
        tell(weeks * count + number, weeks * len(jobs))

    for job in jobs:
        kept = keeping.read(job) if keeping else None
        if kept is None:
            left.append(job)
        else:
            count += 1
            yield job, kept
    week()
    for job, history in crew.each(plan, left, stop, week):
        if keeping is not None:
            keeping.keep(job, history)
        count += 1
        week()
        yield job, history
    if count < len(jobs):
        raise Stopped
