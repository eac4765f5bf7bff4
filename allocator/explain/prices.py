"""What a difference in cost amounts to, in the unit that a policy weighs its trade-offs in."""

from allocator.explain.words import unit
from allocator.problem.posed import Cost
from allocator.workload.measure import Workload


def points(difference: Cost, quanta: float) -> float | None:
    """A difference in balance and match, in percentage points of utilisation on work of so many steps of the weighting.

    A policy says what it gives for a better match as points that someone may be busier for it. None where a goal that
    comes first differs, or where the work is nothing.
    """
    if difference.unplaced or difference.unsafe or not quanta:
        return None
    return round(difference.blended / quanta, 1)


def in_words(difference: Cost, workload: Workload) -> str:
    """What one proposal costs more than another, by the first goal in which they differ."""
    units = workload.policy.weighting.units(abs(difference.unsafe))
    if difference.unplaced:
        if difference.unplaced > 0:
            return "Leaves more cases waiting, or more urgent ones."
        return "Leaves fewer cases waiting, or less urgent ones."
    if difference.unsafe:
        more = "more" if difference.unsafe > 0 else "less"
        name = unit(workload.policy.weighting.unit)
        return f"Puts {units:,} {name} {more} beyond people's safe limits, counted more the further over."
    worth = points(difference, average(workload)) or 0
    if not worth:
        return "Costs the same: nothing that the policy weighs tells the two apart."
    than = "more" if worth > 0 else "less"
    return (
        f"Costs {abs(worth):,.1f} percentage points {than}: as if one average case went to someone "
        f"so much {'busier' if worth > 0 else 'less busy'}."
    )


def average(workload: Workload) -> float:
    """What a waiting case asks on average, in steps of the weighting."""
    asked = [workload.asked[case.case_id].quanta for case in workload.team.waiting]
    return sum(asked) / len(asked) if asked else 0.0
