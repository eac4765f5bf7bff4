"""Batches written row by row, policies with other numbers, and what ``allocator measure --json`` makes of them."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from allocator import shipped
from allocator.policy import toml
from tests.cli.command import Ran
from tests.policy.files import toml_text

DAY = "2026-09-14"  # a Monday
Row = Mapping[str, object]
# The command: as a process of its own, or within the test.
Command = Callable[..., Ran]


class Measured(NamedTuple):
    """The two lists of ``measure --json``, by id."""

    workers: dict[str, dict[str, Any]]
    cases: dict[str, dict[str, Any]]


def write(folder: Path, **tables: Sequence[Row]) -> Path:
    """A batch with a CSV file for each table; a row need not name every column, and None leaves a cell blank."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def measure(
    command: Command, folder: Path, policy: object, **tables: Sequence[Row]
) -> Measured:
    """What a command that goes well makes of a batch, which is written first."""
    told = refused_or_measured(command, folder, policy, **tables)
    assert told.code == 0, told.err
    document = json.loads(told.out)
    return Measured(
        {worker["worker_id"]: worker for worker in document["workers"]},
        {case["case_id"]: case for case in document["cases"]},
    )


def refused_or_measured(
    command: Command, folder: Path, policy: object, **tables: Sequence[Row]
) -> Ran:
    """What the command says of a batch, whatever that is."""
    batch = write(folder, **tables)
    return command("measure", batch, "--policy", policy, "--as-of", DAY, "--json")


def policy_like(
    name: str, folder: Path, change: Callable[[dict[str, Any]], object]
) -> Path:
    """A policy like a shipped one with a weighting of its own: that one's content, changed."""
    folder.mkdir(parents=True, exist_ok=True)
    names = toml.read(shipped.toml(name, "models", "policies"))
    content = toml.read(shipped.toml(names["weighting"], "models", "weighting"))
    change(content)
    (folder / "weighting.toml").write_text(toml_text(content), encoding="utf-8")
    own = toml_text({**names, "weighting": "weighting.toml"})
    (folder / "own.toml").write_text(own, encoding="utf-8")
    return folder / "own.toml"


def named(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The term of that name."""
    [found] = [entry for entry in entries if entry["name"] == name]
    return found
