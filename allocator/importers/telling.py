"""Collects what has to be said about an export: each kind of thing once, with how often and where."""

from typing import NamedTuple

from allocator.domain.imported import Finding, Kind

_MOST_PLACES = 5


class Matter(NamedTuple):
    """One kind of thing to say: what it is about, what was done, and what would help.

    ``said`` follows a count, as in "5 cases: ...".
    """

    kind: Kind
    thing: str
    said: str
    remedy: str = ""


_ORDER: tuple[Kind, ...] = ("left_out", "disagreement", "assumed", "not_read", "hint")


class Telling:
    """What has been said so far."""

    def __init__(self) -> None:
        self._places: dict[Matter, dict[str, None]] = {}
        self._counts: dict[Matter, int] = {}

    def say(self, matter: Matter, place: str = "", times: int = 1) -> None:
        """Once more, and where; a place is a row, never a person."""
        self._counts[matter] = self._counts.get(matter, 0) + times
        places = self._places.setdefault(matter, {})
        if place and len(places) < _MOST_PLACES:
            places[place] = None

    def times(self, matter: Matter) -> int:
        """How often it was said."""
        return self._counts.get(matter, 0)

    def findings(self) -> tuple[Finding, ...]:
        """Everything told, the gravest kind and the most frequent first."""
        told = [
            Finding(
                kind=matter.kind,
                count=count,
                thing=matter.thing,
                said=matter.said,
                remedy=matter.remedy,
                where=tuple(self._places[matter]),
            )
            for matter, count in self._counts.items()
        ]
        return tuple(
            sorted(told, key=lambda one: (_ORDER.index(one.kind), -one.count, one.said))
        )
