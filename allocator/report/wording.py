"""How numbers, people, cases and dates are worded wherever a person reads them."""

import datetime
import unicodedata
from collections.abc import Collection

from allocator.domain.account import Number
from allocator.domain.team import Team
from allocator.explain.words import whole_percent

# Needed inside words of some scripts, unlike every other invisible character.
_JOINERS = "\u200c\u200d"


def plain(text: str) -> str:
    """Text without control and direction characters, which could hide or reorder what is shown."""
    kept = (_visible(character) for character in text)
    return " ".join("".join(kept).split())


def count(number: int, thing: str, several: str = "") -> str:
    """How many of something: ``1 case``, ``1,850 cases``."""
    return f"{number:,} {thing if number == 1 else several or thing + 's'}"


def amount(number: Number) -> str:
    """A number of units: whole where it is whole, else to one decimal."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"


def percent(number: float | None) -> str:
    """A percentage for a table."""
    return "none" if number is None else f"{number:,.1f}%"


def change(before: float | None, after: float | None, limits: Collection[float]) -> str:
    """A worker's workload before and after: ``82% → 96%``."""
    if before is None or after is None:
        return "no capacity"
    first, last = whole_percent(before, limits), whole_percent(after, limits)
    return last if first == last else f"{first} → {last}"


def words(key: str) -> str:
    """A key of a policy or batch as words: ``child_protection`` as ``Child protection``."""
    return capital(plain(key.replace("_", " ")))


def capital(text: str) -> str:
    """Text that starts with a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def urgency(level: str) -> str:
    """An urgency as it is said: ``Urgent``, ``High urgency``."""
    return "Urgent" if level == "urgent" else f"{words(level)} urgency"


def person(team: Team, worker_id: str) -> str:
    """A worker by id and, where known, name: ``W07 · Rowan Heron``."""
    name = plain(team.worker[worker_id].name) if worker_id in team.worker else ""
    shown = plain(worker_id)
    return f"{shown} · {name}" if name and name != shown else shown


def day(date: datetime.date) -> str:
    """A date as it is said: ``2 March 2026``."""
    return f"{date.day} {date:%B %Y}"


def listed(things: list[str]) -> str:
    """Several things in a sentence: ``a, b and c``."""
    return (
        " and ".join([", ".join(things[:-1]), things[-1]])
        if len(things) > 1
        else "".join(things)
    )


def sentence(text: str) -> str:
    """Text that starts with a capital, unless with the name of a file, and ends with a stop."""
    said = plain(text)
    if not said:
        return said
    first = said.split(maxsplit=1)[0].rstrip(".,:;")
    start = said[0] if "." in first else said[0].upper()
    return start + said[1:] + ("" if said[-1] in ".!?…" else ".")


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    is_no_character = (
        ord(character) & 0xFFFE == 0xFFFE
    )  # no XML, so no workbook, may hold these
    is_hidden = category in {"Cf", "Cs"} and character not in _JOINERS
    return "" if is_hidden or is_no_character else character
