import csv
import io
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from allocator import shipped
from allocator.domain.compiled import (
    AgreementFound,
    AreaFound,
    AuditAccount,
    CompetencyFound,
    GroupFound,
    How,
    Kind,
    Reading,
    Share,
)
from allocator.domain.piloted import Flag
from allocator.domain.responses import State
from allocator.policy.framework import (
    Agreeing,
    Audit,
    Described,
    Experience,
    FrameworkFile,
    FutureNeed,
    PilotLimits,
    Role,
    Rung,
    Standard,
    Version,
)
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_pilot, skills_responses, skills_tables
from allocator.skills.compiling import compile_audit
from allocator.skills.piloting import pilot
from allocator.skills.responding import responses
from allocator.tables.audit_columns import AGREEMENTS, RATINGS
from allocator.tables.audit_reading import read_audit
from allocator.tables.table import Table
from tests.project.pages import first_column, named, read, section, tables

_PAGE, _OUTPUT = read("skills.md"), read("skills-output.md")


@pytest.mark.parametrize("table", [RATINGS, AGREEMENTS], ids=lambda one: one.name)
def test_every_column_is_told_as_it_is(table: Table) -> None:
    """The page says of each column what the program knows of it."""
    [told] = tables(section(_PAGE, f"### {table.name}"))

    assert told[1:] == [
        [
            f"`{column.name}`",
            "yes" if column.required else "",
            column.kind.label,
            column.meaning,
            column.blank,
        ]
        for column in table.columns
    ]


@pytest.mark.parametrize(
    ("prefix", "record"),
    [
        ("", FrameworkFile),
        ("scale.", Rung),
        ("competencies.NAME.", Described),
        ("roles.NAME.", Role),
        ("standards.NAME.", Standard),
        ("future.", FutureNeed),
        ("experience.NAME.", Experience),
        ("audit.", Audit),
        ("agreeing.", Agreeing),
        ("pilot.", PilotLimits),
        ("versions.", Version),
    ],
    ids=lambda part: part.__name__ if isinstance(part, type) else "",
)
def test_every_key_of_a_framework_is_told(prefix: str, record: type[BaseModel]) -> None:
    """Whoever writes a framework finds each key in one of the two tables, and none that does not exist."""
    rows = [
        *tables(section(_PAGE, "## What a framework says"))[0][1:],
        *tables(section(_PAGE, "## The framework's part in this"))[0][1:],
    ]
    told = {name for row in rows for name in named(row[0])}

    for name in record.model_fields:
        key = prefix + name
        assert key in told or any(one.startswith(f"{key}.") for one in told), key
    if prefix:
        below = {one.removeprefix(prefix) for one in told if one.startswith(prefix)}
        assert below == {*record.model_fields}


def test_what_is_written_where_is_told() -> None:
    """Both the page and the reference name each file that an audit writes."""
    reference = read("commands.md")
    files: list[Any] = [
        "skills.csv", "levels.csv", "prompts.csv", "people.html", "audit.xlsx",
        "audit.html", "audit.json", "competencies.csv", "groups.csv",
        "pilot.html", "pilot.csv", "responses.csv", "ratings.csv",
    ]  # fmt: skip

    assert [name for name in files if f"`{name}`" not in reference] == []


@pytest.mark.parametrize(
    ("heading", "record"),
    [
        ("## audit.json", AuditAccount),
        ("### audit.json: agreement", AgreementFound),
        ("### audit.json: met", Share),
        ("### audit.json: areas", AreaFound),
        ("### audit.json: competencies", CompetencyFound),
        ("### audit.json: groups", GroupFound),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_every_field_is_told(heading: str, record: type[BaseModel]) -> None:
    """Each field of the document has its row, in the order in which it is printed."""
    table = tables(section(_OUTPUT, heading))[0]

    assert first_column(table) == [
        field.alias or name for name, field in record.model_fields.items()
    ]


def test_every_column_is_told() -> None:
    """The tables of the CSV files have their columns, in order."""
    audits = shipped.folder("scenarios", "audits")
    framework = load_framework("children")
    batch = read_audit(audits / "children", framework)
    audited = compile_audit(batch, framework)
    piloted = pilot(read_audit(audits / "pilot", framework), framework)
    written = {
        "competencies.csv": skills_tables.competencies(audited),
        "groups.csv": skills_tables.groups(audited),
        "prompts.csv": skills_tables.prompts(audited),
        "responses.csv": skills_responses.csv(
            responses(batch.workers, batch.answers, framework)
        ),
        "pilot.csv": skills_pilot.csv(piloted, framework),
    }

    for name, text in written.items():
        heading = next(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        [table] = tables(section(_OUTPUT, f"## {name}"))
        assert first_column(table) == heading, name


def test_every_word_for_a_level_and_a_prompt_is_told() -> None:
    """A program that reads them knows every value."""
    for values in (How, Reading, Kind, Flag, State):
        assert [one for one in get_args(values) if f"`{one}`" not in _OUTPUT] == []
