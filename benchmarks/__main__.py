"""``python -m benchmarks``: every chosen solver on every chosen batch, one dated file of rows, one page."""

import csv
import datetime
import os
import platform
from dataclasses import asdict
from pathlib import Path

import click

from allocator.solvers.catalogue import NAMES
from benchmarks.instances import SIZES, instances
from benchmarks.run import Row, run
from benchmarks.summary import head_to_head, table

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


@click.command()
@click.option(
    "--size",
    "sizes",
    type=click.Choice(list(SIZES)),
    multiple=True,
    default=list(SIZES),
)
@click.option(
    "--solver", "solvers", type=click.Choice(NAMES), multiple=True, default=NAMES
)
@click.option(
    "--seeds",
    type=click.IntRange(1),
    help="Batches of each size. Default: 30 meetings, 5 authorities.",
)
@click.option(
    "--page/--no-page", default=False, help="Write docs/benchmarks.md from this run."
)
def main(
    sizes: tuple[str, ...], solvers: tuple[str, ...], seeds: int | None, page: bool
) -> None:
    """Measure solvers on fictional batches; results go to benchmarks/results, one file a day."""
    rows: list[Row] = []
    for size in sizes:
        for instance in instances(size, seeds):
            for solver in solvers:
                rows.append(run(instance, solver))
                click.echo(
                    f"{size} {instance.seed} {solver}: {rows[-1].status}, {rows[-1].seconds:.2f} s",
                    err=True,
                )
    today = datetime.datetime.now(datetime.UTC).date()
    written = RESULTS / f"{today}.csv"
    RESULTS.mkdir(exist_ok=True)
    with written.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(
            file, [*asdict(rows[0]), "machine"], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows({**asdict(row), "machine": machine()} for row in rows)
    said = f"{table(rows)}\n\n{head_to_head(rows)}"
    click.echo(said)
    if page:
        PAGE.write_text(
            PREFACE.format(date=today, machine=machine(), file=written.name)
            + said
            + "\n",
            "utf-8",
        )


def machine() -> str:
    """What ran it: processor cores, system and Python."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


PREFACE = """# Benchmarks

Measured on {date} ({machine}); every row is in `benchmarks/results/{file}`. Batches are fictional and shaped by
Rochdale's published figures (`allocator example`), one for each seed; none was left out. Every answer was judged from
the records before it was counted. Figures are medians over the seeds. Seconds are for solving alone, on a machine
that others may have been using. Run it yourself with `python -m benchmarks --page`.

"""

if __name__ == "__main__":
    main()
