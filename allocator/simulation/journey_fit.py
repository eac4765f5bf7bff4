"""Moves a scenario's journey until it settles at the numbers of cases one authority publishes."""

from collections.abc import Callable, Mapping
from math import isclose
from typing import NamedTuple

from allocator.simulation.balance import Settled, balance
from allocator.simulation.curves import slowed
from allocator.simulation.published import published
from allocator.simulation.scenario import Scenario
from allocator.simulation.stages import CLOSED, Stage

PROTECTION = ("child_protection",)
CARE = ("looked_after", "care_proceedings", "unaccompanied_child")
NEED = "child_in_need"
_ASSESSMENT = "assessment"
# Where care begins; from one kind of care to the next, shares stay as they are.
_INTO_CARE = ("looked_after", "care_proceedings")
_ROUNDS = 200
_STILL = 1e-3
_STEP = 0.5
# Shares into protection and care differ widely between authorities; what happens to children in need is moved by less,
# for what is further off has another reason than practice.
_WIDE = 0.2, 5.0
_NARROW = 0.4, 2.5
_ALWAYS_CLOSED = 2.0

Stages = Mapping[str, Stage]


class Wanted(NamedTuple):
    """Cases to settle at; None where nothing is published, and England's share stays."""

    cases: float
    protection: float | None
    care: float | None


class Moved(NamedTuple):
    """How many times as often as usual children take each way, how long plans last, and how many come at all."""

    protection: float = 1
    care: float = 1
    need: float = 1
    stay: float = 1
    arriving: float = 1


class Fitted(NamedTuple):
    """Stages that settle at what is wanted, once so many cases arrive in a week."""

    stages: dict[str, Stage]
    arriving_per_week: float


def fitted_journey(
    usual: Scenario, arriving: float, median_days: int | None, wanted: Wanted
) -> Fitted:
    """The usual journey, moved: how long assessments take, who goes on to what, how long children stay in need.

    Shares of protection and care follow the published plans and children looked after. What is left of the cases is
    children in need: more or fewer of those assessed go on to a plan, and plans last longer or less long. Where
    that cannot do it, more or fewer come than the referrals say: others assess them, or they are counted otherwise.
    """
    stages = dict(usual.stages)
    if median_days is not None:
        times = median_days / published().ended.assessment_median.value
        stages[_ASSESSMENT] = slowed(stages[_ASSESSMENT], times)
    kinds = usual.intake.types_percent
    moved = Moved()
    for _ in range(_ROUNDS):
        week = {kind: kinds[kind] / 100 * arriving * moved.arriving for kind in kinds}
        before = moved
        moved = _nearer(before, balance(week, _laid(stages, before)), wanted)
        if all(
            isclose(*each, rel_tol=_STILL) for each in zip(before, moved, strict=True)
        ):
            break
    return Fitted(_laid(stages, moved), arriving * moved.arriving)


def _nearer(moved: Moved, found: Mapping[str, Settled], wanted: Wanted) -> Moved:
    """A step towards what is wanted."""

    def step(times: float, want: float | None, names: tuple[str, ...]) -> float:
        if want is None:
            return times
        off = want / sum(found[name].cases for name in names)
        return _within(times * off**_STEP, _WIDE)

    everything = sum(one.cases for one in found.values())
    need = found[NEED].cases
    off = max(wanted.cases - everything + need, _NARROW[0] * need) / need
    # The share and the stay are each asked for a half; only when both are at their end does the rest change.
    share = _within(moved.need * off ** (_STEP / 2), _NARROW)
    stay = _within(moved.stay * off ** (_STEP / 2), _NARROW)
    arriving = moved.arriving
    if share in _NARROW and stay in _NARROW:
        arriving *= (wanted.cases / everything) ** _STEP
    return Moved(
        protection=step(moved.protection, wanted.protection, PROTECTION),
        care=step(moved.care, wanted.care, CARE),
        need=share,
        stay=stay,
        arriving=arriving,
    )


def _within(times: float, ends: tuple[float, float]) -> float:
    least, most = ends
    return min(most, max(least, times))


def _laid(stages: Stages, moved: Moved) -> dict[str, Stage]:
    """The stages as they are once shares and stays are moved; what goes on to nothing else is closed."""

    def times(before: str) -> Callable[[str], float]:
        def of(after: str) -> float:
            if after in PROTECTION:
                return moved.protection
            if after in _INTO_CARE and before not in CARE:
                return moved.care
            return moved.need if (before, after) == (_ASSESSMENT, NEED) else 1

        return of

    found = {name: _onward(stage, times(name)) for name, stage in stages.items()}
    if moved.stay != 1:
        found[NEED] = slowed(found[NEED], moved.stay)
    return found


def _onward(stage: Stage, times: Callable[[str], float]) -> Stage:
    """A stage with its onward shares multiplied; where they would leave none to close, all shrink alike."""
    if all(times(after) == 1 for after in stage.next_percent):
        return stage
    shares = {
        after: percent * times(after)
        for after, percent in stage.next_percent.items()
        if after != CLOSED
    }
    room = 100 - min(_ALWAYS_CLOSED, stage.next_percent.get(CLOSED, 0))
    total = sum(shares.values())
    squeeze = min(1, room / total) if total else 1
    rounded = {after: round(percent * squeeze, 2) for after, percent in shares.items()}
    closed = round(100 - sum(rounded.values()), 2)
    return stage.changed(next_percent={**rounded, CLOSED: closed})
