"""``python -m benchmarks.simulating``: how long simulated weeks take, and how that grows with weeks and with cases."""

import datetime
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic, process_time
from typing import NamedTuple

import click

from allocator.simulation.asked import asked
from allocator.simulation.crews import crew
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import Plan, plan
from allocator.simulation.replication import replicate
from allocator.simulation.running import run
from allocator.simulation.scenario import Base, Scenario
from allocator.solvers.catalogue import ENGINE
from benchmarks.families.batches import AUTHORITY
from benchmarks.files import write_whole
from benchmarks.rows import machine

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks-simulate.md"
# The size that one authority is asked for: case holders, cases held and children referred in a week.
PEOPLE, HELD, REFERRED = 120, 1850, 65.0
_IN_A_TEAM = 10
SIZES, LENGTHS = (15, 30, 60, 120), (13, 26, 52, 104)
# Weeks of the runs that differ in size.
WEEKS = 13
PREFACE = """# How long simulating takes

One run of one line, allocated by the engine, in one process; seconds are of the processor. Measured on {date}
({machine}), once, on a machine that others were using at the time. Run it yourself with
`python -m benchmarks.simulating --page`.
"""
BY_SIZE = """Fictional teams of ten like those of {authority}: {held:,} cases held and {referred:g} children
referred a week for every {people} people who carry cases, in the world of `steady-state`. That is more than they can
take, so cases pile up, and every meeting has more to decide than the one before.
"""
BY_LENGTH = (
    "The shipped team in the scenario `steady-state`, where as many cases end as begin."
)


class Measured(NamedTuple):
    """One run: how large and long it was, how many cases it had in all, and what it took."""

    people: int
    weeks: int
    cases: int
    seconds: float


@click.command()
@click.option("--page/--no-page", default=False, help=f"Write {PAGE.name} in docs.")
def main(page: bool) -> None:
    """Simulate teams of several sizes for several lengths of time, and print what each took."""
    by_size = [measured(authority(people, WEEKS)) for people in SIZES]
    by_length = [measured(engine_alone(weeks)) for weeks in LENGTHS]
    parts = [
        _preface(),
        "## With the number of cases",
        BY_SIZE.format(
            authority=AUTHORITY, held=HELD, referred=REFERRED, people=PEOPLE
        ).strip(),
        grown(by_size, [one.cases for one in by_size], "cases"),
        "## With the number of weeks",
        BY_LENGTH,
        grown(by_length, [one.weeks for one in by_length], "weeks"),
        "## One authority for a year",
        _year(),
        "## A meeting-sized team, many runs",
        _meeting(),
    ]
    text = "\n\n".join(parts) + "\n"
    click.echo(text)
    if page:
        write_whole(PAGE, text)


def engine_alone(weeks: int) -> Scenario:
    """The steady state for some weeks, allocated by the engine only."""
    usual = asked(load_scenario("steady-state"), weeks=weeks)
    (line, *_) = (line for line in usual.compare if line.solver == ENGINE)
    return usual.changed(compare=(line,))


def authority(people: int, weeks: int) -> Scenario:
    """The same world for teams of some size, with the cases and referrals of one authority for each of them."""
    usual, share = engine_alone(weeks), people / PEOPLE
    base = Base(
        authority=AUTHORITY,
        workers=people,
        held=round(HELD * share),
        teams=max(1, people // _IN_A_TEAM),
    )
    intake = usual.intake.changed(referrals_per_week=REFERRED * share)
    return usual.changed(base=base, intake=intake)


def measured(scenario: Scenario) -> Measured:
    """What one run takes."""
    ready = plan(scenario)
    # Whatever is imported or made once is no part of it.
    replicate(_short(ready), 0, 1)
    started = process_time()
    history = replicate(ready, 0, 1)
    took = process_time() - started
    people = sum(worker.carries_cases for worker in ready.team.workers)
    return Measured(people, scenario.run.weeks, len(history.cases), took)


def grown(rows: Sequence[Measured], by: Sequence[int], what: str) -> str:
    """The runs as a table, and the power of what differs between them that their time grows with."""
    power = exponent(by, [row.seconds for row in rows])
    return "\n".join(
        [
            *_table(rows),
            "",
            f"Time grows as the number of {what} to the power of {power:.2f}.",
        ]
    )


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The slope of the straight line through both in logarithms: 1 is growth in proportion."""
    x, y = [math.log(size) for size in sizes], [math.log(took) for took in seconds]
    middle, height = sum(x) / len(x), sum(y) / len(y)
    spread = sum((one - middle) ** 2 for one in x)
    return (
        sum((one - middle) * (other - height) for one, other in zip(x, y, strict=True))
        / spread
    )


def _table(rows: Sequence[Measured]) -> Iterator[str]:
    yield "| case holders | weeks | cases in all | seconds | milliseconds a week |"
    yield "|--:|--:|--:|--:|--:|"
    for row in rows:
        a_week = 1000 * row.seconds / row.weeks
        yield (
            f"| {row.people} | {row.weeks} | {row.cases:,} | {row.seconds:.1f} | {a_week:.0f} |"
        )


def _preface() -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    return PREFACE.format(date=today, machine=machine()).strip()


def _year() -> str:
    return "\n".join(_table([measured(authority(PEOPLE, 52))]))


def _meeting() -> str:
    """The scenario that is promised in under three minutes, on two processes, by the clock."""
    ready = plan(load_scenario("winter-surge"))
    runs = range(1, ready.scenario.run.replications + 1)
    started = monotonic()
    with crew(2) as everyone:
        history = run(ready, runs, everyone)
    took = monotonic() - started
    lines = len(ready.courses)
    return (
        f"`winter-surge`, {ready.scenario.run.weeks} weeks, {len(runs)} runs of each of {lines} lines on two\n"
        f"processes: {took:.0f} seconds by the clock, {1000 * took / len(history.weeks):.0f} milliseconds for each of "
        f"{len(history.weeks):,} weeks."
    )


def _short(ready: Plan) -> Plan:
    """The same for a single week."""
    return plan(ready.scenario.changed(run=ready.scenario.run.changed(weeks=1)))


if __name__ == "__main__":
    main()
