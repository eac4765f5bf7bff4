"""Reads the columns that a weighting declares as its own criteria."""

from collections.abc import Set
from decimal import Decimal

from allocator.policy.columns import Column
from allocator.tables import lists
from allocator.tables.cells import Wrong, is_placeholder, key, shown
from allocator.tables.dates import parse_date
from allocator.tables.kinds import NO, YES
from allocator.tables.nearest import Nearest
from allocator.tables.numbers import plain_number


class Criterion:
    """One declared column: what each text in it comes to, in the policy's own spelling."""

    def __init__(
        self,
        column: Column,
        items: Set[str] | None = None,
        *,
        is_percent: bool = False,
    ) -> None:
        self._column = column
        self._is_percent = is_percent
        self._items = None if items is None else Nearest(items, "an item it counts")
        self._spelling = {key(choice): choice for choice in column.choices}
        if {*column.choices} == {"yes", "no"}:
            # As everywhere in a batch; workbooks keep a tick as TRUE or 1.
            self._spelling |= dict.fromkeys(YES, "yes") | dict.fromkeys(NO, "no")
        self._settled: dict[str, str] = {}

    def settle(self, text: str) -> str:
        """The number or choice, blank where there is none; raises Wrong."""
        if text not in self._settled:
            self._settled[text] = self._read(text)
        return self._settled[text]

    def _read(self, text: str) -> str:
        if self._column.kind == "choice" and key(text) in self._spelling:
            return self._spelling[key(text)]
        if is_placeholder(text):
            return ""
        match self._column.kind:
            case "number":
                return self._percent(text) if self._is_percent else self._number(text)
            case "date":
                return parse_date(text).isoformat()
            case "items":
                return self._counts(text)
            case "choice":
                choices = ", ".join(self._column.choices)
                raise Wrong(f"{shown(text)} is not one of {choices}.")

    def _counts(self, text: str) -> str:
        """How many of each item: one where no number follows, and what is listed twice is counted twice."""
        counts: dict[str, Decimal] = {}
        for entry in lists.entries(text):
            name, _, count = (part.strip() for part in entry.partition(":"))
            item = self._item(name, entry)
            counts[item] = counts.get(item, Decimal(0)) + Decimal(
                self._number(count or "1")
            )
        for item, n in counts.items():
            if not self._column.least <= n <= self._column.most:
                between = f"{self._column.least} and {self._column.most}"
                raise Wrong(f"{item} comes to {n:f}, which is not between {between}.")
        return ";".join(f"{item}:{n.normalize():f}" for item, n in counts.items())

    def _item(self, name: str, entry: str) -> str:
        if not name:
            raise Wrong(f"{shown(entry)} names no item before ':'.")
        if "," in name:
            raise Wrong(f"{shown(entry)} holds a comma; separate entries with ';'.")
        item = key(name)
        if problem := self._items.problem(item) if self._items else "":
            raise Wrong(problem)
        return item

    def _percent(self, text: str) -> str:
        """A percentage; a workbook keeps 70% as 0.7, which would be read as less than one percent."""
        number = self._number(text.removesuffix("%").rstrip())
        if 0 < Decimal(number) <= 1:
            raise Wrong(
                f"{shown(text)} could be a share or a percentage; write a percentage, as in 70 for 70%."
            )
        return number

    def _number(self, text: str) -> str:
        number = Decimal(plain_number(text))
        if not self._column.least <= number <= self._column.most:
            raise Wrong(
                f"{shown(text)} is not between {self._column.least} and {self._column.most}."
            )
        return f"{number.normalize():f}"
