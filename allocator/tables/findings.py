"""What comes to light while a batch is read: tables, faults, notes and digests."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from allocator.errors import Fault
from allocator.tables.cells import key, printable, shown
from allocator.tables.columns import OTHERS, TABLES

Row = tuple[int, list[str]]


class Unreadable(Exception):
    """Reading cannot go on; the text says why."""

    def __init__(self, problem: str, row: int | None = None) -> None:
        self.row = row
        super().__init__(problem)


@dataclass(frozen=True)
class Sheet:
    """One table as it arrives: its rows as text, numbered as people see them."""

    table: str
    place: str
    rows: Iterator[Row]


@dataclass
class Findings:
    """Collects everything there is to say about a batch, so that it is said at once."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)

    def fault(
        self, place: str, problem: str, row: int | None = None, column: str = ""
    ) -> None:
        self.faults.append(Fault(place, row, column, problem))

    def note(self, text: str) -> None:
        self.notes.append(text)

    def digest(self, name: str, content: bytes) -> None:
        self.inputs[name] = hashlib.sha256(content).hexdigest()

    def in_order(self, places: Mapping[str, str]) -> list[Fault]:
        """The faults by table and row; those of the batch as a whole come first."""
        rank = {place: number for number, place in enumerate(places.values(), 1)}
        return sorted(
            self.faults, key=lambda fault: (rank.get(fault.file, 0), fault.row or 0)
        )


def place_stranger(found: Findings, place: str, name: str) -> None:
    """Say that a file or sheet is no table of a batch, and which one may be meant."""
    if key(name) in OTHERS:
        found.note(f"{place} is not used by allocate.")
        return
    near = get_close_matches(key(name), TABLES, n=1, cutoff=0.6)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    found.note(f"{printable(place)} is not a table of a batch and was not read.{hint}")


def missing_tables(
    found: Findings, seen: Collection[str], place: str, strangers: list[str]
) -> None:
    """Say which tables every batch has and this one lacks, and which stranger may be meant."""
    names = {key(Path(name).stem): name for name in strangers}
    for table in TABLES.values():
        if table.required and table.name not in seen:
            near = get_close_matches(table.name, names, n=1, cutoff=0.6)
            hint = f" Is {shown(names[near[0]])} meant to be it?" if near else ""
            found.fault(place, f"has no {table.name} table.{hint}")


def repeated_table(found: Findings, first: str, second: str, table: str) -> None:
    """Say that two files or sheets claim to be the same table."""
    found.fault(
        second, f"is the {table} table, and so is {shown(first)}; keep one of the two."
    )
