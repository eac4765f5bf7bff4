"""Names the nearest known name, without spending a minute on a file where every name is wrong."""

from collections.abc import Collection

from allocator.errors import suggestion
from allocator.tables.cells import shown

# Nobody reads more; comparing a name with all others takes about half a millisecond.
_MOST_COMPARED = 1_000


class Nearest:
    """What is wrong with a name that is not among the known ones, or nothing where it is."""

    def __init__(self, known: Collection[str], is_not: str) -> None:
        self._known = sorted(known)
        self._is_not = is_not
        self._said = dict.fromkeys(known, "")

    def problem(self, name: str) -> str:
        """The sentence about one name; empty where nothing is wrong."""
        if name not in self._said:
            compared = len(self._said) - len(self._known) < _MOST_COMPARED
            hint = suggestion(name, self._known) if compared else ""
            self._said[name] = f"{shown(name)} is not {self._is_not}.{hint}"
        return self._said[name]
