"""Why no proposal is possible at all: a smallest set of pins and rules that cannot all hold."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from allocator.domain.case import Pin
from allocator.explain.pinned import alone, can_be_placed, pins_that_matter
from allocator.explain.shortage import in_words, too_much, worst
from allocator.explain.suspects import suspects
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.screen import refusals
from allocator.solvers.answer import Limits
from allocator.workload.measure import Workload

Part = TypeVar("Part")

# Tried last: without it fewer ways to hold a case exist, not more, and what else is in the way would be hidden.
_LAST = "joint_work_supported"


def clashes(workload: Workload, limits: Limits | None = None) -> tuple[str, ...]:
    """Pins and rules of which none can be left out without a proposal becoming possible, each in words."""
    held = workload.policy.holds
    rules = [name for name in workload.policy.rules if held(name)]
    rules = [name for name in rules if name not in (*ALWAYS_ON, _LAST)]
    rules += [_LAST] if held(_LAST) else []
    within = limits or Limits()
    pins = suspects(workload, pins_that_matter(workload), within)

    def clash(pins: Sequence[Pin], rules: Sequence[str]) -> bool:
        return not can_be_placed(alone(workload, pins, rules), within)

    rules = _smallest(rules, lambda kept: clash(pins, kept))
    pins = _smallest(pins, lambda kept: clash(kept, rules))
    return tuple(
        [str(pin) for pin in pins] + [_in_words(workload, name, pins) for name in rules]
    )


def too_much_pinned(workload: Workload) -> str:
    """Where pinned cases weigh more than those they are pinned to have room for, the sentence that says so."""
    problem = alone(workload, pins_that_matter(workload))
    found = too_much(problem)
    if found is None:
        return ""
    return in_words(problem, workload.policy, worst(problem, found))


def _smallest(
    parts: Sequence[Part], still_clashes: Callable[[Sequence[Part]], bool]
) -> list[Part]:
    """Parts left when each has been tried without: what remains clashes, and would not with any one fewer."""
    kept = list(parts)
    for part in parts:
        fewer = [other for other in kept if other is not part]
        if still_clashes(fewer):
            kept = fewer
    return kept


def _in_words(workload: Workload, rule: str, pins: Sequence[Pin]) -> str:
    """A rule's sentence, with what it says of the pinned households."""
    household = {
        case.case_id: cases
        for cases in workload.households(workload.team.waiting)
        for case in cases
    }
    said = dict.fromkeys(
        f"{pin.worker_id}: {refusal.reason}"
        for pin in pins
        if pin.kind == "must"
        for refusal in refusals(
            workload, household[pin.case_id], workload.team.worker[pin.worker_id]
        )
        if refusal.rule == rule
    )
    sentence = workload.policy.rules[rule].sentence
    return f"Rule: {sentence}" + (f" {' '.join(said)}" if said else "")
