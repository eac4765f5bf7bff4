"""A history as files: CSV for everyone, and Parquet where the extra for it is installed; written bit by bit."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import IO, Any, get_type_hints

from allocator.report.saving import Content
from allocator.simulation.rows import KINDS, Kind, heading, rows

_READER = "pyarrow"
# Without it Excel garbles every accented name.
_BYTE_ORDER_MARK = "\ufeff"
# By what a field is, whether or not it may be blank.
_TYPES = {"int": "int64", "float": "float64", "bool": "bool_", "date": "date32"}
# Parquet is written so many rows at a time, which is all that is ever in memory.
_ROWS = 100_000

# The lines of a table below its heading, run after run; asked again, they come again.
Bodies = Callable[[Kind], Iterable[str]]


def _parquet(file: str) -> str:
    return file.replace(".csv", ".parquet")


NAMES = {name for kind in KINDS for name in (kind.file, _parquet(kind.file))}


def contents(bodies: Bodies) -> dict[str, Content]:
    """What writes each file, by name."""
    found: dict[str, Content] = {
        kind.file: partial(_write_text, kind, bodies) for kind in KINDS
    }
    if find_spec(_READER):
        found |= {
            _parquet(kind.file): partial(_write_table, kind, bodies) for kind in KINDS
        }
    return found


def _write_text(kind: Kind, bodies: Bodies, file: IO[bytes]) -> None:
    file.write((_BYTE_ORDER_MARK + heading(kind)).encode())
    for body in bodies(kind):
        file.write(body.encode())


def _write_table(kind: Kind, bodies: Bodies, file: IO[bytes]) -> None:
    arrow, parquet = import_module(_READER), import_module(f"{_READER}.parquet")
    hints = get_type_hints(kind.row)
    schema = arrow.schema([(name, _type(arrow, hint)) for name, hint in hints.items()])
    with parquet.ParquetWriter(file, schema) as writer:
        for some in _in_lots(rows(kind, body) for body in bodies(kind)):
            columns = [*zip(*some, strict=True)]
            writer.write_table(arrow.table(columns, schema=schema))


def _in_lots(several: Iterable[tuple[Any, ...]]) -> Iterator[list[Any]]:
    """Rows put together until there are enough."""
    lot: list[Any] = []
    for some in several:
        lot += some
        if len(lot) >= _ROWS:
            yield lot
            lot = []
    if lot:
        yield lot


def _type(arrow: Any, hint: Any) -> Any:
    """How a field is kept, whether or not it may be blank."""
    said = getattr(hint, "__name__", "") if isinstance(hint, type) else str(hint)
    of = next((kept for plain, kept in _TYPES.items() if plain in said), "string")
    return getattr(arrow, of)()
