"""The pages about weekly running tell every field and column, and what they say of operations can be set up."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

from allocator.cli.main import command
from allocator.domain import fairness, waiting, week, weekly
from allocator.tables.table import Table
from allocator.tables.weekly_columns import CHARACTERISTICS, DECISIONS, ROTA
from tests.project.pages import DOCS, first_column, read, section, tables
from tests.weekly.boxes import SECOND, Boxes

_OUTPUT = read("output.md")
_UNITS = DOCS / "operations"


@pytest.mark.parametrize(
    ("heading", "number", "record"),
    [
        ("### status.json", 0, weekly.Status),
        ("### status.json", 1, weekly.BatchStatus),
        ("### changes.json", 0, weekly.Changes),
        ("### changes.json", 1, weekly.Change),
        ("### changes.json", 2, weekly.Followed),
        ("### week.json", 0, week.Week),
        ("### week.json", 1, week.WeekCase),
        ("### week.json", 2, week.WeekWorker),
        ("### waiting.json", 0, waiting.WaitingList),
        ("### waiting.json", 1, waiting.WaitingCase),
        ("### waiting.json", 2, waiting.Blocked),
        ("### fairness.json", 0, fairness.Fairness),
        ("### fairness.json", 1, fairness.WorkerTurns),
        ("### equality.json", 0, fairness.Equality),
        ("### equality.json", 1, fairness.GroupTold),
    ],
    ids=lambda part: part.__name__ if isinstance(part, type) else str(part),
)
def test_every_field_is_told(
    heading: str, number: int, record: type[BaseModel]
) -> None:
    """Each field of a document has its row, in the order in which it is printed."""
    table = tables(section(_OUTPUT, heading))[number]

    assert first_column(table) == [
        field.alias or name for name, field in record.model_fields.items()
    ]


def test_every_column_and_file_is_told(tmp_path: Path) -> None:
    """The table of each CSV file has its columns, and the page of the weekly run every file of a week."""
    boxes = Boxes(tmp_path)
    boxes.put("first")
    boxes.put("second", SECOND)
    boxes.run()
    folder = boxes.outbox / "2026-09-21"

    for name in ("changes.csv", "followed.csv", "waiting.csv"):
        text = (folder / name).read_text(encoding="utf-8-sig")
        heading = next(csv.reader(io.StringIO(text)))
        [table] = tables(section(_OUTPUT, f"### {name}"))
        assert first_column(table) == heading
    said = section(read("weekly.md"), "## What lies in a week's folder")
    told = {name for table in tables(said) for name in first_column(table)}
    assert told == {path.name for path in folder.iterdir()}


def test_every_reason_and_result_is_told() -> None:
    """Whoever reads the status by program knows every word it may say."""
    said = section(_OUTPUT, "### status.json")

    for words in (weekly.Result, weekly.Why):
        assert [
            word for word in get_args(words) if word and f"`{word}`" not in said
        ] == []


@pytest.mark.parametrize(
    "table", [DECISIONS, ROTA, CHARACTERISTICS], ids=lambda one: str(one.name)
)
def test_every_column_that_is_read_is_told(table: Table) -> None:
    """The guide has the files that are read beside a batch, with what a blank cell means."""
    said = section(read("columns.md"), f"### {table.name}")

    [told] = tables(said)
    assert table.meaning in said
    assert [row[0].strip("`") for row in told[1:]] == [*table.column]
    for row, column in zip(told[1:], table.columns, strict=True):
        assert row[1:] == [
            "yes" if column.required else "",
            column.kind.label,
            column.meaning,
            column.blank,
        ]


@pytest.mark.parametrize(
    "name", ["case-allocator-weekly.service", "case-allocator.cron", "Containerfile"]
)
def test_what_a_machine_is_told_to_run_is_a_command(name: str) -> None:
    """The command line in each file has folders and options that the command takes."""
    text = (_UNITS / name).read_text(encoding="utf-8")
    if name == "Containerfile":
        [given] = re.findall(r'^CMD \["weekly", (.*)\]$', text, re.MULTILINE)
        words = [word.strip(' "') for word in given.split(",")]
    else:
        [given] = re.findall(r"^[^#\n]*bin/allocator weekly (.*)$", text, re.MULTILINE)
        words = given.split()
    weekly_run = command("weekly")

    context = weekly_run.make_context("weekly", words)

    assert context.params["policy_name"] == "children-workload"
    assert {
        str(context.params[box]).rsplit("/", 1)[-1] for box in ("inbox", "outbox")
    } == {"inbox", "outbox"}
    assert isinstance(weekly_run, click.Command)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_the_units_are_sound(tmp_path: Path) -> None:
    """Systemd reads both units without a word, but for the program that is not installed here."""
    for path in _UNITS.glob("case-allocator-weekly.*"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(
            text.replace("/opt/case-allocator/bin/allocator", "/bin/true")
        )
    units = sorted(str(path) for path in tmp_path.iterdir())

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_crontab_is_sound() -> None:
    """Five times, a user and a command, as a file of cron.d has them; no percent sign, which ends a line there."""
    lines = [
        line
        for line in (_UNITS / "case-allocator.cron").read_text().splitlines()
        if line and not line.startswith("#") and "=" not in line.split()[0]
    ]

    assert len(lines) == 1
    assert re.match(r"\d+ \d+ \* \* [0-7] case-allocator /\S+ weekly ", lines[0])
    assert "%" not in lines[0]
    assert (_UNITS / "case-allocator.cron").read_bytes().endswith(b"\n")


def test_the_containerfile_is_sound() -> None:
    """Every line is a known instruction, what is copied is there, and the run is by nobody special."""
    text = (_UNITS / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n", " ", text)
    steps = [
        line.split(maxsplit=1)
        for line in joined.splitlines()
        if line and not line.startswith("#")
    ]

    known = {
        "FROM",
        "WORKDIR",
        "COPY",
        "RUN",
        "USER",
        "ENV",
        "VOLUME",
        "ENTRYPOINT",
        "CMD",
    }
    assert {step[0] for step in steps} <= known
    assert [step[1] for step in steps if step[0] == "USER"] == ["case-allocator"]
    assert steps[0][0] == "FROM"
