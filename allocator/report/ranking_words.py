"""What moving from one policy to another would change, in sentences for a team."""

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.explain.words import listed, whole_percent
from allocator.report.wording import count, day, person, plain
from allocator.report.wording import listed as in_a_sentence
from allocator.workload.measure import Holding, Workload
from allocator.workload.ranking import Ranked, SideBySide, ranked

# Whoever is this far below the safe limit looks to have room; it only sorts people for a sentence.
_ROOM_POINTS = 10


def opening(sides: SideBySide) -> str:
    """Who is measured by what, on which day."""
    first = next(iter(sides.values()))
    people = count(sum(bool(one.ranks) for one in ranked(sides)), "person", "people")
    by = in_a_sentence([f"by {plain(name)}" for name in sides])
    return f"{people} measured {by}, as of {day(first.as_of)}."


def changes(sides: SideBySide) -> Iterator[str]:
    """For each policy beside the base: who moves most, who only looks full, who only looks free.

    Of one policy alone there is only to say who is full.
    """
    everyone = [one for one in ranked(sides) if one.ranks]
    base, *others = (
        _Side(plain(name), workload, place)
        for place, (name, workload) in enumerate(sides.items())
    )
    if everyone and not others:
        yield from _ends(base, everyone)
    for other in others:
        yield from _movers(base, other, everyone)
        yield from _misjudged(base, other, everyone)


def ordinal(number: int) -> str:
    """A rank as it is said: ``1st``, ``22nd``, ``113th``."""
    teens = number % 100 in (11, 12, 13)
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


@dataclass(frozen=True)
class _Side:
    """One policy of the comparison, and its place among them."""

    name: str
    workload: Workload
    place: int

    @property
    def safe(self) -> int:
        return self.workload.policy.priorities.safe_percent

    @property
    def room(self) -> int:
        """Below this share of capacity, in percent, somebody has room for more."""
        return self.safe - _ROOM_POINTS

    def holding(self, one: Ranked) -> Holding:
        return self.workload.holdings[one.worker_id]

    def rank(self, one: Ranked) -> int:
        return one.ranks[self.place]

    def share(self, one: Ranked) -> str:
        percent = one.percents[self.place]
        if percent is None:
            return "no capacity"
        return whole_percent(percent, (self.safe, self.room))

    def is_full(self, one: Ranked) -> bool:
        percent = one.percents[self.place]
        return percent is None or percent >= self.safe

    def is_over(self, one: Ranked) -> bool:
        """As the measures count it: without capacity, by holding anything."""
        percent = one.percents[self.place]
        return self.holding(one).held > 0 if percent is None else percent > self.safe

    def has_room(self, one: Ranked) -> bool:
        percent = one.percents[self.place]
        return percent is not None and percent < self.room


def _ends(base: _Side, everyone: list[Ranked]) -> Iterator[str]:
    """How many are over the safe limit, and who is fullest and least full."""
    over = sum(base.is_over(one) for one in everyone)
    how_many = f"{over:,} of {len(everyone):,}" if over else "Nobody"
    yield f"{how_many} {'are' if over > 1 else 'is'} over the safe limit of {base.safe}%."
    fullest, least = min(everyone, key=base.rank), max(everyone, key=base.rank)
    if base.rank(fullest) != base.rank(least):
        yield (
            f"The fullest is {_person(base, fullest)} ({base.share(fullest)}), "
            f"the least full {_person(base, least)} ({base.share(least)})."
        )


def _movers(base: _Side, other: _Side, everyone: list[Ranked]) -> Iterator[str]:
    """Who moves furthest, and who furthest the other way."""

    def places(one: Ranked) -> int:
        return other.rank(one) - base.rank(one)

    moving = sorted(everyone, key=places)
    if not moving or not any(map(places, moving)):
        yield f"Nobody’s rank by {other.name} differs from that by {base.name}."
        return
    furthest, opposite = sorted(
        (moving[0], moving[-1]), key=lambda one: -abs(places(one))
    )
    yield (
        f"{_person(other, furthest)} moves furthest: from {_rank(base, furthest)} by {base.name} "
        f"to {_rank(other, furthest)} by {other.name}."
    )
    if places(opposite) * places(furthest) < 0:
        yield (
            f"{_person(other, opposite)} moves the other way, from {_rank(base, opposite)} "
            f"to {_rank(other, opposite)}."
        )


def _misjudged(base: _Side, other: _Side, everyone: list[Ranked]) -> Iterator[str]:
    """Who looks full by the base and has room by the other, and who the other way round."""
    for looks, how, found, truth in (
        (
            "full",
            f"{base.safe}% or more",
            [one for one in everyone if base.is_full(one) and other.has_room(one)],
            f"below {other.room}%",
        ),
        (
            "free",
            f"below {base.room}%",
            [one for one in everyone if base.has_room(one) and other.is_over(one)],
            f"over {other.safe}%",
        ),
    ):
        several = len(found) > 1
        who = count(len(found), "person", "people") if found else "Nobody"
        names = listed(_person(other, one) for one in found)
        yield (
            f"{who} who {'look' if several else 'looks'} {looks} by {base.name} ({how}) "
            f"{'are' if several else 'is'} {truth} by {other.name}{': ' * bool(names)}{names}."
        )


def _person(side: _Side, one: Ranked) -> str:
    return person(side.workload.team, one.worker_id)


def _rank(side: _Side, one: Ranked) -> str:
    """Where someone stands by one policy: ``3rd fullest (94%)``."""
    rank = side.rank(one)
    place = "fullest" if rank == 1 else f"{ordinal(rank)} fullest"
    return f"{place} ({side.share(one)})"
