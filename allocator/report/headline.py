"""What came out in one sentence, and how good it is known to be."""

import math

from allocator.report.outcome import Outcome
from allocator.report.wording import count


def result(outcome: Outcome) -> str:
    """What came out: ``18 of 20 waiting cases placed``."""
    placed = len(outcome.account.assignments)
    waiting = placed + len(outcome.account.unallocated)
    if outcome.account.status == "impossible":
        return "No proposal can satisfy every rule and every pin"
    if outcome.asked is not None:
        return _with_moves(outcome, placed)
    if not waiting:
        return "No case is waiting, so there is nothing to propose"
    if placed == waiting:
        return (
            "The one waiting case is placed"
            if waiting == 1
            else f"All {waiting:,} waiting cases placed"
        )
    return f"{placed:,} of {count(waiting, 'waiting case')} placed"


def _with_moves(outcome: Outcome, placed: int) -> str:
    """``18 of 20 waiting cases placed, 5 held cases to move``, with those of leavers for whom nobody is found."""
    waiting = len(outcome.team.waiting)
    said = [f"{placed:,} of {count(waiting, 'waiting case')} placed"] if waiting else []
    moves = len(outcome.account.moves)
    said.append(
        f"{count(moves, 'held case')} to move" if moves else "No held case to move"
    )
    left = len(outcome.account.unallocated) - (waiting - placed)
    if left:
        said.append(f"nobody found for {count(left, 'case')} of people who leave")
    first, *rest = said
    return ", ".join([first, *(f"{part[0].lower()}{part[1:]}" for part in rest)])


def proof(outcome: Outcome) -> str:
    """How good it is known to be: ``best possible proven``."""
    account = outcome.account
    if account.status == "impossible":
        return "people need to change a rule or a pin"
    if account.status == "optimal":
        return "best possible proven"
    closed = account.improvement_closed_percent
    if closed is None:
        return f"good, not proven best: within {_at_most(account.gap_percent)} of the best possible"
    if closed <= 0:
        return f"not proven best: {_other(outcome)} scores as well, so allow more time"
    good = "good, not proven best" if closed >= 50 else "not proven best"
    return f"{good}: at most {_at_most(100 - closed)} of the improvement is left"


def first_sentence(outcome: Outcome) -> str:
    """The first line of every report."""
    if not (
        outcome.asked is not None
        or outcome.account.assignments
        or outcome.account.unallocated
        or outcome.account.status == "impossible"
    ):
        return f"{result(outcome)}."
    said = f"{result(outcome)}; {proof(outcome)}."
    return (
        f"{said} Stopped early: this is the best found so far."
        if outcome.interrupted
        else said
    )


def what_proof_means(outcome: Outcome) -> str:
    """The status explained to someone who has not met it before."""
    account = outcome.account
    if account.status == "impossible":
        return "The rules and pins below cannot all hold at once."
    if account.status == "optimal":
        return "No other proposal that keeps every rule and pin scores better under this policy."
    if account.improvement_closed_percent is None:
        return (
            "A better proposal may exist; "
            "with more time the search may find it, or prove that there is none."
        )
    return (
        f"Of all the improvement on {_other(outcome)} that could exist, "
        f"this proposal makes at least {_at_least(max(account.improvement_closed_percent, 0))}. "
        "With more time the search may find the rest, or prove that there is none."
    )


def _other(outcome: Outcome) -> str:
    """What the improvement is counted from."""
    if outcome.asked is None:
        return "sharing by number of cases"
    return "leaving held cases where they are"


def _at_most(share: float) -> str:
    # Rounded up, and the share reached down: a rounded proof must stay true.
    return f"{math.ceil(round(share, 6)):,}%"


def _at_least(share: float) -> str:
    return f"{math.floor(round(share, 6)):,}%"
