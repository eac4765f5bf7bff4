"""Lays some values of a policy file over all of it: for what changes from a date, and for files based on others."""

from collections.abc import Collection, Iterator
from typing import Any

from allocator.errors import suggestion


def overlay(
    old: Any,
    new: dict[str, Any],
    about: str = "",
    *,
    fixed: Collection[str] = (),
    may_add: bool = False,
) -> Iterator[tuple[str, str]]:
    """Put new values into old content, entry by entry; entries of a list go by their name.

    Yields the key and the problem of every value that has no place. With ``may_add`` a new key is no problem: the
    shape of the file decides whether it means anything.
    """
    for key, value in new.items():
        here = f"{about}.{key}" if about else key
        place = _place(old, key)
        if key in fixed:
            yield (
                here,
                "cannot change from a date: a batch is read before its day is known.",
            )
        elif place is None and may_add:
            _add(old, key, value)
        elif place is None:
            known = [*old] if isinstance(old, dict) else _names(old)
            hint = suggestion(key, [name for name in known if isinstance(name, str)])
            yield here, f"is not in the file, so it cannot change.{hint}"
        elif isinstance(value, dict) and isinstance(old[place], dict | list):
            yield from overlay(old[place], value, here, fixed=fixed, may_add=may_add)
        elif key == "units" and isinstance(old[place], str) and isinstance(value, dict):
            yield (
                here,
                f"is the table '{old[place]}', so change it under tables.{old[place]}.",
            )
        elif isinstance(old[place], dict | list) != isinstance(value, dict | list):
            yield here, "changes a table into a number, or a number into a table."
        else:
            old[place] = value


def _place(old: Any, key: str) -> Any:
    """Where a value stands: under its key in a table, or at the entry of that name in a list."""
    if isinstance(old, dict):
        return key if key in old else None
    names = _names(old)
    return names.index(key) if key in names else None


def _add(old: Any, key: str, value: Any) -> None:
    if isinstance(old, dict):
        old[key] = value
    else:
        old.append({"name": key, **value} if isinstance(value, dict) else value)


def _names(entries: Any) -> list[Any]:
    if not isinstance(entries, list):
        return []
    return [entry.get("name") if isinstance(entry, dict) else None for entry in entries]
