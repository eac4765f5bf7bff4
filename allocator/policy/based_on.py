"""Files based on another: what it says, save where they say otherwise."""

from pathlib import Path
from typing import Any

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, UnknownName
from allocator.policy import toml
from allocator.policy.overlay import overlay

_MOST_STEPS = 10
# A file that is based on another has a title and a source of its own, or people could not tell the two apart.
_OWN = ("title", "source")


def full_content(file: Path, *folder: str, steps: int = 0) -> dict[str, Any]:
    """What a file says together with the one it is based on; raises InvalidPolicy.

    ``based_on`` is a shipped name of the same folder, or a path relative to the file.
    """
    content = toml.read(file)
    base = content.get("based_on")
    if base is None:
        return content

    def refused(key: str, problem: str) -> InvalidPolicy:
        return InvalidPolicy([Fault(file.name, None, key, problem)])

    if not isinstance(base, str):
        raise refused("based_on", "must be a shipped name or a path in quotes.")
    if steps >= _MOST_STEPS:
        raise refused("based_on", "goes round in a circle, or on for too long.")
    try:
        based_on = shipped.toml(base, *folder, beside=file.parent)
    except UnknownName as error:
        raise refused("based_on", str(error)) from error
    whole = full_content(based_on, *folder, steps=steps + 1)
    missing = [
        Fault(file.name, None, key, "is missing.") for key in _OWN if key not in content
    ]
    if missing:
        raise InvalidPolicy(missing)
    own = {key: value for key, value in content.items() if key != "based_on"}
    faults = [
        Fault(file.name, None, key, problem)
        for key, problem in overlay(whole, own, may_add=True)
    ]
    if faults:
        raise InvalidPolicy(faults)
    return whole
