"""Reads policy files: every fault at once, with the nearest known key."""

import tomllib
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from allocator.domain.fact import Fact
from allocator.errors import Fault, InvalidPolicy, suggestion

Record = TypeVar("Record", bound=BaseModel)

_LARGEST_BYTES = 2_000_000
_LONGEST_BITS = 128
_SHOWN_LENGTH = 60

# What would be right, by the kind of fault that pydantic finds; the names in braces are facts it gives along.
_RIGHT = {
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "decimal_max_places": "a number of at most {decimal_places} decimal places",
    "decimal_parsing": "a number",
    "decimal_type": "a number",
    "dict_type": "a table of keys and values",
    "finite_number": "a number",
    "float_parsing": "a number",
    "float_type": "a number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number of fewer digits",
    "int_type": "a whole number",
    "less_than_equal": "at most {le}",
    "literal_error": "{expected}",
    "model_attributes_type": "a table of keys and values",
    "model_type": "a table of keys and values",
    "string_type": "text in quotes",
    "tuple_type": "a list: [...], or [[...]] where it lists tables",
    "union_tag_invalid": "one of {expected_tags}",
}


class PolicyRecord(Fact):
    """A part of a policy file."""


class Problems(ValueError):
    """Several things wrong with one record as a whole."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(problems))


def read(path: Path) -> dict[str, Any]:
    """The content of one TOML file, numbers kept exactly as written."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise _unreadable(path, "is too large for such a file.")
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, "is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, f"is not valid TOML: {error}.") from error
    except RecursionError as error:
        raise _unreadable(path, "nests tables or lists too deeply.") from error
    except (ValueError, InvalidOperation) as error:
        raise _unreadable(path, "holds a number of too many digits.") from error


def _unreadable(path: Path, problem: str) -> InvalidPolicy:
    return InvalidPolicy([Fault(path.name, None, "", problem)])


def parse(kind: type[Record], content: dict[str, Any], path: Path) -> Record:
    """The record a file states, or every fault in it."""
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        schema = kind.model_json_schema()
        raise InvalidPolicy(
            [
                Fault(path.name, None, key, problem)
                for found in error.errors()
                if not _only_follows(found)
                for key, problem in _faults(schema, found)
            ]
        ) from error


def _only_follows(found: ErrorDetails) -> bool:
    """Whether a list counts as empty only because its parts are faulty, which is told already."""
    return found["type"] == "too_short" and bool(found["input"])


def _faults(schema: dict[str, Any], found: ErrorDetails) -> Iterator[tuple[str, str]]:
    """The key as a person would write it, and everything that is wrong with it."""
    # "[key]" is pydantic's mark on a name that is not written as it should be.
    loc = [part for part in found["loc"] if part != "[key]"]
    place, _ = _walk(schema, loc)
    if found["type"].startswith("union_tag_"):
        place.append("kind")
    key, several = (
        ".".join(_written(part) for part in place),
        found.get("ctx", {}).get("error"),
    )
    if isinstance(several, Problems):
        yield from ((key, f"{problem}.") for problem in several.problems)
    else:
        yield key, _problem(schema, found)


def _written(part: str | int) -> str:
    """A part of a key on one line, list entries counted from 1."""
    if isinstance(part, int):
        return str(part + 1)
    return _short(" ".join(part.split())) or "''"


def _problem(schema: dict[str, Any], found: ErrorDetails) -> str:
    facts, given = found.get("ctx", {}), found["input"]
    match found["type"]:
        case "extra_forbidden":
            _, parent = _walk(schema, found["loc"][:-1])
            known = sorted(parent.get("properties", {}))
            return f"is not a known key.{suggestion(str(found['loc'][-1]), known)}"
        case "missing" | "union_tag_not_found":
            return "is missing."
        case "too_short" | "string_too_short":
            return "must not be empty."
        case "union_tag_invalid":
            given = given["kind"]
        case "value_error":
            return " ".join(f"{facts['error']}.".split())
    right = _RIGHT.get(found["type"])
    if right is None:
        return f"{found['msg'][:1].lower()}{found['msg'][1:]}."
    return f"is {_shown(given)}; it must be {right.format(**facts)}."


def _shown(given: Any) -> str:
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, dict):
        return "a table"
    if isinstance(given, list):
        return "a list"
    # Python refuses to write out a number of thousands of digits, which 0xfff... can state.
    if isinstance(given, int) and given.bit_length() > _LONGEST_BITS:
        return "a number of too many digits"
    return _short(
        f"'{' '.join(given.split())}'" if isinstance(given, str) else str(given)
    )


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN_LENGTH else f"{text[:_SHOWN_LENGTH]}..."


def _walk(
    schema: dict[str, Any], loc: Sequence[str | int]
) -> tuple[list[str | int], dict[str, Any]]:
    """The path as a person would write it, and the schema of what should stand there.

    Pydantic puts the kind of a term in its paths, where a file has none; the schema tells which part that is.
    """
    here = _resolve(schema, schema)
    place: list[str | int] = []
    for part in loc:
        options = here.get("discriminator", {}).get("mapping", {})
        if part in options:
            here = _resolve(schema, {"$ref": options[part]})
            continue
        place.append(part)
        if isinstance(part, int):
            here = here.get("items", {})
        else:
            below = here.get("properties", {}).get(
                part, here.get("additionalProperties", {})
            )
            here = below if isinstance(below, dict) else {}
        here = _resolve(schema, here)
    return place, here


def _resolve(schema: dict[str, Any], here: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in here:
        return _resolve(
            schema,
            schema.get("$defs", {}).get(str(here["$ref"]).rsplit("/", 1)[-1], {}),
        )
    for option in here.get("anyOf", []):
        if option.get("type") != "null" and (
            "$ref" in option or "items" in option or "properties" in option
        ):
            return _resolve(schema, option)
    return here
