"""Simulated weeks as rows: every measure of every line, waits, breaking points and two CSV tables."""

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from allocator.domain.simulated import Interval, Simulated, within
from allocator.report.simulated_measures import MEASURES, cases_of, figure, words_of
from allocator.report.simulated_ranges import between, gap_between, plain_gap, verdict
from allocator.report.tables import Cell, csv_text
from allocator.report.wording import capital, plain

HEADLINES = (
    "broken_percent", "mean_percent", "over_110_four_weeks_percent", "sd_percent", "waiting",
    "urgent_within_7_days_percent", "skill_match_percent", "changed_worker_percent",
)  # fmt: skip


class Shown(NamedTuple):
    """One number of a table and the interval below it."""

    value: str
    interval: str


class Beside(NamedTuple):
    """How much more the first line has than another, and whether that is better."""

    value: str
    interval: str
    verdict: str


class Row(NamedTuple):
    """One measure: every line's number, and how much more the first has than each other."""

    label: str
    lines: tuple[Shown, ...]
    differences: tuple[Beside, ...]


class WaitRow(NamedTuple):
    """How long cases of one urgency wait under one line."""

    urgency: str
    line: str
    cases: str
    within: tuple[Shown, ...]
    median: str
    p90: str
    still: str


class BreakRow(NamedTuple):
    """When the team breaks under one line."""

    line: str
    broken: str
    interval: str
    by_quarter: str
    by_half: str
    by_three_quarters: str
    never: str


def rows(told: Simulated, names: tuple[str, ...] = ()) -> list[Row]:
    """Measures side by side, those of the names or all; what no line has is left out."""
    known = told.lines[0].measures
    order = [*MEASURES, *(name for name in known if name not in MEASURES)]
    return [
        _row(told, name)
        for name in names or order
        if any(
            line.measures.get(name) and line.measures[name].value is not None
            for line in told.lines
        )
    ]


def waits(told: Simulated) -> list[WaitRow]:
    """Waits by urgency, the lines of one urgency together."""
    kinds = dict.fromkeys(wait.urgency for line in told.lines for wait in line.waits)
    found = []
    for kind in kinds:
        for line in told.lines:
            for wait in line.waits:
                if wait.urgency == kind:
                    shares = (line.measures[within(kind, days)] for days in (7, 28))
                    found.append(
                        WaitRow(
                            capital(cases_of(kind)),
                            plain(line.name),
                            _a_run(wait.cases, line.runs),
                            tuple(_shown("broken_percent", share) for share in shares),
                            _days(wait.median_days),
                            _days(wait.p90_days),
                            _a_run(wait.still_waiting, line.runs),
                        )
                    )
    return found


def breaks(told: Simulated) -> list[BreakRow]:
    """When each line breaks, where the scenario says what that is."""
    found = []
    for line in told.lines:
        if one := line.breaking:
            shown = _shown("broken_percent", line.measures["broken_percent"])
            found.append(
                BreakRow(
                    plain(line.name),
                    f"{one.broken:,} of {one.runs:,}",
                    shown.interval,
                    _week(one.p25),
                    _week(one.p50),
                    _week(one.p75),
                    f"{one.runs - one.broken:,} of {one.runs:,}",
                )
            )
    return found


def measures_csv(told: Simulated) -> str:
    """One row for every measure of every line, and of the first beside every other."""
    heading = ("line", "beside", "measure", "value", "low", "high", "verdict")
    return csv_text(heading, _measures(told))


def weeks_csv(told: Simulated) -> str:
    """One row for every line, measure and week: how the runs spread."""
    heading = (
        "line", "measure", "week", "ends", "p10", "p25", "p50", "p75", "p90", "mean", "runs",
    )  # fmt: skip
    return csv_text(heading, _weeks(told))


def _row(told: Simulated, name: str) -> Row:
    return Row(
        words_of(name).label,
        tuple(_shown(name, line.measures.get(name)) for line in told.lines),
        tuple(
            Beside(
                plain_gap(name, found.value),
                gap_between(name, found).strip(" ()"),
                verdict(name, found),
            )
            if (found := one.measures.get(name))
            else Beside("", "", "")
            for one in told.differences
        ),
    )


def _shown(name: str, found: Interval | None) -> Shown:
    if found is None:
        return Shown("none", "")
    return Shown(figure(name, found.value), between(name, found).strip(" ()"))


def _a_run(number: int, runs: int) -> str:
    return figure("waiting", round(number / runs, 1))


def _days(days: int | None) -> str:
    return "not seen" if days is None else f"{days:,} {'day' if days == 1 else 'days'}"


def _week(week: int | None) -> str:
    return "not reached" if week is None else f"week {week}"


def _measures(told: Simulated) -> Iterator[list[Cell]]:
    for line in told.lines:
        for name, found in line.measures.items():
            yield [line.name, "", name, found.value, found.low, found.high, ""]
    for one in told.differences:
        for name, found in one.measures.items():
            said = verdict(name, found)
            yield [one.line, one.beside, name, found.value, found.low, found.high, said]


def _weeks(told: Simulated) -> Iterator[list[Cell]]:
    for line in told.lines:
        for name, fan in line.weeks.items():
            columns = zip(
                fan.p10,
                fan.p25,
                fan.p50,
                fan.p75,
                fan.p90,
                fan.mean,
                fan.runs,
                strict=True,
            )
            for number, values in enumerate(columns, 1):
                ends = told.start + datetime.timedelta(weeks=number)
                yield [line.name, name, number, ends.isoformat(), *values]
