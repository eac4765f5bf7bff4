"""Turns the sheets of an export into tables of a batch, as a mapping says, through the batch's own reader."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from allocator.importers.lines import Line, lines_of
from allocator.importers.mapping import Mapping, TableMapping
from allocator.importers.people import Directory
from allocator.importers.spelling import Headings, Spelling, same
from allocator.importers.telling import Matter, Telling
from allocator.policy.policy import Policy
from allocator.tables.columns import CASES
from allocator.tables.findings import Findings, Row, Sheet
from allocator.tables.raw import RawSheet, read_sheets
from allocator.tables.records import Records
from allocator.tables.rows import read_records
from allocator.tables.table import Table
from allocator.tables.vocabulary import Vocabularies

_OUT = "leave out "
_WORKERS = frozenset({"worker_id", "co_worker_id"})
_FAILED = Matter(
    "left_out",
    "case",
    "the worker is a failed formula such as #N/A, so nobody can say who holds the case; "
    "as a waiting case it might be given to a second worker.",
    "Mend the lookup in the export, or give --failed-workers waiting where these cases do wait.",
)
_FAILED_WAITS = Matter(
    "assumed",
    "case",
    "the worker is a failed formula such as #N/A; taken as waiting, as was asked.",
    "Mend the lookup in the export.",
)
_LEFT_OUT = Matter("left_out", "row", "the mapping leaves rows like it out.")  # fmt: skip
_WAITS = Matter(
    "assumed",
    "case",
    "the worker's place says that nobody holds the case; taken as waiting.",
)


class Asked(NamedTuple):
    """What turning rows into records goes by, besides the mapping."""

    policy: Policy
    directory: Directory
    failed_wait: bool


def mapped(
    path: Path,
    mapping: Mapping,
    asked: Asked,
    found: Findings,
    telling: Telling,
) -> dict[str, Records]:
    """Each table that the mapping finds in the export, with every fault of every row told."""
    sheets = read_sheets(path, found)
    vocabularies = Vocabularies()
    level = asked.policy.competency.matching.unstated_level
    tables: dict[str, Records] = {}
    for table, part in mapping.parts() if sheets else ():
        sheet = _sheet(sheets, part, table, path, found)
        if sheet is None:
            continue
        headings = _headings(part)
        needs = [
            column.name
            for column in table.columns
            if column.name in part.columns and column.required and column.name not in part.fill
        ]  # fmt: skip
        lines = lines_of(sheet, headings, needs, found)
        rows = _rows(lines, table, part, asked, telling)
        given = Sheet(table.name, sheet.place, iter(rows))
        if lines:
            tables[table.name] = read_records(given, table, found, vocabularies, level)
    return tables


def _sheet(
    sheets: Sequence[RawSheet],
    part: TableMapping,
    table: Table,
    path: Path,
    found: Findings,
) -> RawSheet | None:
    """The sheet that the mapping names; where it names none, the one with most of its headings."""
    if part.sheet:
        for sheet in sheets:
            if same(sheet.title) == same(part.sheet):
                return sheet
        found.fault(
            path.name, f"has no sheet called '{part.sheet}', for {table.name}.sheet."
        )
        return None
    headings = _headings(part)

    def known(sheet: RawSheet) -> int:
        return max(
            (
                sum(bool(headings.column(cell.strip())) for cell in cells)
                for _, cells in sheet.rows[:10]
            ),
            default=0,
        )

    return max(sheets, key=known)


def _headings(part: TableMapping) -> Headings:
    wanted = {_OUT + heading: (heading,) for heading in part.leave_out}
    return Headings({**part.columns, **wanted})


def _rows(
    lines: Sequence[Line],
    table: Table,
    part: TableMapping,
    asked: Asked,
    telling: Telling,
) -> list[Row]:
    """The rows as the batch's own reader takes them, below headings of the batch."""
    required = [column.name for column in table.columns if column.required]
    names = [*dict.fromkeys([*required, *part.columns, *part.fill])]
    turning = _Turning(table, part, asked, telling)
    rows: list[Row] = [(0, names)]
    for line in lines:
        if turning.is_wanted(line):
            rows.append((line.row, [turning.cell(line, name) for name in names]))
    return rows


class _Turning:
    """What the cells of an export say in the words of a batch."""

    def __init__(
        self, table: Table, part: TableMapping, asked: Asked, telling: Telling
    ) -> None:
        self.part, self.asked, self.telling = part, asked, telling
        self.holds = table is CASES
        self.means = {
            name: Spelling(dict(_by_meaning(values)))
            for name, values in part.values.items()
        }
        self.waiting = {same(word) for word in part.waiting}
        self.unwanted = {
            _OUT + heading: {same(text) for text in texts}
            for heading, texts in part.leave_out.items()
        }

    def is_wanted(self, line: Line) -> bool:
        """Whether a row is one of the batch; what is left out is told."""
        if any(same(line.says(name)) in texts for name, texts in self.unwanted.items()):
            self.telling.say(_LEFT_OUT, line.place)
            return False
        if self.holds and "worker_id" in line.failed:
            waits = self.asked.failed_wait
            self.telling.say(_FAILED_WAITS if waits else _FAILED, line.place)
            return waits
        return True

    def cell(self, line: Line, name: str) -> str:
        """One cell in the words of a batch."""
        if name in line.failed:
            return "" if self.holds and name == "worker_id" else "#N/A"
        text = line.says(name)
        if text and name in self.means:
            meaning = self.means[name].means(text)
            text = text if meaning is None else meaning
        if self.holds and name == "worker_id" and same(text) in self.waiting:
            self.telling.say(_WAITS, line.place)
            text = ""
        if not text and name in self.part.fill:
            text = self.part.fill[name]
            self.telling.say(_filled(name, text), line.place)
        if self.holds and name in _WORKERS and text:
            return self.asked.directory.id_of(text)
        return text


def _filled(name: str, text: str) -> Matter:
    return Matter(
        "assumed", "row", f"{name} is blank; the mapping takes it to be {text}."
    )


def _by_meaning(values: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    for meaning in dict.fromkeys(values.values()):
        yield meaning, [text for text, means in values.items() if means == meaning]
