"""Reads policy files: every fault at once, with the nearest known key."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from allocator.domain.fact import Fact
from allocator.errors import Fault, InvalidPolicy, suggestion

Record = TypeVar("Record", bound=BaseModel)

_LARGEST_BYTES = 2_000_000


class PolicyRecord(Fact):
    """A part of a policy file."""


def read(path: Path) -> dict[str, Any]:
    """The content of one TOML file, numbers kept exactly as written."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InvalidPolicy(
                [Fault(path.name, None, "", "is too large to be a policy file.")]
            )
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise InvalidPolicy(
            [Fault(path.name, None, "", f"cannot be read: {error.strerror}.")]
        ) from error
    except UnicodeDecodeError as error:
        raise InvalidPolicy(
            [Fault(path.name, None, "", "is not UTF-8 text.")]
        ) from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise InvalidPolicy(
            [Fault(path.name, None, "", f"is not valid TOML: {error}.")]
        ) from error


def parse(kind: type[Record], content: dict[str, Any], path: Path) -> Record:
    """The record a file states, or every fault in it."""
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise InvalidPolicy(
            [_fault(kind, found, path) for found in error.errors()]
        ) from error


def _fault(kind: type[BaseModel], found: Any, path: Path) -> Fault:
    place, _ = _walk(kind.model_json_schema(), found["loc"])
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in place)
    if found["type"] == "extra_forbidden":
        _, parent = _walk(kind.model_json_schema(), found["loc"][:-1])
        known = sorted(parent.get("properties", {}))
        return Fault(
            path.name,
            None,
            key,
            f"is not a known key.{suggestion(str(found['loc'][-1]), known)}",
        )
    if found["type"] == "missing":
        return Fault(path.name, None, key, "is missing.")
    message = found["msg"].removeprefix("Value error, ")
    return Fault(
        path.name,
        None,
        key,
        message[0].lower() + message[1:] + ("" if message.endswith(".") else "."),
    )


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
