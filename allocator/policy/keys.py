"""Keys and conditions that refer to columns and labels: which could be met, and what is wrong with the others."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import islice, product
from math import prod

from allocator.policy.columns import BLANK, Key, Known
from allocator.policy.names import is_name

When = dict[Key, tuple[Key, ...]]


def unmet_conditions(about: str, when: When, known: Known) -> Iterator[str]:
    """Conditions on columns that do not exist, or on values they cannot have."""
    for name, values in when.items():
        if name in known.numbers:
            yield f"{about} depends on '{name}', which is a number; derive a band of it"
        elif name not in known.labels:
            close = nearest(name, known.labels)
            yield f"{about} depends on '{name}', which is no column or label{close}"
        elif not values:
            yield f"{about} depends on {name} being nothing at all; say which values"
        else:
            levels = known.labels[name]
            for value in values:
                if levels and value not in levels:
                    close = nearest(value, levels)
                    yield f"{about} depends on {name} being '{value}', which it never is{close}"


def where(when: When, known: Known) -> Known:
    """What may be referred to where a condition is met: labels have only the values it names."""
    met = {name: values for name, values in when.items() if name in known.labels}
    return replace(known, labels={**known.labels, **met}) if met else known


def table_problems(
    about: str,
    by: Sequence[str],
    keys: Sequence[str],
    has_otherwise: bool,
    known: Known,
    lacks: str = "number",
) -> Iterator[str]:
    """What is wrong with a table's keys: columns that do not exist, keys that could never be met or are missing."""
    yield from twice(f"{about} looks up by", by)
    strange = [name for name in by if name not in known.labels]
    for name in strange:
        if name in known.numbers:
            yield f"{about} looks up by '{name}', which is a number; derive a band of it"
        else:
            close = nearest(name, known.labels)
            yield f"{about} looks up by '{name}', which is no column{close}"
    if strange or not keys:
        return
    seen: list[dict[str, None]] = [{} for _ in by]
    for key in keys:
        parts = taken_apart(key, [known.labels[name] for name in by])
        if parts is None:
            yield f"{about} has the key '{key}', which no {' '.join(by)} could be"
            continue
        for column, part in zip(seen, parts, strict=True):
            column[part] = None
    if has_otherwise:
        return
    levels = [
        [level for level in known.labels[name] or seen[n] if level != BLANK]
        for n, name in enumerate(by)
    ]
    there = {*keys}
    found = (" ".join(parts) for parts in product(*levels))
    missing = [*islice((key for key in found if key not in there), 5)]
    if missing:
        yield f"{about} has no {lacks} for {', '.join(missing)} and no otherwise"
    elif prod(map(len, levels)) > len({" ".join(parts) for parts in product(*levels)}):
        yield f"{about} has a key that could be read in two ways; name its levels without spaces"


def taken_apart(
    key: str, levels: Sequence[Sequence[str] | None]
) -> tuple[str, ...] | None:
    """The parts of a key joined by spaces, or None where no values join to it."""
    if not levels:
        return () if not key else None
    first, *rest = levels
    # A name that may be any is one word, written as names are; a choice may hold spaces of its own.
    any_name = [word for word in [key.split(" ", 1)[0]] if is_name(word)]
    for level in first or any_name:
        if rest and key.startswith(f"{level} "):
            below = taken_apart(key[len(level) + 1 :], rest)
            if below is not None:
                return (level, *below)
        if not rest and key == level:
            return (level,)
    return None


def nearest(name: str, known: Collection[str]) -> str:
    """The known name that was probably meant, for the end of a sentence."""
    near = get_close_matches(name, known, n=1)
    return f" (did you mean '{near[0]}'?)" if near else ""


def twice(about: str, names: Sequence[str]) -> Iterator[str]:
    """Names that a list has more than once."""
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"{about} '{name}' twice"
