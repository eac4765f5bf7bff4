"""Reads the tables that stand beside a batch: every fault of every file at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allocator.domain.development import Remark
from allocator.errors import Fault, InvalidBatch
from allocator.tables.development import REMARKS
from allocator.tables.nearest import Nearest
from allocator.tables.single import Read, read_table
from allocator.tables.table import Table

# One for each person, as feedback makes them.
OWN_FORMS = "own-*.csv"

# By column, the names that may stand there and what they are.
Known = Mapping[str, tuple[Collection[str], str]]


@dataclass
class Beside:
    """Collects what files beside a batch say, and what is wrong with any of them."""

    known: Known = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)

    def read(
        self,
        path: Path | None,
        table: Table,
        *unique: str,
        known: Known | None = None,
    ) -> tuple[Any, ...]:
        """The records of one file, none where there is no file; ``unique`` columns tell its rows apart together."""
        if path is None:
            return ()
        try:
            found = read_table(path, table)
        except InvalidBatch as error:
            self.faults += error.faults
            return ()
        self.notes += found.notes
        self.inputs |= found.inputs
        self._check_names(found, table, {**self.known, **(known or {})})
        self._check_repeated(found, unique)
        return found.records

    def remarks(self, path: Path | None) -> tuple[Remark, ...]:
        """What workers said of their ratings, in one table or a folder of forms; rows nobody filled in are left out."""
        if path is not None and path.is_dir():
            found = self._forms(path)
        else:
            found = self.read(path, REMARKS, "worker_id", "competency")
        return tuple(one for one in found if one.says)

    def _forms(self, folder: Path) -> tuple[Remark, ...]:
        """The forms of a folder that people filled in, each one's own."""
        forms = sorted(folder.glob(OWN_FORMS))
        if not forms:
            problem = f"holds no {OWN_FORMS}; give the forms that people filled in."
            self.faults.append(Fault(folder.name, None, "", problem))
        found: list[Remark] = []
        about: dict[str, str] = {}
        for form in forms:
            mine = self.read(form, REMARKS, "worker_id", "competency")
            for worker_id in dict.fromkeys(one.worker_id for one in mine):
                first = about.setdefault(worker_id, form.name)
                if first != form.name:
                    problem = f"'{worker_id}' is in {first} already; a form is for one person."
                    self.faults.append(Fault(form.name, None, "worker_id", problem))
            found += mine
        return tuple(found)

    def settle(self) -> None:
        """Raises InvalidBatch with every fault of every file, if there is any."""
        if self.faults:
            raise InvalidBatch(self.faults)

    def _check_names(self, found: Read, table: Table, known: Known) -> None:
        for column in table.column:
            if column not in known:
                continue
            names, what = known[column]
            nearest = Nearest(names, what)
            for index, record in enumerate(found.records):
                given = getattr(record, column)
                if given and (problem := nearest.problem(given)):
                    self.faults.append(found.fault(index, column, problem))

    def _check_repeated(self, found: Read, unique: tuple[str, ...]) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        for index, record in enumerate(found.records if unique else ()):
            key = tuple(getattr(record, column) for column in unique)
            first = seen.setdefault(key, index)
            if first != index:
                said = (
                    " with the same " + " and ".join(unique[1:]) if unique[1:] else ""
                )
                problem = f"'{key[0]}' is in row {found.rows[first]} already{said}; keep one of the two."
                self.faults.append(found.fault(index, unique[0], problem))
