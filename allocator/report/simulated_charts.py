"""Simulated weeks drawn: how workload and queues spread over the runs, and when teams break."""

from allocator.domain.simulated import Fan, Simulated
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.plot_fan import Curve, Week, curves, fans
from allocator.report.simulated_lead import quoted
from allocator.report.simulated_measures import figure, words_of
from allocator.report.wording import count, plain

_LINES_DRAWN = 5
_LIMITS = {"mean_percent": 100.0, "p90_percent": 110.0, "supervision_percent": 100.0}


def fan(told: Simulated, name: str, number: int) -> Drawing | None:
    """How one measure spreads over the runs, week by week, a panel for every line; nothing where no run has it."""
    lines = told.lines[:_LINES_DRAWN]
    if not has_values(told, name):
        return None
    words = words_of(name)
    unit = {"percent": "%"}.get(words.unit, "")
    limit = _LIMITS.get(name)
    svg = fans(
        [(short(plain(line.name)), _weeks(line.weeks[name])) for line in lines],
        unit,
        limit,
        f"{limit:g}%" if limit else "",
    )
    said = [
        f"{count(told.runs, 'run')} of {count(told.weeks, 'week')}.",
        *(f"{_spoken(name, line.name, line.weeks[name])}." for line in lines),
        "simulation-weeks.csv has the same numbers.",
    ]
    return drawing(svg, number, f"{words.label}, week by week", " ".join(said))


def has_values(told: Simulated, name: str) -> bool:
    """Whether any run has the measure in any week."""
    return any(
        value is not None for line in told.lines for value in line.weeks[name].p50
    )


def is_flat(told: Simulated, name: str) -> bool:
    """Whether there is nothing of a measure in nine of ten runs of every week, which makes an empty picture."""
    return all(not value for line in told.lines for value in line.weeks[name].p90)


def holding(told: Simulated, number: int) -> Drawing | None:
    """The share of runs in which the team still holds after each week."""
    found = [
        (line, line.breaking) for line in told.lines[:_LINES_DRAWN] if line.breaking
    ]
    if not found:
        return None
    drawn = [
        Curve(
            short(plain(line.name)),
            [100.0, *(one.value or 0.0 for one in breaking.unbroken_percent)],
            [100.0, *(one.low or 0.0 for one in breaking.unbroken_percent)],
            [
                100.0,
                *(
                    100.0 if one.high is None else one.high
                    for one in breaking.unbroken_percent
                ),
            ],
        )
        for line, breaking in found
    ]
    said = [
        f"With {quoted(line.name)} the team still holds in "
        f"{figure('broken_percent', breaking.unbroken_percent[-1].value)} of runs after {count(told.weeks, 'week')}."
        for line, breaking in found
    ]
    said.append("The table has the weeks by which parts of the runs have broken.")
    title = "Runs in which the team still holds, after each week"
    return drawing(curves(drawn), number, title, " ".join(said))


def _weeks(found: Fan) -> list[Week]:
    columns = (found.p10, found.p25, found.p50, found.p75, found.p90)
    return [
        Week(number, *values)
        for number, values in enumerate(zip(*columns, strict=True), 1)
    ]


def _spoken(name: str, line: str, found: Fan) -> str:
    """Where a fan begins and ends."""
    known = [week for week, value in enumerate(found.p50) if value is not None]
    if not known:
        return f"With {quoted(line)} there is nothing to count"
    first, last = known[0], known[-1]
    return (
        f"With {quoted(line)} the middle run has {figure(name, found.p50[first])} in week {first + 1} and "
        f"{figure(name, found.p50[last])} in week {last + 1}, where eight of ten runs lie between "
        f"{figure(name, found.p10[last])} and {figure(name, found.p90[last])}"
    )
