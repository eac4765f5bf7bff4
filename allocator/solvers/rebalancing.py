"""Held cases that may move: CP-SAT where the problem is small, else the engine, then windows of a few people."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from time import monotonic

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.ledger import Choices, Ledger, stays
from allocator.problem.posed import Cost, Problem
from allocator.solvers import cp_sat, engine, greedy
from allocator.solvers.answer import Limits, Solution, is_close, trivial_bound
from allocator.solvers.readiness import is_ready
from allocator.solvers.settling import PATIENCE, SMALL
from allocator.solvers.windows import improve

# Up to so many pairs CP-SAT also takes on the whole: it proves more of it than the engine, and more the fewer may move.
_MEETING = 4000
# The parts of the limits for an answer without moves, for the engine and for windows; CP-SAT on the whole has the rest.
_STILL, _ENGINE, _WINDOWS = 0.1, 0.3, 0.3


def solve(problem: Problem, limits: Limits) -> Solution:
    """The best answer found within the limits, never worse than leaving held cases where they are, and a bound.

    Raises Impossible when pins and rules cannot all hold, NoAnswerInTime when the limits end before any answer.
    """
    began = monotonic()
    if all(g.holder is None or len(g.pairs) == 1 for g in problem.groups):
        # Nothing can move, so there is nothing that the engine does not know.
        return engine.solve(replace(problem, most_moves=None), limits)
    pairs = sum(len(group.pairs) for group in problem.groups)
    if pairs > SMALL:
        # For all parts at once: waited for in one of them, it would leave that part no time on a machine's first run.
        is_ready(PATIENCE * limits.seconds)
    still = _unmoved(problem, limits.part(_STILL))
    if pairs <= SMALL:
        return cp_sat.improve(problem, limits, _allowed(problem, [still]))
    answers, bound = _engine(problem, limits.part(_ENGINE))
    best = _allowed(problem, [still, *answers])
    if best is None:
        # Only moves make room for what is pinned, and more of them came to the engine's mind than may be made.
        best = cp_sat.place(problem, _left(limits, began, limits.work))
    if not is_close(Ledger(problem, best).cost(), bound, limits.gap_percent):
        is_last = pairs > _MEETING
        work = (1 - _STILL - _ENGINE if is_last else _WINDOWS) * limits.work
        best = improve(problem, best, answers, bound, _left(limits, began, work))
        if not is_last and not limits.stop.requested:
            work = (1 - _STILL - _ENGINE - _WINDOWS) * limits.work
            found = cp_sat.improve(problem, _left(limits, began, work), best)
            best, bound = found.choices, max(bound, found.bound)
    return Solution(best, Ledger(problem, best).cost(), bound, monotonic() - began)


def _left(limits: Limits, began: float, work: float) -> Limits:
    return limits.within(max(0.01, limits.seconds - (monotonic() - began)), work)


def _allowed(problem: Problem, answers: Sequence[Choices]) -> Choices | None:
    """The best of several answers that keeps every rule; None where none does."""
    return min(
        (choices for choices in answers if is_allowed(problem, choices)),
        key=lambda choices: Ledger(problem, choices).cost(),
        default=None,
    )


def is_allowed(problem: Problem, choices: Choices) -> bool:
    """Whether what must be placed is, and no more households and new cases move than may."""
    ledger = Ledger(problem, choices)
    most = problem.most_moves
    return (
        all(c or not g.required for c, g in zip(choices, problem.groups, strict=True))
        and (most is None or ledger.moved <= most)
        and not _crowded(ledger)
    )


def _unmoved(problem: Problem, limits: Limits) -> Choices:
    """Everything where it is, and what waits placed around it as well as the engine can."""
    everyone = range(len(problem.posts))
    kept = replace(_with_kept(problem, everyone), most_moves=None)
    try:
        return engine.solve(kept, limits).choices
    except (Impossible, NoAnswerInTime):
        return greedy.solve(problem, limits, stays(problem)).choices


def _engine(problem: Problem, limits: Limits) -> tuple[list[Choices], Cost]:
    """What the engine answers with the number of moves open, and its bound, which then holds for fewer as well.

    A price on moves could not hold them to a number: in strict order, placing and safety outbid any price. Nor does the
    engine tell new cases from those that stay: where it gives someone too many, what they hold is kept where it is,
    so that the limit it knows is the one meant, and it is asked again.
    """
    free = replace(problem, most_moves=None)
    answers: list[Choices] = []
    bound = None
    for part in (limits.part(0.6), limits.part(0.4)):
        try:
            found = engine.solve(free, part)
        except NoAnswerInTime:
            break
        except Impossible:
            if not answers:
                raise
            # Only because some were kept where they are.
            break
        answers.append(found.choices)
        bound = bound or found.bound
        crowded = _crowded(Ledger(problem, found.choices))
        if not crowded:
            break
        free = _with_kept(free, crowded)
    return answers, bound or trivial_bound(problem)


def _crowded(ledger: Ledger) -> set[int]:
    """People who are given more new cases than they may be."""
    return {
        worker
        for worker, post in enumerate(ledger.problem.posts)
        if ledger.new_cases[worker] > post.new_case_room
    }


def _with_kept(problem: Problem, people: Collection[int]) -> Problem:
    """The problem in which nothing leaves some people."""
    return replace(
        problem,
        groups=tuple(
            replace(group, pairs=(group.pair(group.holder),))
            if group.holder is not None and group.holder in people
            else group
            for group in problem.groups
        ),
    )
