"""A finished trade-off curve between evenness and skill match, and what there is to read out of it."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from allocator.domain.frontier import Frontier, Point
from allocator.policy.policy import Policy
from allocator.report.wording import count


@dataclass(frozen=True)
class Traced:
    """The points of one curve and the policy it is about; ``left_out`` points were not finished."""

    account: Frontier
    policy: Policy
    left_out: int = 0

    @property
    def current(self) -> Point:
        """What the policy proposes as it is."""
        return next(point for point in self.account.points if point.is_current)


@dataclass(frozen=True)
class Step:
    """Neighbouring points that come to the same: from one worth of a skill level to another."""

    points: tuple[Point, ...]

    @property
    def shown(self) -> Point:
        """The point that speaks for all: the policy as it is, where it is among them."""
        return next((one for one in self.points if one.is_current), self.points[0])

    @property
    def worth(self) -> str:
        """What a level of skill is worth here: ``3``, or ``0 to 1.5``."""
        ends = [level(point.skill_level) for point in self.points]
        return ends[0] if len(ends) == 1 else f"{ends[0]} to {ends[-1]}"

    @property
    def is_current(self) -> bool:
        """Whether the policy as it is lies here."""
        return self.shown.is_current

    @property
    def match(self) -> float:
        """Skills matched, in percent."""
        return self.shown.measures.mean_skill_match_percent or 0.0

    @property
    def distance(self) -> float:
        """Typical distance from the average workload, in percentage points."""
        return self.shown.measures.sd_percent or 0.0

    @property
    def gap(self) -> float:
        """The most loaded worker's percentage less the least loaded worker's."""
        return self.shown.measures.spread_percent or 0.0


def steps(traced: Traced) -> list[Step]:
    """The curve from little worth to much, neighbours of one outcome together; empty where nothing can be drawn."""
    if not _can_be_drawn(traced.current):
        return []
    return [
        Step(tuple(points))
        for _, points in groupby(
            traced.account.points,
            lambda point: (
                point.measures.mean_skill_match_percent,
                point.measures.sd_percent,
            ),
        )
    ]


def curve(traced: Traced) -> list[Step]:
    """The steps that no other beats, from the most even to the best matched."""
    found: dict[tuple[float, float], Step] = {}
    for step in steps(traced):
        if not step.shown.beaten:
            place = step.match, step.distance
            found[place] = step if step.is_current else found.get(place, step)
    return [found[place] for place in sorted(found)]


def lead(traced: Traced) -> str:
    """The first sentence of every report."""
    now = traced.current
    if not _can_be_drawn(now):
        return "No case is placed, so evenness and skill match cannot be weighed against each other."
    step = next(step for step in steps(traced) if step.is_current)
    return (
        f"With one level of skill match worth {points(now.skill_level)} of utilisation, as the policy has it, "
        f"skills are matched to {step.match:,.1f}% and workloads typically lie "
        f"{step.distance:,.1f} points from the average."
    )


def findings(traced: Traced) -> list[str]:
    """What a step more of match costs in evenness, and how far it can be relied on."""
    if not _can_be_drawn(traced.current):
        return []
    along = curve(traced)
    told = [_cost(less, more) for less, more in pairwise(along)]
    return [
        *_better(traced, along),
        *(told or [_nothing_to_trade(traced)]),
        *_placed(traced),
        _proven(traced),
        *_left_out(traced),
    ]


def what_it_is() -> str:
    """What the curve is made of."""
    return (
        "Every point is a proposal of the engine for this batch: the same rules, the same pins, the same two goals "
        "that come first (placing cases, keeping people safe). Only the worth of a level of skill differs."
    )


def level(number: float) -> str:
    """A worth as people would write it: 3, 0.75."""
    return f"{number:g}"


def points(number: float) -> str:
    """A worth in words: ``1 percentage point``, ``3 percentage points``."""
    return f"{level(number)} percentage point{'' if number == 1 else 's'}"


def _can_be_drawn(point: Point) -> bool:
    measures = point.measures
    return (
        measures.sd_percent is not None
        and measures.mean_skill_match_percent is not None
    )


def _cost(less: Step, more: Step) -> str:
    """What going from one step of the curve to the next gives and takes."""
    match, distance = more.match - less.match, more.distance - less.distance
    ends = (less.points[-1].skill_level, more.points[0].skill_level)
    return (
        f"Going from {level(ends[0])} to {level(ends[1])} raises skills matched from {less.match:,.1f}% to "
        f"{more.match:,.1f}%, and the typical distance from the average from {less.distance:,.1f} to "
        f"{more.distance:,.1f} points: {distance / match:,.2f} points of evenness for each percentage point of match. "
        f"The gap between the most and the least loaded worker goes from {less.gap:,.1f} to {more.gap:,.1f} points."
    )


def _better(traced: Traced, along: list[Step]) -> list[str]:
    """Says so where another setting is at least as good in both as the policy as it is."""
    now = traced.current
    if not now.beaten:
        return []
    here = next(step for step in steps(traced) if step.is_current)
    better = next(
        step
        for step in along
        if step.match >= here.match and step.distance <= here.distance
    )
    said = (
        f"Another worth is better in both for this batch: with {better.worth}, skills are matched to "
        f"{better.match:,.1f}% and workloads lie {better.distance:,.1f} points from the average."
    )
    if now.status == "feasible":
        said += " What the policy proposes is not proven best, so this may be the search rather than the worth."
    return [said]


def _nothing_to_trade(traced: Traced) -> str:
    last = traced.account.points[-1].skill_level
    return (
        f"There is nothing to trade in this batch: from 0 to {points(last)}, no worth gives more of the one for less "
        "of the other. Either placing cases and keeping people safe, which come first, leave no other choice, "
        "or those whose skills match best are those with most room."
    )


def _placed(traced: Traced) -> list[str]:
    placed = {point.measures.placed for point in traced.account.points}
    if len(placed) == 1:
        return []
    return [
        f"Between {min(placed):,} and {max(placed):,} cases are placed, so the points do not share out the same work."
    ]


def _proven(traced: Traced) -> str:
    every = traced.account.points
    proven = sum(point.status == "optimal" for point in every)
    if proven == len(every):
        return f"All {len(every)} proposals are proven best possible."
    return (
        f"{proven} of {len(every)} proposals {'is' if proven == 1 else 'are'} proven best possible; "
        "the others may move with more work or seconds."
    )


def _left_out(traced: Traced) -> list[str]:
    if not traced.left_out:
        return []
    return [f"Stopped early: {count(traced.left_out, 'point')} left out."]
