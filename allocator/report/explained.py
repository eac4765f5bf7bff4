"""One case explained, for a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from allocator.domain.account import (
    Assignment,
    Explanation,
    Priced,
    RunnerUp,
    Unallocated,
)
from allocator.explain.words import counted, unit

_WIDTH = 80


def text(explanation: Explanation) -> str:
    """Where the case goes and why, what it asks, and what stands against someone else."""
    return "\n".join(_lines(explanation)) + "\n"


def _lines(explanation: Explanation) -> Iterator[str]:
    said = explanation
    if said.held_by:
        yield f"{said.case_id} is held by {said.held_by}; only waiting cases are proposed for."
    if said.assignment is not None:
        yield from _assigned(said.assignment)
    if said.unallocated is not None:
        yield from _waiting(said.unallocated)
    if said.why_not is not None:
        yield ""
        yield from _priced(said.why_not)
    yield ""
    whom = said.held_by or "an ordinary worker"
    yield f"It asks {said.units:,} {unit(said.unit)} of {whom}:"
    for term in said.terms:
        yield from _point(term)


def _assigned(assignment: Assignment) -> Iterator[str]:
    joint = f" with {assignment.co_worker_id}" if assignment.co_worker_id else ""
    yield f"{assignment.case_id} is proposed for {assignment.worker_id}{joint}, because:"
    for reason in assignment.reasons:
        yield from _point(reason)
    yield ""
    if assignment.runner_up is None:
        yield "Nobody else could take it with everything else as proposed."
    else:
        yield from _second(assignment.runner_up)


def _second(runner_up: RunnerUp) -> Iterator[str]:
    yield f"Next best, everything else as proposed: {runner_up.worker_id}. What would get worse:"
    for phrase in runner_up.what_gets_worse:
        yield from _point(phrase)


def _waiting(left: Unallocated) -> Iterator[str]:
    yield f"Nobody is proposed for {left.case_id} ({left.urgency})."
    for excluded in left.excluded:
        yield from _point(f"{excluded.worker_id}: {excluded.reason}")
    yield "What would help:"
    for unblock in left.unblock:
        yield from _point(unblock.text)


def _priced(priced: Priced) -> Iterator[str]:
    yield f"Why not {priced.worker_id}?"
    for refusal in priced.refusals:
        yield from _point(refusal.reason)
    if priced.clash:
        yield from _point(priced.clash)
    if priced.cost_difference is None:
        return
    for phrase in _price(priced):
        yield from _point(phrase)


def _price(priced: Priced) -> Iterator[str]:
    """What the placement costs, what else would move, and how sure that is."""
    difference, at_least = priced.cost_difference or 0, priced.cost_at_least
    if difference == 0:
        yield "No reason: it would do exactly as well."
    elif difference < 0:
        yield "No reason: it was not tried when the proposal was made, and would do better."
    yield from priced.what_gets_worse
    if priced.points and priced.points > 0:
        most = "" if difference == at_least else "at most "
        yield f"In all it is {most}as if someone {priced.points:,.1f} percentage points busier took it."
    moved = priced.also_moved
    if moved:
        yield f"{counted(priced.others_moved, 'other case')} would then best change hands: {'; '.join(moved)}."
    elif difference:
        yield "No other case would have to move."
    if not priced.proven:
        yield _how_sure(difference, at_least)


def _how_sure(difference: int, at_least: int | None) -> str:
    if difference == at_least:
        return "It cannot be had for less, but the proposal itself is not proven best."
    if at_least is not None and at_least > 0:
        return "Not proven: it may be had for less, though never for nothing."
    return "Not proven: the search ended before it was known whether it can be had for less."


def _point(sentence: str) -> list[str]:
    return wrap(sentence, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
