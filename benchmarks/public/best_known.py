"""The best costs that anybody has found, and bounds that anybody has proven, for public instances."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FACTS = Path(__file__).with_name("best_known.toml")


class Known(NamedTuple):
    """What is known of one instance."""

    name: str
    bound: int
    cost: int


@cache
def facts() -> dict[str, Any]:
    """The file of facts, family by family."""
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def best_known(family: str, fingerprint: Sequence[int]) -> Known | None:
    """What is known of the instance with these numbers, or None where nothing is."""
    for one in facts()[family]["known"]:
        if one["fingerprint"] == [*fingerprint]:
            return Known(one["name"], one["bound"], one["cost"])
    return None
