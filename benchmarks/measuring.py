"""``python -m benchmarks.measuring``: how long measuring a very large authority takes, and how much memory."""

import datetime
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import click

from allocator.domain.team import Team
from allocator.example.batch import generate
from allocator.policy.policy import DEFAULT
from allocator.tables.writing import write_batch
from benchmarks.families.batches import AUTHORITY
from benchmarks.rows import machine

# Made so many people at a time, for one example takes longer than in proportion to its size.
_AT_A_TIME = 500
_IN_A_TEAM = 10
_MEGABYTE = 1_000_000
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks-measure.md"
HEADER = (
    "| policy | seconds | of the processor | MB of memory at most | MB of JSON |\n"
    "|---|--:|--:|--:|--:|"
)
PREFACE = """# How long measuring takes

`allocator measure --json`, from reading the files to the last byte, for {workers:,} workers with {held:,} held cases
in a fictional batch of many authorities. Measured on {date} ({machine}), once, each policy in a process of its own, on
a machine that others were using at the time: seconds by the clock include waiting for them, seconds of the processor do
not. Run it yourself with `python -m benchmarks.measuring --page`.

"""


@dataclass(frozen=True)
class Took:
    """What one run of ``allocator measure --json`` took."""

    seconds: float
    processor_seconds: float
    memory_megabytes: float
    output_megabytes: float


@click.command()
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=25_000,
    show_default=True,
    help="People who carry cases; each team of ten has a manager besides.",
)
@click.option(
    "--held",
    type=click.IntRange(0),
    default=400_000,
    show_default=True,
    help="Cases they hold.",
)
@click.option(
    "--policy",
    "policies",
    multiple=True,
    default=(DEFAULT,),
    show_default=True,
    help="May be given several times: each is run by itself.",
)
@click.option("--page/--no-page", default=False, help=f"Write {PAGE.name} in docs.")
def main(workers: int, held: int, policies: tuple[str, ...], page: bool) -> None:
    """Make a fictional batch, measure it in processes of their own, and print what each took."""
    with TemporaryDirectory() as place:
        batch = Path(place) / "batch"
        # Made elsewhere: a process starts with the memory of its parent on its record.
        with ProcessPoolExecutor(1, get_context("spawn")) as elsewhere:
            elsewhere.submit(make, batch, workers, held).result()
        rows = [HEADER]
        for policy in policies:
            took = measured(batch, (policy,), Path(place) / "measured.json")
            rows.append(
                f"| `{policy}` | {took.seconds:.1f} | {took.processor_seconds:.1f} "
                f"| {took.memory_megabytes:,.0f} | {took.output_megabytes:,.0f} |"
            )
            click.echo(rows[-1])
    if page:
        today = datetime.datetime.now(datetime.UTC).date()
        text = PREFACE.format(date=today, machine=machine(), workers=workers, held=held)
        PAGE.write_text(text + "\n".join(rows) + "\n", encoding="utf-8")


def make(folder: Path, workers: int, held: int) -> None:
    """A batch of many fictional authorities, each from a seed of its own."""
    parts = list(_parts(workers, held))
    write_batch(
        Team(
            workers=tuple(one for part in parts for one in part.workers),
            cases=tuple(one for part in parts for one in part.cases),
            reductions=tuple(one for part in parts for one in part.reductions),
            ratings=tuple(one for part in parts for one in part.ratings),
        ),
        folder,
    )


def measured(batch: Path, policies: tuple[str, ...], out: Path) -> Took:
    """What ``allocator measure --json`` takes over a batch, start to end."""
    named = [word for policy in policies for word in ("--policy", policy)]
    command = [sys.executable, "-m", "allocator", "measure", str(batch), "--json"]
    started = monotonic()
    with out.open("wb") as file:
        process = subprocess.Popen([*command, *named], stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
    seconds = monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    # Linux counts it in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Took(
        seconds=seconds,
        processor_seconds=usage.ru_utime + usage.ru_stime,
        memory_megabytes=usage.ru_maxrss * unit / _MEGABYTE,
        output_megabytes=out.stat().st_size / _MEGABYTE,
    )


def _parts(workers: int, held: int) -> Iterator[Team]:
    """Authorities alike in size that together have so many workers and held cases."""
    number = -(-workers // _AT_A_TIME)
    for part in range(number):
        people = _share(workers, part, number)
        made = generate(
            AUTHORITY,
            people,
            waiting=0,
            seed=part + 1,
            held=_share(held, part, number),
            teams=-(-people // _IN_A_TEAM),
        )
        yield _apart(made, f"A{part + 1:03}")


def _share(whole: int, part: int, number: int) -> int:
    """One part of so many that differ by no more than one and come to the whole."""
    return whole * (part + 1) // number - whole * part // number


def _apart(team: Team, mark: str) -> Team:
    """The same with its authority's mark in every id, so that no two authorities share one."""

    def marked(given: str) -> str:
        return f"{mark}-{given}" if given else ""

    return Team(
        workers=tuple(
            worker.changed(
                worker_id=marked(worker.worker_id),
                supervisor_id=marked(worker.supervisor_id),
                team=marked(worker.team),
            )
            for worker in team.workers
        ),
        cases=tuple(
            case.changed(
                case_id=marked(case.case_id),
                group_id=marked(case.group_id),
                worker_id=marked(case.worker_id),
                co_worker_id=marked(case.co_worker_id),
                team=marked(case.team),
                known_worker_ids=tuple(map(marked, case.known_worker_ids)),
                barred_worker_ids=tuple(map(marked, case.barred_worker_ids)),
            )
            for case in team.cases
        ),
        reductions=tuple(
            one.changed(worker_id=marked(one.worker_id)) for one in team.reductions
        ),
        ratings=tuple(
            one.changed(worker_id=marked(one.worker_id)) for one in team.ratings
        ),
    )


if __name__ == "__main__":
    main()
