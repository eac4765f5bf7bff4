"""The reference pages say everything there is to say, and nothing that is not so."""

import ast
import csv
import io
import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest
from pydantic import BaseModel

from allocator import allocate, errors, load_policy, read_batch, shipped
from allocator.cli.lazily import Lazily
from allocator.cli.main import COMMANDS, EXIT_CODES, command, main
from allocator.domain import (
    account,
    backtest,
    combined,
    frontier,
    plans,
    simulated,
    staffing,
    survey,
    trends,
    weighed,
)
from allocator.domain.flag import Flag
from allocator.pipeline import measure
from allocator.report import files, measured, measured_files, policy_changes
from allocator.report import tables as report_tables
from allocator.report.outcome import Outcome
from allocator.simulation.rows import KINDS
from allocator.tables.contents import Batch
from tests.project.pages import (
    DOCS,
    PAGES,
    ROOT,
    first_column,
    named,
    read,
    section,
    tables,
)

_OUTPUT = read("output.md")
_REFERENCE = read("commands.md")
_ANSWERS = str(shipped.folder("scenarios", "evidence") / "survey.csv")
_WEEK = str(shipped.folder("scenarios", "evidence", "weeks") / "2026-10-19")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """The proposal for the team that ships for one meeting."""
    policy = load_policy()
    batch = read_batch(shipped.folder("scenarios", "teams", "meeting"), policy)
    return allocate(batch, policy)


@pytest.fixture(scope="module")
def written(outcome: Outcome) -> dict[str, bytes]:
    """Its files, by name."""
    return files.rendered(outcome)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_section(name: str) -> None:
    """A command has a place of its own, with an example, and is in the list at the top."""
    said = section(_REFERENCE, f"## {name}")

    assert f"$ allocator {name}" in said
    assert f"[`{name}`](#{name})" in first_column_of_links(_REFERENCE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    """Each option has a row, in the command's own section or among those that commands share, with its default."""
    for told, headings in _told(name):
        rows = {
            shown.split()[0]: row
            for heading in headings
            for table in tables(section(_REFERENCE, heading))
            for row in table[1:]
            for shown in named(row[0])
        }
        for option in _options(told):
            row = rows[option.opts[0]]
            if option.show_default and isinstance(option.default, int | float | str):
                assert _default(option.default) in (cell.strip("`") for cell in row)


def test_every_option_that_is_told_exists() -> None:
    """No page speaks of an option that is gone."""
    known = {
        name for one in COMMANDS for option in _options(command(one)) for name in option.opts
    } | {"--help", "--version"}  # fmt: skip

    for path in PAGES:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "allocator" in line or path.name == "commands.md":
                told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", line))
                assert told <= known, f"{path.name}: {line}"


def test_every_exit_code_is_told() -> None:
    """The table of exit codes has each of them: those of help, and 1 for a fault in the program."""
    [table] = tables(section(_REFERENCE, "### Exit codes"))

    told = [int(row[0]) for row in table[1:]]
    in_help = [int(code) for code in re.findall(r"^  (\d+) ", EXIT_CODES, re.MULTILINE)]
    of_errors = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.AllocatorError)
    }
    assert told == sorted({*in_help, 1})
    assert of_errors <= set(told)


def test_every_error_is_told() -> None:
    """Whoever calls the package from Python knows what to catch."""
    kinds = {
        kind.__name__
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.AllocatorError)
    } - {"Faulty"}

    assert [kind for kind in kinds if f"`{kind}`" not in _REFERENCE] == []


@pytest.mark.parametrize(
    ("heading", "number", "record"),
    [
        ("## proposal.json", 0, account.Account),
        ("### policy", 0, account.PolicyName),
        ("### assignments", 0, account.Assignment),
        ("### assignments", 1, account.RunnerUp),
        ("### unallocated", 0, account.Unallocated),
        ("### moves", 0, account.Move),
        ("### workers", 0, account.WorkerAccount),
        ("### measures", 0, account.Measures),
        ("## explain --json", 0, account.Explanation),
        ("## explain --json", 1, account.Priced),
        ("## policies explain --json", 0, weighed.Weighed),
        ("## policies explain --json", 1, weighed.WeighedTerm),
        ("## policies explain --json", 2, weighed.NumberSource),
        ("## compare --json", 1, account.Compared),
        ("## backtest --json", 0, backtest.Backtest),
        ("## backtest --json", 1, backtest.Overall),
        ("## backtest --json", 2, backtest.BatchTested),
        ("## backtest --json", 3, backtest.WorkerTested),
        ("## backtest --json", 4, backtest.CaseTested),
        ("## plans --json", 0, plans.Plans),
        ("## plans --json", 1, plans.Plan),
        ("## plans --json", 2, plans.CasePlanned),
        ("## survey report --json", 0, survey.Survey),
        ("## survey report --json", 1, survey.Wave),
        ("## survey report --json", 2, survey.Change),
        ("## combined --json", 0, combined.Combined),
        ("## combined --json", 1, combined.TeamPlace),
        ("## combined --json", 2, combined.PersonPlace),
        ("## trends --json", 0, trends.Trends),
        ("## trends --json", 1, trends.Week),
        ("## trends --json", 2, trends.Tally),
        ("## frontier --json", 0, frontier.Frontier),
        ("## frontier --json", 1, frontier.Point),
        ("## simulate --json", 0, simulated.Simulated),
        ("## simulate --json", 1, simulated.ScenarioName),
        ("## simulate --json", 2, simulated.Precision),
        ("## simulate --json", 3, simulated.LineTold),
        ("## simulate --json", 4, simulated.PolicyFrom),
        ("## simulate --json", 5, simulated.Interval),
        ("## simulate --json", 6, simulated.Wait),
        ("## simulate --json", 7, simulated.Breaking),
        ("## simulate --json", 8, simulated.Fan),
        ("## simulate --json", 9, simulated.Difference),
        ("## staffing --json", 0, staffing.Staffing),
        ("## staffing --json", 1, staffing.Kind),
        ("## staffing --json", 2, staffing.Tried),
        ("## staffing --json", 3, staffing.NextStep),
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


def test_every_field_of_what_is_excluded_and_would_help_is_told() -> None:
    """The fields within a case that waits are told in its rows."""
    said = section(_OUTPUT, "### unallocated")

    for record in (account.Excluded, account.Unblock):
        assert [name for name in record.model_fields if f"`{name}`" not in said] == []


def test_every_change_is_told() -> None:
    """A program that reads what would help knows every kind of it."""
    told = first_column(tables(section(_OUTPUT, "### unallocated"))[1])

    assert sorted(told) == sorted(_changes())


def test_every_field_of_what_is_measured_is_told() -> None:
    """The tables of ``measure --json`` are what it prints."""
    batch = _flagged(read_batch(shipped.folder("scenarios", "teams", "meeting")))
    policy, points = load_policy("combined"), load_policy("children-100-points")
    # One that asks for everything a weighting may ask for.
    weighting = policy.weighting.changed(worker_terms=points.weighting.worker_terms[:1])
    policy = policy.changed(weighting=weighting)
    document = measured.document(measure(batch, policy))

    said = section(_OUTPUT, "## measure --json")

    whole, worker, case = tables(said)
    assert [row[0].strip("`") for row in whole[1:]] == list(document)
    assert first_column(worker) == list(document["workers"][0])
    assert first_column(case) == list(document["cases"][0])
    assert [n for n in document["cases"][0]["terms"][0] if f"`{n}`" not in said] == []


def test_every_field_of_measures_side_by_side_is_told() -> None:
    """The tables of several policies are what is printed and written for them."""
    batch = read_batch(shipped.folder("scenarios", "teams", "meeting"))
    names = ("caseload-count", "combined")
    sides = {name: measure(batch, load_policy(name)) for name in names}
    document = json.loads(b"".join(measured.json_parts(sides)))

    whole, worker = tables(section(_OUTPUT, "## measure --json, several policies"))
    assert first_column(whole) == list(document)
    assert first_column(worker) == list(document["workers"][0])
    [table] = tables(section(_OUTPUT, "### measure.csv"))
    one = {"POLICY": measure(_flagged(batch), load_policy("combined"))}
    written = measured_files.rendered(one)
    heading = next(csv.reader(io.StringIO(written["measure.csv"].decode("utf-8-sig"))))
    assert first_column(table) == heading
    assert [name for name in written if f"`{name}`" not in _REFERENCE] == []
    assert [name for name in written if name not in _OUTPUT] == []


def test_every_field_of_a_difference_is_told() -> None:
    """The tables of ``policies diff --json`` are what it prints."""
    policies = [load_policy(name) for name in ("caseload-count", "children-workload")]
    document = json.loads(policy_changes.json_text(*policies))

    whole, difference = tables(section(_OUTPUT, "## policies diff --json"))
    assert [name for row in whole[1:] for name in named(row[0])] == list(document)
    assert [name for row in difference[1:] for name in named(row[0])] == list(
        document["differences"][0]
    )


def test_every_column_is_told(written: dict[str, bytes]) -> None:
    """The table of each CSV file has its columns, in their order."""
    for name in ("allocations.csv", "workload.csv", "unallocated.csv"):
        heading = next(csv.reader(io.StringIO(written[name].decode("utf-8-sig"))))

        [table] = tables(section(_OUTPUT, f"### {name}"))
        assert first_column(table) == heading


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("survey.csv", ("survey", "report", _ANSWERS, "--told-as-of", "2026-10-19")),
        ("combined.csv", ("combined", _WEEK, "--answers", _ANSWERS, "--told-as-of", "2026-10-19")),
        ("trends.csv", ("trends", _WEEK)),
    ],
)  # fmt: skip
def test_every_column_of_what_staff_say_is_told(
    name: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    """The table of each file that lays people's answers or weeks out has its columns, in their order."""
    asked = () if name == "trends.csv" else ("--questionnaire", "full")
    with pytest.raises(SystemExit) as ended:
        main([*arguments, *asked, "--out", str(tmp_path)])

    assert ended.value.code == 0
    with (tmp_path / name).open(encoding="utf-8-sig", newline="") as file:
        heading = next(csv.reader(file))
    [table] = tables(section(_OUTPUT, f"### {name}"))
    assert first_column(table) == heading
    written = [path.name for path in tmp_path.iterdir()]
    assert [one for one in written if f"`{one}`" not in _REFERENCE] == []


def test_every_column_of_moves_is_told(outcome: Outcome) -> None:
    """The table of moves.csv has its columns, in their order."""
    heading = next(
        csv.reader(io.StringIO(report_tables.moves(outcome).lstrip("\ufeff")))
    )

    [table] = tables(section(_OUTPUT, "### moves.csv"))
    assert first_column(table) == heading


def test_every_column_of_a_history_is_told() -> None:
    """The table of each file of a history has its columns, in their order."""
    for kind in KINDS:
        [table] = tables(section(_OUTPUT, f"### {kind.file}"))

        assert first_column(table) == [*kind.row._fields]


def test_every_sheet_is_told(written: dict[str, bytes]) -> None:
    """The table of the workbook has its sheets, each with its columns."""
    with warnings.catch_warnings():
        # Data bars are an extension that this reader does not know.
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(written["proposal.xlsx"]))

    [table] = tables(section(_OUTPUT, "## proposal.xlsx"))

    assert first_column(table) == book.sheetnames
    for row in table[1:]:
        sheet = book[row[0].strip("`")]
        if sheet.title == "Summary":
            continue
        heading = [cell.value for cell in sheet[1] if cell.value]
        missing = [name for name in heading if name not in row[2]]
        assert missing in ([], ["Minutes a week"]), sheet.title


def test_every_file_is_told(written: dict[str, bytes]) -> None:
    """Both the page of commands and the page of output name each file that is written."""
    assert [name for name in written if f"`{name}`" not in _REFERENCE] == []
    assert [name for name in written if name not in _OUTPUT] == []


def test_the_mathematics_tells_every_rule() -> None:
    """No rule of a policy is missing from the page that says what is computed."""
    said = (DOCS / "mathematics.md").read_text(encoding="utf-8")

    assert [name for name in load_policy().rules if f"`{name}`" not in said] == []


def test_the_mathematics_states_the_numbers_that_ship() -> None:
    """The page shows the formulas with the numbers of the default policy, so it changes when they do."""
    said = (DOCS / "mathematics.md").read_text(encoding="utf-8")
    priorities = load_policy().priorities
    worth = priorities.trade_offs.model_dump() | {
        "development": -priorities.trade_offs.development
    }

    for name, points in worth.items():
        assert f"| `{name}` ({points}) |".replace("-", "−") in said
    weights = ", ".join(str(n) for n in priorities.unplaced.model_dump().values())
    assert f"`[unplaced]` weights of its cases ({weights})" in said
    limits = [f"{one.weight} from {one.from_percent}%" for one in priorities.over_safe]
    assert all(limit in " ".join(said.split()) for limit in limits)
    balance = priorities.balance
    assert f"`step_percent` ({balance.step_percent})" in said
    assert f"`recent_intake_percent` ({balance.recent_intake_percent}%)" in said


def _flagged(batch: Batch) -> Batch:
    """The batch with a flag about somebody in it."""
    flag = Flag(worker_id=batch.team.workers[0].worker_id, flag="sustained_overload")
    return replace(batch, team=batch.team.changed(flags=(flag,)))


def first_column_of_links(page: str) -> list[str]:
    """The links that stand first in the rows of a page's tables."""
    return [row[0] for table in tables(page) for row in table[1:]]


def _told(name: str) -> Iterator[tuple[click.Command, list[str]]]:
    """A command, or each of its verbs where these have sections of their own, and the headings that tell of it."""
    found, shared = command(name), "### Options"
    own = f"### {name}: options"
    if own not in _REFERENCE.splitlines():
        yield found, [shared, f"## {name}"]
        return
    assert isinstance(found, Lazily)
    for verb in found.commands:
        yield found.whole(verb), [shared, own, f"### {name} {verb}"]


def _options(found: click.Command) -> list[click.Option]:
    below: list[click.Command] = []
    if isinstance(found, Lazily):
        below = [found.whole(name) for name in found.commands]
    elif isinstance(found, click.Group):
        below = list(found.commands.values())
    own = [one for one in found.params if isinstance(one, click.Option)]
    return own + [option for one in below for option in _options(one)]


def _default(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _changes() -> set[str]:
    """Every kind of change that the code can suggest, read from the code."""
    found: set[str] = set()
    for path in (
        *(ROOT / "allocator" / "explain").glob("*.py"),
        *(ROOT / "allocator" / "pipeline").glob("*.py"),
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in ("Change", "Unblock"):
                given = [
                    *node.args[1:2],
                    *(k.value for k in node.keywords if k.arg == "change"),
                ]
                found |= {
                    part.value
                    for part in given
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return found
