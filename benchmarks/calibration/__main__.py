"""``python -m benchmarks.calibration``: draw, calibrate, count, and make the page."""

import csv
import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.calibration.page import text
from benchmarks.calibration.speed import SPEED, timed
from benchmarks.calibration.study import SCENARIOS, run
from benchmarks.files import write_whole
from benchmarks.suite import RESULTS

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks-calibration.md"


@click.command()
@click.option(
    "--scenario",
    "names",
    type=click.Choice([*SCENARIOS, SPEED]),
    multiple=True,
    help="Only these. Default: all.",
)
@click.option(
    "--diaries",
    "times",
    type=click.IntRange(2),
    default=40,
    show_default=True,
    help="How often diaries are drawn in each scenario.",
)
@click.option(
    "--draw/--no-draw", "draws", default=True, help="Draw and calibrate at all."
)
@click.option("--page/--no-page", default=False, help=f"Write {PAGE.name} in docs.")
def main(names: tuple[str, ...], times: int, draws: bool, page: bool) -> None:
    """Draw diaries from known numbers, calibrate, and count how many intervals hold the number drawn from.

    Rows go to benchmarks/results; a scenario that is run again takes the place of its row.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    place = RESULTS / f"{today}-calibration.csv"
    for name in (names or [*SCENARIOS, SPEED]) if draws else ():
        fresh = [*timed()] if name == SPEED else [run(name, times)]
        kept_rows = [row for row in _read(place) if row["scenario"] != name]
        kept_rows += [
            {key: str(value) for key, value in vars(row).items()} for row in fresh
        ]
        write_whole(place, _csv(kept_rows))
        click.echo(f"{name}: {fresh[-1]}", err=True)
    if page:
        newest = max(RESULTS.glob("????-??-??-calibration.csv"))
        write_whole(PAGE, text(_read(newest), newest))


def _read(place: Path) -> list[dict[str, str]]:
    if not place.exists():
        return []
    rows = csv.DictReader(io.StringIO(place.read_text(encoding="utf-8")))
    return [{key: value for key, value in row.items() if value} for row in rows]


def _csv(rows: Sequence[dict[str, str]]) -> str:
    names = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    main(prog_name="python -m benchmarks.calibration")
