"""Puts the page together: words first, then tables and plots, all from one file of rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import fill

from allocator.solvers.catalogue import ENGINE
from benchmarks.files import write_whole
from benchmarks.page import drawings, tables, words
from benchmarks.page.weak import weak
from benchmarks.peers import PEERS
from benchmarks.public.best_known import facts
from benchmarks.rows import Row, read_rows
from benchmarks.suite import read_steps

_WHOLE = ("|", "!", "#")
_MARKS = (*_WHOLE, "*")
PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def write_page(place: Path, page: Path = PAGE) -> None:
    """Make the page and its plots from a file of rows."""
    rows = read_rows(place)
    drawn = drawings.drawn(rows, read_steps(place))
    images = page.parent / "images"
    for name in drawings.NAMES:
        if name in drawn:
            write_whole(images / name, drawn[name].svg)
        else:
            # A plot of an earlier run would stand beside rows it does not show.
            (images / name).unlink(missing_ok=True)
    write_whole(page, text(place, rows, drawn))


def text(place: Path, rows: Sequence[Row], drawn: drawings.Drawings) -> str:
    """The whole page."""
    parts = (part for part in _parts(place, rows, drawn) if part)
    return "\n\n".join(map(_wrapped, parts)) + "\n"


def _wrapped(part: str) -> str:
    """Sentences in lines of the usual length; tables, pictures and headings as they are."""
    lines: list[str] = []
    for line in part.splitlines():
        goes_on = line and not line.startswith(_MARKS) and lines and lines[-1]
        if goes_on and not lines[-1].startswith(_WHOLE):
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    return "\n".join(
        line if line.startswith(_WHOLE) else _filled(line) for line in lines
    )


def _filled(line: str) -> str:
    indent = "  " if line.startswith("* ") else ""
    return fill(
        line,
        120,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _parts(place: Path, rows: Sequence[Row], drawn: drawings.Drawings) -> Iterator[str]:
    of = {
        part: [row for row in rows if row.part == part]
        for part in ("practice", "own", "public")
    }
    yield _preface(place, rows)
    yield "## In short\n\n" + words.in_short(rows)
    if of["practice"]:
        yield _PRACTICE
        yield words.head_to_head(rows)
        yield tables.practice(of["practice"])
    if of["own"]:
        yield _OWN
        yield tables.own(of["own"])
        yield _plot(drawn, "benchmark-growth.svg")
        yield _plot(drawn, "benchmark-time.svg")
    known = {row.solver for row in of["own"]}
    if known & set(PEERS):
        yield _PEERS
        yield _plot(drawn, "benchmark-peers.svg")
        shown = [ENGINE, *(name for name in PEERS if name in known)]
        yield tables.peers(of["own"], shown)
    yield from _public(of["public"])
    yield "## Where it is not good, and why\n\n" + weak(rows)
    without = tables.unanswered(rows)
    if without:
        yield f"Runs that ended without an answer, or could not be made at all:\n\n{without}"
    yield _METHOD
    yield _releases(rows)


def _public(rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    yield "## Instances nobody here wrote"
    for family, found in facts().items():
        own = [row for row in rows if row.family == family]
        if own:
            solvers = list(dict.fromkeys(row.solver for row in own))
            yield f"**{found['title']}.** {found['source']}. Cost: {found['cost']}."
            yield tables.public(own, solvers)


def _preface(place: Path, rows: Sequence[Row]) -> str:
    machines = "; ".join(sorted({row.machine for row in rows}))
    return _PREFACE.format(
        date=place.stem, machine=machines, count=len(rows), file=place.name
    )


def _plot(drawn: drawings.Drawings, name: str) -> str:
    return (
        f"![{drawn[name].said}](images/{name})\n\n{drawn[name].said}"
        if name in drawn
        else ""
    )


def _releases(rows: Sequence[Row]) -> str:
    ran = sorted(
        {
            (row.solver, row.release)
            for row in rows
            if row.solver in PEERS and row.release
        }
    )
    if not ran:
        return ""
    return (
        "Releases: "
        + "; ".join(f"`{solver}` {release}" for solver, release in ran)
        + "."
    )


_PREFACE = """# Benchmarks

Measured on {date} ({machine}). Every one of the {count} runs is a row in `benchmarks/results/{file}`; this page and
its plots are made from those rows and never typed. Run it yourself with `python -m benchmarks --page`, or a few minutes
of it with `--quick`; `python -m benchmarks --help` tells the rest.

Every answer was judged before it was counted: on batches of people from the records, elsewhere group by group in
fresh books. A run that ended without an answer is a row too."""

_PRACTICE = """## Against the practice

Batches are fictional and shaped by Rochdale's published figures, one for each seed; none was left out. A meeting is 12
people with 20 waiting cases, an authority 132 people with 70. Figures are medians over the seeds."""

_OWN = """## Close to the best, at any size

Random instances of our own. A *dense* one lets everyone hold every case; *sparse* a tenth of them; *tight* has hardly
more room than work and *overfull* less; *households* have up to four cases and people have case limits; *joint* work
needs a second worker, and supervisors have limits. *Country* is forty authorities as one problem. The others are made
to be awkward: all cases alike, one specialist, no slack at all. *Gap* is how far the cost may be from the best, in
percent of itself, by the first goal that is not settled. *Improvement closed* is how much of the way from the caseload
count to the best bound was gone."""

_PEERS = """## Against other solvers

Everyone had the same instance, the same time and the same two cores, one after the other. Figures are how far each
ended above the best bound that anybody proved; *waits* and *unsafe* mean that a higher goal was missed by so many
points. The other solvers were given our goals one by one in their strict order: a program for each goal, the goals
before it held at what was reached."""

_METHOD = """## How it was measured

* Each solver had a process of its own, ended when its time and thirty seconds were over; memory is the most that
  process and all it started held at once. Rules of thumb ran without one, and their memory is not told.
* Seconds are for solving, from the problem in integers to the answer, on a machine that others may have been using.
* The other solvers' program has one variable for each pair, one for each worker's load, and the curves as stretches of
  load with a price each. None was given a start. CP-SAT and CBC were given two threads; HiGHS and SCIP, which come with
  OR-Tools, chose their own. Time spent making a program counts.
* `network-flow` is networkx's network simplex with cases split between workers, made whole in turn. Timefold proves
  nothing, and starting Java came on top of its time.
* `key-worker` and `level-counts` are public rules, as far as a problem in integers can follow them:
  [mathematics](mathematics.md#the-other-ways) says how.
* Public instances are read from a folder and never shipped. Generalised assignment is put to the engine as cases that
  must all be placed, with nothing to even out. For nursing, how many nurses each zone has is found by dynamic
  programming; each zone is a problem of its own with the square of a nurse's workload as its cost."""
