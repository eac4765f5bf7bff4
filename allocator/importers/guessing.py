"""Guesses which columns and values of an export stand for those of a batch."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from allocator.importers.formats import Guesses
from allocator.importers.spelling import Headings, Spelling, same
from allocator.policy.names import plainly
from allocator.policy.policy import Policy
from allocator.tables.cells import is_placeholder, is_spreadsheet_error, printable, tidy
from allocator.tables.columns import CASES, WORKERS
from allocator.tables.formulas import bare_cell
from allocator.tables.raw import RawSheet
from allocator.tables.table import Table

_ROWS_SEARCHED = 10
_FEWEST_COLUMNS = 2
_MOST_VALUES = 60
_LONGEST_HEADING = 200
# A sheet is about workers only if it says something of them that no list of cases does.
_OF_WORKERS_ONLY = frozenset({"contracted_hours", "name", "role", "seniority", "skills", "qualified_date"})  # fmt: skip


class Part(NamedTuple):
    """One table as it seems to stand in an export.

    ``values`` has, by column, what each text seems to stand for, blank where nothing is like it; ``waiting`` the words
    in the worker's place that mean nobody.
    """

    table: Table
    sheet: str
    headings: Sequence[str]
    columns: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    waiting: Sequence[str] = ()


def guess(sheets: Sequence[RawSheet], how: Guesses, policy: Policy) -> list[Part]:
    """The tables that an export seems to hold: cases, workers, or both, each in the sheet that fits best."""
    found = []
    for table, known in ((CASES, how.cases), (WORKERS, how.workers)):
        own = policy.weighting.columns if table is CASES else policy.weighting.worker_columns  # fmt: skip
        headings = {**{name: (name,) for name in own}, **known}
        parts = [_part(sheet, table, headings, how, policy) for sheet in sheets]
        best = max(parts, key=lambda part: len(part.columns), default=None)
        if best is not None and _is_likely(best):
            found.append(best)
    return found


def values_of(
    sheet: RawSheet, heading: str, how: Guesses, column: str, policy: Policy
) -> dict[str, str]:
    """What each text below a heading seems to stand for, where a column has names of its own."""
    if column not in how.values or column == "worker_id":
        return {}
    known = _names(column, policy)
    spelling = Spelling(how.values[column])
    texts = _texts(sheet, heading)
    if len(texts) > _MOST_VALUES:
        return {}
    found: dict[str, str] = {}
    for text in texts:
        meaning = spelling.means(text) or ""
        if plainly(text) in known:
            continue
        found[text] = meaning if not known or meaning in known else ""
    return found


def _part(
    sheet: RawSheet,
    table: Table,
    known: Mapping[str, Sequence[str]],
    how: Guesses,
    policy: Policy,
) -> Part:
    headings, columns = _best_row(sheet, known)
    values = {
        column: values
        for column, heading in columns.items()
        if (values := values_of(sheet, heading, how, column, policy))
    }
    waiting: list[str] = []
    if table is CASES and "worker_id" in columns:
        words = Spelling(how.values.get("worker_id", {}))
        texts = _texts(sheet, columns["worker_id"])
        waiting = [text for text in texts if words.means(text) == ""]
    return Part(table, sheet.title, headings, columns, values, waiting)


def _is_likely(part: Part) -> bool:
    ids = {column.name for column in part.table.columns[:1]}
    if part.table is WORKERS and not _OF_WORKERS_ONLY & part.columns.keys():
        return False
    return ids <= part.columns.keys() and len(part.columns) >= _FEWEST_COLUMNS


def _best_row(
    sheet: RawSheet, known: Mapping[str, Sequence[str]]
) -> tuple[list[str], dict[str, str]]:
    """The row that names most columns: its headings, and the heading of each column."""
    best: tuple[list[str], dict[str, str]] = ([], {})
    for _, cells in sheet.rows[:_ROWS_SEARCHED]:
        names = [text for cell in cells if (text := _text(cell))]
        columns = _columns(names, known)
        if len(columns) > len(best[1]):
            best = (names, columns)
    return best


def _columns(
    names: Sequence[str], known: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Each column with its heading: as spelt in the list of guesses first, then by likeness."""
    exact, columns = (
        Headings({c: (c, *hs) for c, hs in known.items()}),
        dict[str, str](),
    )
    rank = {plainly(h): n for hs in known.values() for n, h in enumerate(hs)}
    for name in sorted(names, key=lambda one: rank.get(plainly(one), 0)):
        if column := exact.column(name):
            columns.setdefault(column, name)
    spellings = {plainly(h): column for column, hs in known.items() for h in hs}
    for name in names:
        near = get_close_matches(plainly(name), spellings, n=1, cutoff=0.86)
        if name not in columns.values() and near:
            columns.setdefault(spellings[near[0]], name)
    order = [*known]
    return dict(sorted(columns.items(), key=lambda pair: order.index(pair[0])))


def _texts(sheet: RawSheet, heading: str) -> list[str]:
    """Every text below a heading, each once, in their order."""
    return [*dict.fromkeys(_below(sheet, heading))]


def _below(sheet: RawSheet, heading: str) -> Iterator[str]:
    position = -1
    for number, cells in sheet.rows:
        if position < 0:
            names = [same(_text(cell)) for cell in cells]
            if number <= _ROWS_SEARCHED * 10 and same(heading) in names:
                position = names.index(same(heading))
        elif position < len(cells):
            text = _text(cells[position])
            if text and not is_placeholder(text) and not is_spreadsheet_error(text):
                yield text


def _text(cell: str) -> str:
    return printable(tidy(bare_cell(cell.strip())))[:_LONGEST_HEADING]


def _names(column: str, policy: Policy) -> set[str]:
    """The names a policy knows in a column; none where any will do."""
    if column == "type":
        return {*(policy.weighting.known_types or ())}
    if column == "seniority":
        competency = policy.competency
        return set() if competency.accept_any_grade else {*competency.levels}
    return {"urgent", "high", "medium", "low"} if column == "urgency" else {"low", "medium", "high"}  # fmt: skip
