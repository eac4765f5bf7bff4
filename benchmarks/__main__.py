"""``python -m benchmarks``: measure, keep the rows in one file a day, make the page from them."""

import datetime
import json
import os
from pathlib import Path

import click

from allocator.errors import AllocatorError
from allocator.problem.posed import Cost
from allocator.solvers.catalogue import ENGINE
from benchmarks.page import PAGE, write_page
from benchmarks.peers import NAMES
from benchmarks.plan import FULL, PARTS, QUICK, Choice, requests
from benchmarks.process import Request
from benchmarks.recipe import PUBLIC, Recipe, build
from benchmarks.rows import Row
from benchmarks.run import run
from benchmarks.suite import RESULTS, carry_out

FOLDER = "ALLOCATOR_INSTANCES"


@click.group(invoke_without_command=True)
@click.option(
    "--part",
    "parts",
    type=click.Choice(PARTS),
    multiple=True,
    help="Default: all four.",
)
@click.option(
    "--family", "families", multiple=True, metavar="NAME", help="Only these families."
)
@click.option(
    "--size", "sizes", multiple=True, metavar="SIZE", help="Only these sizes, as 30x60."
)
@click.option(
    "--solver",
    "solvers",
    type=click.Choice(NAMES),
    multiple=True,
    help="Only these solvers.",
)
@click.option(
    "--seeds",
    type=click.IntRange(1),
    help="Instances of each size, instead of the plan's.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    help="Time for each run, instead of the plan's.",
)
@click.option("--quick", is_flag=True, help="A few minutes of everything.")
@click.option(
    "--plan",
    "only_plan",
    is_flag=True,
    help="Say what would run, and for how long at most.",
)
@click.option(
    "--instances",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar=FOLDER,
    help=f"Folder of public instances, with gap/ and nursing/ inside. Default: what {FOLDER} names.",
)
@click.option(
    "--page/--no-page",
    default=False,
    help="Make docs/benchmarks.md and its plots afterwards.",
)
@click.pass_context
def main(
    context: click.Context,
    parts: tuple[str, ...],
    families: tuple[str, ...],
    sizes: tuple[str, ...],
    solvers: tuple[str, ...],
    seeds: int | None,
    seconds: float | None,
    quick: bool,
    only_plan: bool,
    instances: Path | None,
    page: bool,
) -> None:
    """Measure the engine against the practice, against other solvers and on public instances.

    One run after the other, never two at once. Rows go to benchmarks/results, one file a day; a run that is repeated
    takes the place of its row, so the suite can be run piece by piece.
    """
    if context.invoked_subcommand:
        return
    if instances is None and "public" in parts:
        raise click.UsageError(
            f"Name the folder of public instances with --instances or {FOLDER}."
        )
    choice = Choice(parts, families, sizes, solvers, seconds, seeds)
    asked = requests(QUICK if quick else FULL, choice, instances)
    if not asked:
        raise click.UsageError(
            "Nothing in the plan is like that; --plan without more shows all of it."
        )
    at_most = sum(request.seconds for request in asked) / 60
    click.echo(
        f"{len(asked)} runs, at most {at_most:.0f} minutes of solving.", err=True
    )
    if instances is None:
        click.echo(
            f"No public instances: neither --instances nor {FOLDER} names a folder.",
            err=True,
        )
    if only_plan:
        for request in asked:
            click.echo(
                f"{request.recipe.name}, seed {request.recipe.seed}: {request.solver}, {request.seconds:g} s"
            )
        return
    written = carry_out(
        asked, RESULTS / f"{_today()}.csv", lambda row: click.echo(_said(row), err=True)
    )
    click.echo(f"Rows are in {written}.", err=True)
    if page:
        _make_page(written)


@main.command("instance")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--family", type=click.Choice(list(PUBLIC)), required=True)
@click.option(
    "--time",
    "seconds",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds.",
)
@click.option(
    "--solver", "name", type=click.Choice(NAMES), default=ENGINE, show_default=True
)
@click.option("--threads", type=click.IntRange(1), default=2, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def one_instance(
    path: Path,
    family: str,
    seconds: float,
    name: str,
    threads: int,
    seed: int,
    as_json: bool,
) -> None:
    """Solve one public instance by hand."""
    recipe = Recipe("public", family, path.stem, 1, str(path.resolve()))
    try:
        instance = build(recipe)
    except AllocatorError as error:
        raise click.ClickException(str(error)) from error
    row = run(Request(recipe, name, seconds, threads, seed=seed), instance).row
    said = {
        "instance": path.stem,
        "family": family,
        "solver": name,
        "status": row.status,
        "cost": _in_one(row.cost),
        "bound": _in_one(row.bound),
        "seconds": row.seconds,
        "best_known": row.best_known,
    }
    if as_json:
        click.echo(json.dumps(said))
        return
    for key, value in said.items():
        click.echo(f"{key}: {'unknown' if value is None else value}")
    if row.note:
        click.echo(f"note: {row.note}")


@main.command("page")
@click.argument(
    "rows", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
def make_page(rows: Path | None) -> None:
    """Make docs/benchmarks.md and its plots from a file of rows, the newest if none is named."""
    newest = max(RESULTS.glob("????-??-??.csv"), default=None)
    if rows is None and newest is None:
        raise click.UsageError("There are no rows yet: run python -m benchmarks first.")
    _make_page(rows or newest)  # type: ignore[arg-type]  # one of them is there


def _make_page(rows: Path) -> None:
    write_page(rows)
    click.echo(f"{os.path.relpath(PAGE)} is made from {rows.name}.", err=True)


def _in_one(cost: Cost | None) -> int | None:
    """Public instances have one goal; where not all is placed, no number stands for the cost."""
    return None if cost is None or cost.unplaced or cost.unsafe else cost.blended


def _said(row: Row) -> str:
    reached = "" if row.cost is None else f", {tuple(row.cost)}"
    note = f" ({row.note})" if row.note else ""
    return f"{row.family} {row.size} {row.seed} {row.solver}: {row.status}{reached}, {row.seconds or 0:.2f} s{note}"


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


if __name__ == "__main__":
    main(prog_name="python -m benchmarks")
