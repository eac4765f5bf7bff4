"""A history as files: CSV for everyone, and Parquet where the extra for it is installed."""

from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any, get_type_hints

from allocator.domain.history import History
from allocator.simulation.rows import KINDS, body, heading

_READER = "pyarrow"
# Without it Excel garbles every accented name.
_BYTE_ORDER_MARK = "\ufeff"
# By what a field is, whether or not it may be blank.
_TYPES = {"int": "int64", "float": "float64", "bool": "bool_", "date": "date32"}


def _parquet(file: str) -> str:
    return file.replace(".csv", ".parquet")


NAMES = {name for kind in KINDS for name in (kind.file, _parquet(kind.file))}


def contents(history: History) -> dict[str, bytes]:
    """What each file holds, by name."""
    found = {
        kind.file: (_BYTE_ORDER_MARK + heading(kind) + body(rows)).encode()
        for kind in KINDS
        for rows in [getattr(history, kind.field)]
    }
    return found | (_tables(history) if find_spec(_READER) else {})


def _tables(history: History) -> dict[str, bytes]:
    """Parquet files by name."""
    arrow, parquet = import_module(_READER), import_module(f"{_READER}.parquet")
    found = {}
    for kind in KINDS:
        columns = zip(*getattr(history, kind.field), strict=True)
        schema = arrow.schema(
            [
                (name, _type(arrow, hint))
                for name, hint in get_type_hints(kind.row).items()
            ]
        )
        empty: list[tuple[Any, ...]] = [()] * len(schema)
        table = arrow.table([*columns] or empty, schema=schema)
        made = BytesIO()
        parquet.write_table(table, made)
        found[_parquet(kind.file)] = made.getvalue()
    return found


def _type(arrow: Any, hint: Any) -> Any:
    """How a field is kept, whether or not it may be blank."""
    said = getattr(hint, "__name__", "") if isinstance(hint, type) else str(hint)
    of = next((kept for plain, kept in _TYPES.items() if plain in said), "string")
    return getattr(arrow, of)()
