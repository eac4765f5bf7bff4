"""Who runs the replications: this process, others beside it, or a Dask cluster; whoever does, the rows are the same."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any, NamedTuple, Protocol

from allocator.domain.history import History
from allocator.errors import AllocatorError, NoCluster
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped, Tell, replicate
from allocator.solvers.answer import Stop
from allocator.solvers.beside import STOP, Beside, beside

# How long a cluster may take to answer at all, in seconds.
_PATIENCE = 10
_HELPER_LOST = (
    "A process that ran beside this one has ended, perhaps for want of memory. "
    "Try fewer --jobs; with --out, what is done is kept, and --resume goes on with it."
)


class Job(NamedTuple):
    """One replication of one compared line."""

    line: int
    replication: int


# A job and the rows it left.
Done = tuple[Job, History]


def _nothing(week: int) -> None:
    return


class Crew(Protocol):
    """Runs jobs of a plan in any order; asked to stop, it may leave out what is not done."""

    def each(
        self, plan: Plan, jobs: Sequence[Job], stop: Stop, tell: Tell = _nothing
    ) -> Iterator[Done]:
        """Each job and its rows as they come; ``tell`` may hear of weeks in between."""
        ...


class Here:
    """This process, one job after another."""

    def each(
        self, plan: Plan, jobs: Sequence[Job], stop: Stop, tell: Tell = _nothing
    ) -> Iterator[Done]:
        """In order, until a stop is asked for."""
        for job in jobs:
            try:
                history = replicate(plan, job.line, job.replication, stop, tell)
            except Stopped:
                return
            yield job, history


class Processes:
    """So many processes beside this one, which only waits; they last as long as the crew is used."""

    def __init__(self, others: Beside, hands: int) -> None:
        self._pool, self._halt = others
        self._hands = hands

    def each(
        self, plan: Plan, jobs: Sequence[Job], stop: Stop, tell: Tell = _nothing
    ) -> Iterator[Done]:
        """As they are done; a stop reaches those under way."""
        with stop.heard_by(self._halt):
            try:
                yield from self._done(plan, iter(jobs), stop)
            except Stopped:
                return
            except BrokenProcessPool as broken:
                raise AllocatorError(_HELPER_LOST) from broken

    def _done(self, plan: Plan, left: Iterator[Job], stop: Stop) -> Iterator[Done]:
        pending: dict[Future[History], Job] = {}
        # One more than there are hands: sent all at once, a large team would be copied for each.
        for job in islice(left, self._hands + 1):
            pending[self._pool.submit(replicate_there, plan, job)] = job
        while pending and not stop.requested:
            done, _ = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                job = pending.pop(future)
                history = future.result()
                for following in islice(left, 1):
                    submitted = self._pool.submit(replicate_there, plan, following)
                    pending[submitted] = following
                yield job, history


class Cluster:
    """The workers of a Dask cluster; what one of them had not done when it died, another does."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def each(
        self, plan: Plan, jobs: Sequence[Job], stop: Stop, tell: Tell = _nothing
    ) -> Iterator[Done]:
        """As they are done; after a stop those under way are given up."""
        as_completed = import_module("distributed").as_completed
        # Inside the tasks, not scattered beside them: what is scattered dies with the worker that has it.
        futures = {
            self._client.submit(replicate_there, plan, job, pure=False): job
            for job in jobs
        }
        with stop.heard_by(lambda: self._client.cancel(list(futures))):
            for future in as_completed(futures):
                if future.cancelled() or stop.requested:
                    return
                yield futures[future], future.result()


@contextmanager
def crew(hands: int = 1, cluster: str = "") -> Iterator[Crew]:
    """A crew for as long as it is wanted: a cluster by its address, so many processes, or for one hand this process."""
    if cluster:
        with _client(cluster) as client:
            yield Cluster(client)
        return
    if hands == 1:
        yield Here()
        return
    with beside(hands) as others:
        yield Processes(others, hands)


def replicate_there(plan: Plan, job: Job) -> History:
    """One job in another process, which hears of stops in its own way."""
    return replicate(plan, job.line, job.replication, STOP)


def in_order(done: Iterable[Done]) -> History:
    """The rows of jobs in the order of their lines and replications, whoever was first."""
    histories = [history for _, history in sorted(done, key=lambda each: each[0])]
    return History(
        tuple(row for history in histories for row in history.weeks),
        tuple(row for history in histories for row in history.cases),
        tuple(row for history in histories for row in history.workers),
    )


def _client(address: str) -> Any:
    """Whoever sends work to the cluster."""
    try:
        return import_module("distributed").Client(address, timeout=_PATIENCE)
    except ModuleNotFoundError as missing:
        raise NoCluster(
            "A cluster needs the extra: install 'case-allocator[cluster]'."
        ) from missing
    except (OSError, ValueError) as error:
        raise NoCluster(f"No cluster answers at {address}: {error}") from error
