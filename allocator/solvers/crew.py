"""Who solves the independent parts of a problem: this process, others beside it, or a Dask cluster."""

from collections.abc import Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from threading import Timer
from time import monotonic
from typing import Any, Protocol

from allocator.errors import AllocatorError, NoCluster
from allocator.solvers.answer import Limits, Stop
from allocator.solvers.arrays import Arrays
from allocator.solvers.beside import STOP, beside
from allocator.solvers.settling import Settled, settle

# How long a cluster may take to answer at all, in seconds.
_PATIENCE = 10
_HELPER_LOST = (
    "A process that ran beside this one has ended, perhaps for want of memory. "
    "Try fewer --threads."
)


@dataclass(frozen=True)
class Job:
    """A part, how much of the whole it is, and the work it may take."""

    given: Arrays
    share: float
    work: float
    seed: int
    gap_percent: float

    def limits(self, seconds: float, stop: Stop) -> Limits:
        """The limits of one thread that does it."""
        return Limits(
            seconds=seconds,
            work=self.work,
            seed=self.seed,
            stop=stop,
            gap_percent=self.gap_percent,
        )

    def seconds(self, limits: Limits, hands: int) -> float:
        """Its share of the time where so many jobs are done at once."""
        return limits.seconds * min(1.0, self.share * hands)


class Crew(Protocol):
    """Solves jobs in any order; those not done when a stop is asked for may be left out."""

    def each(
        self, jobs: Sequence[Job], limits: Limits
    ) -> Iterator[tuple[int, Settled]]:
        """Each job's number and what it came to, as they come."""
        ...


class Here:
    """This process, one job after another, with all the threads that are allowed."""

    def each(
        self, jobs: Sequence[Job], limits: Limits
    ) -> Iterator[tuple[int, Settled]]:
        """In order; what a job leaves of its time goes to those after it."""
        began, due = monotonic(), 0.0
        for number, job in enumerate(jobs):
            if limits.stop.requested:
                return
            due += job.seconds(limits, 1)
            left = due - (monotonic() - began)
            own = job.limits(left, limits.stop).on(limits.threads)
            yield number, settle(job.given, own)


@dataclass(frozen=True)
class Processes:
    """So many processes beside this one, which only waits."""

    hands: int

    def each(
        self, jobs: Sequence[Job], limits: Limits
    ) -> Iterator[tuple[int, Settled]]:
        """As they are done; a stop reaches those under way."""
        with beside(self.hands) as others, limits.stop.heard_by(others.halt):
            # Processes take a while to begin, which their shares of the time do not know of.
            alarm = Timer(max(0.0, limits.seconds), others.halt)
            alarm.daemon = True
            alarm.start()
            try:
                numbers = {
                    others.pool.submit(
                        _settle, job, job.seconds(limits, self.hands)
                    ): number
                    for number, job in enumerate(jobs)
                }
                for future in as_completed(numbers):
                    yield numbers[future], future.result()
            except BrokenProcessPool as broken:
                raise AllocatorError(_HELPER_LOST) from broken
            finally:
                alarm.cancel()


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask cluster, by its scheduler's address."""

    address: str

    def each(
        self, jobs: Sequence[Job], limits: Limits
    ) -> Iterator[tuple[int, Settled]]:
        """As they are done; after a stop those under way are given up."""
        with self._client() as client:
            as_completed = import_module("distributed").as_completed
            hands = max(1, sum(client.nthreads().values()))
            numbers = {}
            for number, job in enumerate(jobs):
                # Sent beside the task: inside it, large data draws a warning.
                (sent,) = client.scatter([job])
                seconds = job.seconds(limits, hands)
                numbers[client.submit(_settle, sent, seconds, pure=False)] = number
            with limits.stop.heard_by(lambda: client.cancel(list(numbers))):
                for future in as_completed(numbers):
                    if not future.cancelled():
                        yield numbers[future], future.result()

    def _client(self) -> Any:
        """Whoever sends work to the cluster."""
        try:
            return import_module("distributed").Client(self.address, timeout=_PATIENCE)
        except ModuleNotFoundError as missing:
            raise NoCluster(
                "A cluster needs the extra: install 'case-allocator[cluster]'."
            ) from missing
        except (OSError, ValueError) as error:
            raise NoCluster(f"No cluster answers at {self.address}: {error}") from error


def _settle(job: Job, seconds: float) -> Settled:
    return settle(job.given, job.limits(seconds, STOP))
