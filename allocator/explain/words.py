"""The words explanations share: names of skills and people's shares of capacity."""

from collections.abc import Iterable, Sequence

from allocator.workload.measure import Holding, Workload


def skill_title(workload: Workload, skill: str) -> str:
    """A skill as people say it."""
    return workload.policy.competency.skills.get(skill, skill.replace("_", " ")).lower()


def share(held: int, holding: Holding) -> str:
    """A workload as a share of capacity, in words where there is no capacity."""
    if not holding.capacity.quanta:
        return "no capacity"
    return f"{100 * held / holding.capacity.quanta:.0f}%"


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in a row, the first few and how many more."""
    all_names: Sequence[str] = list(names)
    if len(all_names) <= most:
        return ", ".join(all_names)
    return f"{', '.join(all_names[:most])} and {len(all_names) - most} more"
