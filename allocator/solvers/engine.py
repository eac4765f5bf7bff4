"""The engine: each independent team by CP-SAT's proof where it is small, else by search and bound side by side."""

from collections.abc import Sequence
from time import monotonic

from allocator.errors import NoAnswerInTime
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits, Progress, Solution
from allocator.solvers.arrays import Arrays, arrays
from allocator.solvers.crew import Crew, Here, Job, Processes
from allocator.solvers.cutting import Piece, cut, put_back
from allocator.solvers.parts import independent, plain_bounds
from allocator.solvers.placing import as_choices, placing
from allocator.solvers.settling import SMALL, Settled, in_haste, settle

# From so many pairs on, and unless one part is most of the whole, other processes are worth starting.
_WORTH_PROCESSES, _MOST = 100_000, 0.7
# Parts get no less work than this: it proves most that are small.
_LEAST_WORK = 0.5


def solve(problem: Problem, limits: Limits, crew: Crew | None = None) -> Solution:
    """The best answer found within the limits, and a bound proven for every goal.

    Independent teams are solved by the crew: without one, by this process, or by as many beside it as threads are
    allowed. Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when limits end before any answer.
    """
    began = monotonic()
    given = arrays(problem)
    pieces = independent(given) if given.pairs > SMALL else []
    left = limits.within(limits.seconds - (monotonic() - began), limits.work)
    together = len(pieces) < 2
    found = settle(given, left) if together else _in_parts(given, pieces, left, crew)
    choices = as_choices(given, found.best)
    return Solution(choices, found.best.cost, found.bound, monotonic() - began)


def _in_parts(
    given: Arrays, pieces: Sequence[Piece], limits: Limits, crew: Crew | None
) -> Settled:
    """Each piece on its own; costs and bounds add up goal by goal."""
    began = monotonic()
    pairs = sum(len(piece.pairs) for piece in pieces)
    shares = [len(piece.pairs) / pairs for piece in pieces]
    if crew is None:
        several = limits.threads > 1 and pairs >= _WORTH_PROCESSES
        crew = Processes(limits.threads) if several and shares[0] < _MOST else Here()
    jobs = [
        Job(
            cut(given, piece),
            share,
            max(_LEAST_WORK, min(1.0, share * limits.threads) * limits.work),
            limits.seed,
            limits.gap_percent,
        )
        for piece, share in zip(pieces, shares, strict=True)
    ]
    best, bounds = in_haste(given, limits), plain_bounds(given)
    left = limits.within(limits.seconds - (monotonic() - began), limits.work)
    for number, settled in crew.each(jobs, left):
        piece = pieces[number]
        pair, helper = best.pair.copy(), best.helper.copy()
        put_back(piece, settled.best, pair, helper)
        best = placing(given, pair, helper)
        # A part's whole bound in the place of its first group, for only their sum counts.
        bounds[piece.groups] = 0
        bounds[piece.groups[0]] = settled.bound
        if limits.tell is not None and best.is_allowed:
            now, took = Cost(*bounds.sum(axis=0).tolist()), monotonic() - began
            limits.tell(Progress(as_choices(given, best), best.cost, now, took))
    if not best.is_allowed:
        raise NoAnswerInTime(monotonic() - began)
    return Settled(best, Cost(*bounds.sum(axis=0).tolist()))
