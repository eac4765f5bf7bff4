"""Recognises headings and values however an export spells them."""

import re
from collections.abc import Mapping, Sequence

from allocator.policy.names import plainly

# "a) Looked after child", "b. No", "p1) 5D": the codes of lists to choose from.
_LETTER = re.compile(r"[a-z]\d?[).]\s*", re.IGNORECASE)
_CODE = re.compile(r"\s*(?::|\s-\s|\s–\s)\s*")


def same(text: str) -> str:
    """What two spellings of one name have in common; unlike ``plainly`` it keeps letters of every script."""
    return " ".join(text.casefold().split())


class Headings:
    """Which column a heading stands for; a heading ending in ``*`` need only begin so."""

    def __init__(self, columns: Mapping[str, Sequence[str]]) -> None:
        self._exact: dict[str, str] = {}
        self._begins: list[tuple[str, str]] = []
        for column, headings in columns.items():
            for heading in headings:
                if heading.endswith("*"):
                    self._begins.append((plainly(heading), column))
                else:
                    self._exact.setdefault(plainly(heading), column)

    def column(self, heading: str) -> str:
        """The column, or nothing where no heading is like it."""
        plain = plainly(heading)
        if found := self._exact.get(plain):
            return found
        for start, column in self._begins:
            if start and plain.startswith(start):
                return column
        return ""


class Spelling:
    """What a value means, whatever code or letter stands before it."""

    def __init__(self, known: Mapping[str, Sequence[str]]) -> None:
        self._meaning: dict[str, str] = {}
        for meaning, spellings in known.items():
            for spelling in spellings:
                self._meaning.setdefault(plainly(spelling), meaning)

    def means(self, text: str) -> str | None:
        """The meaning, or None where the text is like no spelling."""
        bare = _LETTER.sub("", text, count=1) if _LETTER.match(text) else text
        code, *rest = _CODE.split(bare, maxsplit=1)
        for reading in (text, bare, code, *rest):
            plain = plainly(reading)
            if plain and plain in self._meaning:
                return self._meaning[plain]
        return None
