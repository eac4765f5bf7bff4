"""Lets names that differ only in capitals be one name, in the spelling met first."""

from collections import defaultdict
from typing import Any


class Vocabularies:
    """The spelling of each name met so far, by the vocabulary it belongs to."""

    def __init__(self) -> None:
        self._spellings: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def settle(self, vocabulary: str, names: Any) -> Any:
        """One name, or a set of names, as first spelt."""
        if isinstance(names, str):
            return self._spellings[vocabulary].setdefault(names.casefold(), names)
        return frozenset(self.settle(vocabulary, name) for name in sorted(names))
