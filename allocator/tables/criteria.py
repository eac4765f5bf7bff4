"""Reads the columns that a weighting declares as its own criteria."""

from decimal import Decimal

from allocator.policy.terms import Column
from allocator.tables.cells import Wrong, is_placeholder, key, shown
from allocator.tables.numbers import plain_number


class Criterion:
    """One declared column: what each text in it comes to, in the policy's own spelling."""

    def __init__(self, column: Column) -> None:
        self._column = column
        self._spelling = {key(choice): choice for choice in column.choices}
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
        return (
            self._number(text) if self._column.kind == "number" else self._refuse(text)
        )

    def _refuse(self, text: str) -> str:
        raise Wrong(f"{shown(text)} is not one of {', '.join(self._column.choices)}.")

    def _number(self, text: str) -> str:
        number = Decimal(plain_number(text))
        if not self._column.least <= number <= self._column.most:
            raise Wrong(
                f"{shown(text)} is not between {self._column.least} and {self._column.most}."
            )
        return f"{number.normalize():f}"
