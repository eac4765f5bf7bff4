"""A calibrated weighting as files beside the current ones: what it is based on, and every number that differs."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from allocator import shipped
from allocator.domain.calibration import Between, NumberCalibrated
from allocator.errors import AllocatorError
from allocator.policy.based_on import full_content
from allocator.policy.names import is_name
from allocator.policy.numbers import OTHERWISE, TRAVEL, Number, numbers
from allocator.policy.policy import PARTS, Policy
from allocator.policy.terms import Constant, Count, Each, Lookup, Recurring
from allocator.report.calibrated import Calibrated
from allocator.report.wording import count

# A number's place in the file, key by key.
_Way = tuple[str, ...]
_EACH = "units_each"


def policy_file(found: Calibrated) -> str:
    """What the proposed policy is called as a file."""
    return f"{found.proposed.name}.toml"


def weighting_file(found: Calibrated) -> str:
    """What its weighting is called."""
    return f"{found.proposed.name}-weighting.toml"


def policy_text(found: Calibrated, path: Path, folder: Path) -> str:
    """The proposed policy: a calibrated weighting, all else as it is; ``path`` is the file of the current policy."""
    names = found.policy.names
    lines = [
        f"title = {_quoted(found.proposed.title)}",
        f"approach = {_quoted(found.policy.approach)}",
        f"source = {_quoted(found.proposed.weighting.source)}",
        "",
        f"weighting = {_quoted(weighting_file(found))}",
    ]
    for part in PARTS:
        if part != "weighting":
            name = _named(getattr(names, part), part, path, folder)
            lines.append(f"{part} = {_quoted(name)}")
    return "\n".join(lines) + "\n"


def weighting_text(found: Calibrated, path: Path, folder: Path) -> str:
    """Every number that differs, each with what it is now and how sure the new one is."""
    name = found.policy.names.weighting
    file = shipped.toml(name, "models", "weighting", beside=path.parent)
    ways = _ways(found.policy, full_content(file, "models", "weighting"))
    account = found.account
    lines = [
        f"# Estimated from the diaries of {count(account.people, 'person', 'people')} with"
        f" {count(account.cases, 'case')}, {account.first_day} to {account.last_day}; see calibration.html.",
        "# A proposal to talk about: nobody has agreed to it. Every number left out is as in the weighting it is"
        " based on.",
        f"based_on = {_quoted(_named(name, 'weighting', path, folder))}",
        f"title = {_quoted(found.proposed.weighting.title)}",
        f"source = {_quoted(found.proposed.weighting.source)}",
    ]
    current = numbers(found.policy.weighting)
    tables: dict[_Way, list[str]] = defaultdict(list)
    for number, one in zip(found.values, account.numbers, strict=True):
        value = found.values[number]
        if value != current[number]:
            *table, key = ways[number]
            is_each_time = key == _EACH and len(table) > 2
            *table, key = table if is_each_time else [*table, key]
            new = f"{{ {_EACH} = {value:f} }}" if is_each_time else f"{value:f}"
            said = f"{_key(key)} = {new}".ljust(44)
            tables[tuple(table)].append(
                f"{said} # {_beside(one, account.interval_percent)}"
            )
    for table_way, entries in tables.items():
        lines += ["", f"[{'.'.join(map(_key, table_way))}]", *entries]
    return "\n".join(lines) + "\n"


def _beside(one: NumberCalibrated, percent: int) -> str:
    said = f"now {one.current:g}"
    if isinstance(one.estimate, Between):
        said += f"; {percent}% sure of {one.estimate.low:g} to {one.estimate.high:g}"
    return said + ("; not told apart from others" if one.entangled else "")


def _ways(policy: Policy, content: Mapping[str, object]) -> dict[Number, _Way]:
    """Where each number stands in the file."""
    shared = _shared_tables(content)
    return {
        number: way
        for number in numbers(policy.weighting)
        for way in _way(number, policy, shared)
    }


def _way(number: Number, policy: Policy, shared: Mapping[str, str]) -> Iterator[_Way]:
    term = next((t for t in policy.weighting.terms if t.name == number.term), None)
    here = ("terms", number.term)
    if term is None and number.term == TRAVEL:
        yield "travel", number.key
    elif number.is_percent:
        yield *here, "percent", number.key
    elif isinstance(term, Recurring):
        yield *here, "every", number.key, _EACH
    elif isinstance(term, Lookup | Each) and number.key == OTHERWISE:
        yield *here, OTHERWISE
    elif isinstance(term, Lookup | Each):
        table = shared.get(number.term)
        yield ("tables", table, number.key) if table else (*here, "units", number.key)
    elif isinstance(term, Count):
        yield *here, _EACH
    elif isinstance(term, Constant):
        yield *here, "units"


def _shared_tables(content: Mapping[str, object]) -> dict[str, str]:
    """The file's table that each term names instead of one of its own; raises AllocatorError where two share one."""
    terms = content.get("terms")
    named = {
        str(term["name"]): str(term["units"])
        for term in (terms if isinstance(terms, list) else [])
        if isinstance(term, dict) and isinstance(term.get("units"), str)
    }
    for table in named.values():
        users = [term for term, used in named.items() if used == table]
        if len(users) > 1:
            raise AllocatorError(
                f"The terms {' and '.join(users)} share the table {table}; give each its own before calibrating them."
            )
    return named


def _named(name: str, part: str, path: Path, folder: Path) -> str:
    """A part as the proposed files name it: a shipped name as it is, a path from where they will lie."""
    file = shipped.toml(name, "models", part, beside=path.parent)
    if file == shipped.folder("models", part) / f"{name}.toml":
        return name
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()


def _key(key: str) -> str:
    return key if is_name(key) else _quoted(key)


def _quoted(text: str) -> str:
    """Text as TOML has it, which for plain text is as JSON has it."""
    return json.dumps(text, ensure_ascii=False)
