"""The guide to scenarios tells every key there is, where it belongs, and none that is not."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from allocator.example.figures import load_figures
from allocator.simulation.intake_plan import Intake, Shock
from allocator.simulation.loading import names
from allocator.simulation.scenario import (
    Base,
    Breach,
    Burnout,
    Escalation,
    Hire,
    Line,
    Merger,
    Run,
    Scenario,
    Training,
)
from allocator.simulation.stages import Stage
from allocator.simulation.workforce_plan import WorkforcePlan
from tests.project.pages import named, read, section, tables

PAGE = read("scenarios.md")


@pytest.mark.parametrize(
    ("heading", "records"),
    [
        ("### base", [Base]),
        ("### run", [Run]),
        ("### compare", [Line]),
        ("### intake", [Intake]),
        ("### shock", [Shock]),
        ("### stages", [Stage]),
        ("### workforce", [WorkforcePlan]),
        ("### merger", [Merger]),
        ("### escalation, burnout and breach", [Escalation, Burnout, Breach]),
        ("### hire and training", [Hire, Training]),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_every_key_of_a_part_is_told(
    heading: str, records: list[type[BaseModel]]
) -> None:
    """The tables of a part name its keys, with those of every table and list within it, and no others."""
    told = [
        key
        for table in tables(section(PAGE, heading))
        for row in table[1:]
        for key in named(row[0])
    ]

    keys = {key for record in records for key in _keys(record)}
    assert set(told) == keys


def test_every_part_of_a_file_is_told() -> None:
    """The first table names what may stand at the top of a file."""
    [table] = tables(section(PAGE, "### The file"))
    told = [key for row in table[1:] for key in named(row[0])]

    assert set(told) == {*Scenario.model_fields, "based_on"} - {"name"}
    assert len(told) == len(set(told))


def test_every_scenario_that_ships_is_told() -> None:
    """The page lists what ``allocator scenario list`` lists."""
    [table] = tables(section(PAGE, "## What ships"))

    assert {key for row in table[1:] for key in named(row[0])} == set(names())


def test_what_sibling_groups_make_of_unevenness_is_what_the_page_says() -> None:
    """Households are met by their number and weighed by their children: mean square over mean."""
    sizes = load_figures().cases.households.percent
    mean = sum(int(size) * percent for size, percent in sizes.items())
    square = sum(int(size) ** 2 * percent for size, percent in sizes.items())

    assert f"Sibling groups alone make about {square / mean:.1f} of it" in PAGE


def _keys(record: type[BaseModel]) -> Iterator[str]:
    """The keys of a record and of all records within it."""
    for name, field in record.model_fields.items():
        yield name
        for inner in _records(field.annotation):
            yield from _keys(inner)


def _records(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) in (tuple, dict, Union, UnionType):
        for inner in get_args(kind):
            yield from _records(inner)
