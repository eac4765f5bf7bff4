"""What every rule of thumb does: take the cases in some order, give each to one of those allowed, never go back."""

from collections.abc import Callable, Iterable, Sequence
from time import monotonic

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Problem
from allocator.solvers.answer import Solution, unproven

Pick = Callable[[Ledger, Sequence[Choice]], Choice | None]


def one_at_a_time(problem: Problem, order: Iterable[int], pick: Pick) -> Solution:
    """Each group of an order to the option that is picked for it; one without options, or not picked for, waits."""
    started = monotonic()
    ledger = Ledger(problem)
    for index in order:
        options = list(ledger.options(index))
        chosen = pick(ledger, options) if options else None
        if chosen is not None:
            ledger.place(index, chosen)
    return unproven(problem, tuple(ledger.choices), started)
