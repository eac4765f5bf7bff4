"""The page about calibration: words and tables, all from one file of rows."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from allocator.policy.loading import load_policy
from allocator.policy.numbers import numbers
from allocator.policy.policy import DEFAULT
from benchmarks.calibration.speed import SPEED
from benchmarks.calibration.study import AUTHORITY, SCENARIOS
from benchmarks.rows import machine

_PREFACE = """# Calibration, tried on diaries whose true numbers are known

Diaries are drawn from a weighting whose numbers are known, then read as if they were not. Measured on {date}
({machine}), over a fictional batch shaped by {authority}'s published
figures, with the default weighting and its {numbers} numbers. Every row is in `benchmarks/results/{file}`.
Run it yourself with `python -m benchmarks.calibration --page`.

People in these diaries differ in pace by about 12% and in each part of the diary by 8% more, cases that look alike
by 25%; work comes in sittings of 40 minutes on average, in steps of five. True numbers are drawn around the current
ones as far off as the calibration file believes (about 30% for minutes, 15 points for percentages), except where a
row says otherwise.

## Do 90% intervals hold the true number nine times in ten?

"""

_HEADER = (
    "| diaries | sets | people | weeks | true numbers | read | numbers told | proposal's intervals hold | diaries alone"
    " | width | nearer the truth |\n|---|--:|--:|--:|---|---|--:|--:|--:|--:|--:|"
)

_BETWEEN = """
*Numbers told* are those seen with at least five people and told apart from all others. *Proposal's intervals hold* is
the share of their intervals that hold the true number, with its standard error over so many sets of diaries; 90% is
what they promise. *Diaries alone* is the same for the estimates without any belief. *Width* is how wide the middle
interval is, in percent of the number. *Nearer the truth* is how much of the distance between the current and the true
numbers the proposal takes away.

## Where it fails, and by how much
"""

_WHERE = (
    "| diaries | numbers not told apart | of these, intervals hold | intervals of their sums hold"
    " | seen with fewer than five people: hold |\n|---|--:|--:|--:|--:|"
)


def text(rows: Sequence[dict[str, str]], place: Path) -> str:
    """The page, from the rows alone."""
    studied = [row for row in rows if row["scenario"] in SCENARIOS]
    studied.sort(key=lambda row: [*SCENARIOS].index(row["scenario"]))
    preface = _PREFACE.format(
        date=place.name[:10],
        machine=machine(),
        authority=AUTHORITY,
        numbers=len(numbers(load_policy(DEFAULT).weighting)),
        file=place.name,
    )
    lines = [preface + _HEADER]
    for row in studied:
        said = SCENARIOS[row["scenario"]].said
        lines.append(
            f"| {said} | {row['diaries']} | {row['people']} | {row['weeks']} | {row['truth']} | {row['parts']} |"
            f" {_whole(row['numbers'])}"
            f" | {row['held_percent']} ± {row['error_of_that']}% | {row['alone_percent']}% |"
            f" {_whole(row['width_percent'])}%"
            f" | {_whole(row['closer_percent'])}% |"
        )
    lines += [_BETWEEN, _WHERE]
    for row in studied:
        said = SCENARIOS[row["scenario"]].said
        lines.append(
            f"| {said} | {_whole(row['entangled_numbers'])} | {_shown(row['entangled_percent'])}"
            f" | {_shown(row['sums_percent'])} | {_shown(row['few_people_percent'])} |"
        )
    lines += ["", *_failings(studied)]
    if timed := [row for row in rows if row["scenario"] == SPEED]:
        lines += ["", *_times(timed)]
    return "\n".join(lines) + "\n"


def _failings(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """What the numbers amount to, said from the numbers."""
    outside = [row for row in rows if not 85 <= float(row["held_percent"]) <= 95]
    inside = [row for row in rows if row not in outside]
    names = ", ".join(SCENARIOS[row["scenario"]].said for row in inside)
    yield f"* The proposal's intervals hold between 85% and 95% of the time with: {names or 'none of these'}."
    for row in outside:
        off = (
            "too seldom"
            if float(row["held_percent"]) < 85
            else "more often than they promise"
        )
        yield f"* With {SCENARIOS[row['scenario']].said} they hold {off}: {row['held_percent']}%."
    alone = [row for row in rows if float(row["alone_percent"]) < 85]
    if alone:
        names = ", ".join(SCENARIOS[row["scenario"]].said for row in alone)
        yield (
            "* Diaries alone promise more than they hold (under 85%) with: "
            f"{names}. Drawing few people anew shows too little of how much they differ; the proposal's"
            " intervals are for use."
        )
    yield (
        "* Numbers that cannot be told apart are drawn towards the current ones together: each by itself holds"
        " only because its"
        " interval is nearly as wide as before any diary was read. Their sum is what the diaries know."
    )
    yield (
        "* None of this tries a diary that is wrong for everyone: time that people forget to write down, or"
        " write down for the"
        " wrong case, moves the numbers and no interval shows it."
    )


def _times(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    first = rows[0]
    yield "## How long it takes"
    yield ""
    yield (
        f"{int(first['people']):,} people for {first['weeks']} weeks, {int(first['lines']):,} lines, each"
        " command in a process of"
        " its own from reading the files to the last one written, on a machine that others were using."
    )
    yield ""
    yield "| command | seconds |\n|---|--:|"
    for row in rows:
        yield f"| `allocator {row['command']}` | {row['seconds']} |"


def _whole(number: str) -> str:
    return f"{float(number):.0f}"


def _shown(number: str) -> str:
    return "none" if number == "nan" else f"{number}%"
