"""Lists inside one cell, separated by ``;``, some with a level after ``:``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from allocator.tables.cells import Wrong, is_placeholder, key, shown, tidy
from allocator.tables.numbers import whole_within

HIGHEST_LEVEL = 4


@dataclass(frozen=True)
class Levels:
    """Skills with their levels; ``unstated`` names those that were given none."""

    levels: dict[str, int]
    unstated: frozenset[str] = frozenset()

    def settled(self, level: int) -> "Levels":
        """The same, with a level for those that were given none."""
        settled = dict.fromkeys(self.unstated, level)
        return Levels({**self.levels, **settled}, self.unstated)


def entries(text: str) -> Iterator[str]:
    """The entries of a list cell, without those that are blank."""
    for part in text.split(";"):
        entry = tidy(part)
        if entry and not is_placeholder(entry):
            yield entry


def ids(text: str) -> tuple[str, ...]:
    """The ids a cell lists, in their order, each once."""
    return tuple(dict.fromkeys(entries(text)))


def names(text: str) -> frozenset[str]:
    """The names a cell lists, as written."""
    return frozenset(_no_commas(text))


def keys(text: str) -> tuple[str, ...]:
    """The keys a cell lists, in their order, each once."""
    return tuple(dict.fromkeys(key(entry) for entry in _no_commas(text)))


def levels(text: str) -> Levels:
    """The skills a cell lists with their levels; those without one have level 0 until settled."""
    found: dict[str, int] = {}
    unstated: set[str] = set()
    for entry in _no_commas(text):
        name, colon, level = (part.strip() for part in entry.partition(":"))
        skill = key(name)
        if not name:
            raise Wrong(f"{shown(entry)} names no skill before ':'.")
        if skill in found:
            raise Wrong(f"{shown(skill)} is listed more than once; keep one.")
        if not colon:
            unstated.add(skill)
        found[skill] = _level(skill, level) if colon else 0
    return Levels(found, frozenset(unstated))


def join(entries: Iterable[str]) -> str:
    """The cell that lists the entries."""
    return ";".join(entries)


def _no_commas(text: str) -> Iterator[str]:
    for entry in entries(text):
        if "," in entry:
            raise Wrong(f"{shown(entry)} holds a comma; separate entries with ';'.")
        yield entry


def _level(skill: str, text: str) -> int:
    try:
        return whole_within(text, 0, HIGHEST_LEVEL)
    except Wrong:
        raise Wrong(
            f"{shown(text)} is not a level of {shown(skill)};"
            f" levels are whole numbers from 0 to {HIGHEST_LEVEL}."
        ) from None
