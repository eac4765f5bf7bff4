"""The words explanations and reports share: skills, shares of capacity, units, lists."""

from collections.abc import Collection, Iterable, Sequence

from allocator.policy.policy import Policy
from allocator.workload.measure import Holding, Workload


def skill_title(workload: Workload, skill: str) -> str:
    """A skill as people say it within a sentence; initials keep their capitals."""
    title = workload.policy.competency.skills.get(skill, skill.replace("_", " "))
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def counted(number: int, thing: str) -> str:
    """How many of something: 1 case, 2 cases."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def share(held: int, holding: Holding, policy: Policy) -> str:
    """A workload as a share of capacity, in words where there is no capacity."""
    if not holding.capacity.quanta:
        return "no capacity"
    limits = (policy.priorities.safe_percent, policy.priorities.ceiling_percent)
    # To one decimal first, as in every table, so that prose and tables round alike.
    return whole_percent(round(100 * held / holding.capacity.quanta, 1), limits)


def whole_percent(number: float | None, limits: Collection[float] = (100,)) -> str:
    """A percentage for prose; one that would only round to a limit keeps its decimal."""
    if number is None:
        return "none"
    blurred = round(number) in limits and abs(number - round(number)) >= 0.05
    return f"{number:,.1f}%" if blurred else f"{number:,.0f}%"


def unit(name: str) -> str:
    """The unit of a weighting as it is said: ``minutes a week``."""
    return name.replace(" per ", " a ")


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names in a row, the first few and how many more."""
    all_names: Sequence[str] = list(names)
    if len(all_names) <= most:
        return ", ".join(all_names)
    return f"{', '.join(all_names[:most])} and {len(all_names) - most} more"
