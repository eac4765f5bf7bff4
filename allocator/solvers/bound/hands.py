"""Threads for compiled work, or none."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

Outcome = TypeVar("Outcome")


class Hands(NamedTuple):
    """So many threads; one needs no pool."""

    size: int
    pool: ThreadPoolExecutor | None

    def each(self, work: Callable[[int], Outcome]) -> list[Outcome]:
        """Do the work once for each thread's number; what each came to."""
        if self.pool is None:
            return [work(number) for number in range(self.size)]
        return list(self.pool.map(work, range(self.size)))


@contextmanager
def hands(threads: int) -> Iterator[Hands]:
    """As many threads as asked for, while they are needed."""
    if threads <= 1:
        yield Hands(1, None)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield Hands(threads, pool)
