"""What one proposal does better and worse than another, in the measures people look at."""

from collections.abc import Iterator
from typing import NamedTuple

from allocator.domain.account import Measures


class Beside(NamedTuple):
    """A sentence for each measure that differs, the better ones and the worse ones."""

    better: tuple[str, ...]
    worse: tuple[str, ...]


class _Told(NamedTuple):
    """A measure, whether more of it is better, and how it is said of a proposal and of the one beside it."""

    name: str
    more_is_better: bool
    sentence: str


_MEASURES = (
    _Told("placed", True, "{0:,} cases placed, not {1:,}."),
    _Told("over_safe_limit", False, "{0:,} people over their safe limit, not {1:,}."),
    _Told("max_percent", False, "The most loaded person is at {0:,.1f}%, not {1:,.1f}%."),
    _Told("spread_percent", False, "{0:,.1f} points between most and least loaded, not {1:,.1f}."),
    _Told("sd_percent", False, "People are typically {0:,.2f} points from the average, not {1:,.2f}."),
    _Told("mean_skill_match_percent", True, "{0:,.1f}% of the skills looked for, not {1:,.1f}%."),
    _Told("continuity_kept", True, "{0:,} cases with someone the family knows, not {1:,}."),
    _Told("travel_minutes", False, "{0:,.0f} minutes a week on the road, not {1:,.0f}."),
)  # fmt: skip


def beside(one: Measures, other: Measures) -> Beside:
    """What one does better and worse than the other; what is the same to the eye is left out."""
    told = list(_told(one, other))
    return Beside(
        tuple(said for said, better in told if better),
        tuple(said for said, better in told if not better),
    )


def _told(one: Measures, other: Measures) -> Iterator[tuple[str, bool]]:
    for measure in _MEASURES:
        mine, theirs = getattr(one, measure.name), getattr(other, measure.name)
        if mine is None or theirs is None:
            continue
        said = measure.sentence.format(mine, theirs)
        if said != measure.sentence.format(theirs, mine):
            yield said, (mine > theirs) == measure.more_is_better
