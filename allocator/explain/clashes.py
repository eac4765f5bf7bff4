"""Why no proposal is possible at all: a smallest set of pins and rules that cannot all hold."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from allocator.domain.case import Case, Pin
from allocator.errors import Impossible, NoAnswerInTime
from allocator.policy.rules import ALWAYS_ON
from allocator.problem.pose import pose
from allocator.problem.screen import refusals
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import solve
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
    pins = _that_matter(workload)
    within = limits or Limits()
    rules = _smallest(rules, lambda kept: not _possible(workload, pins, kept, within))
    pins = _smallest(pins, lambda kept: not _possible(workload, kept, rules, within))
    return tuple(
        [str(pin) for pin in pins] + [_in_words(workload, name, pins) for name in rules]
    )


def _that_matter(workload: Workload) -> list[Pin]:
    """Pins of households that must be placed: what else waits can go on waiting."""
    team = workload.team
    must = {team.case[case_id].household for case_id in team.must}
    return [
        pin
        for pin in team.pins
        if team.case[pin.case_id].is_waiting
        and team.case[pin.case_id].household in must
    ]


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


def _possible(
    workload: Workload, pins: Sequence[Pin], rules: Sequence[str], limits: Limits
) -> bool:
    """Whether the pinned cases alone can be placed as pinned under some of the rules: all others may wait."""
    team = workload.team
    pinned = {team.case[pin.case_id].household for pin in pins if pin.kind == "must"}
    cases = (case for case in team.cases if case.worker_id or case.household in pinned)
    asked = team.changed(cases=tuple(cases), pins=_of_waiting(pins, pinned, team.case))
    off = [
        name
        for name in workload.policy.rules
        if name not in rules and name not in ALWAYS_ON
    ]
    policy = workload.policy.without(*off)
    try:
        solve(pose(Workload(asked, policy, workload.as_of)), limits)
    except Impossible:
        return False
    except NoAnswerInTime:
        # Not proven impossible, so not part of what is proven to clash.
        return True
    return True


def _of_waiting(
    pins: Sequence[Pin], households: set[str], case: dict[str, Case]
) -> tuple[Pin, ...]:
    return tuple(pin for pin in pins if case[pin.case_id].household in households)


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
