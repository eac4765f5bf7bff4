"""Why no proposal is possible at all: a smallest set of pins and rules that cannot all hold."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from allocator.domain.case import Pin
from allocator.errors import Impossible
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.pose import pose
from allocator.problem.screen import refusals
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload

Part = TypeVar("Part")


def clashes(workload: Workload) -> tuple[str, ...]:
    """Pins and rules of which none can be left out without a proposal becoming possible, each in words."""
    pins = [
        pin
        for pin in workload.team.pins
        if pin.kind == "must" and workload.team.case[pin.case_id].is_waiting
    ]
    rules = [
        name
        for name in workload.policy.rules
        if workload.policy.holds(name) and name not in ALWAYS_ON
    ]
    rules = _smallest(rules, lambda kept: not _possible(workload, pins, kept))
    pins = _smallest(pins, lambda kept: not _possible(workload, kept, rules))
    return tuple(
        [str(pin) for pin in pins] + [_in_words(workload, name, pins) for name in rules]
    )


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


def _possible(workload: Workload, pins: Sequence[Pin], rules: Sequence[str]) -> bool:
    """Whether the pinned cases alone can be placed as pinned under some of the rules: all others may wait."""
    team = workload.team
    pinned = {team.case[pin.case_id].household for pin in pins}
    cases = tuple(
        case for case in team.cases if case.worker_id or case.household in pinned
    )
    never = tuple(
        pin
        for pin in team.pins
        if pin.kind == "never" and any(case.case_id == pin.case_id for case in cases)
    )
    asked = team.changed(cases=cases, pins=(*pins, *never))
    off = [
        name
        for name in workload.policy.rules
        if name not in rules and name not in ALWAYS_ON
    ]
    try:
        solve(
            pose(Workload(asked, workload.policy.without(*off), workload.as_of)),
            Limits(),
        )
    except Impossible:
        return False
    return True


def _in_words(workload: Workload, rule: str, pins: Sequence[Pin]) -> str:
    """A rule's sentence, with what it says of the pinned pairs."""
    said = [
        f"{pin.worker_id}: {refusal.reason}"
        for pin in pins
        for refusal in refusals(
            workload,
            [workload.team.case[pin.case_id]],
            workload.team.worker[pin.worker_id],
        )
        if refusal.rule == rule
    ]
    sentence = workload.policy.rules[rule].sentence
    return f"Rule: {sentence}" + (f" {' '.join(said)}" if said else "")
