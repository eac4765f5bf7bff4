"""The trade-off curve on the terminal: what a step more of match costs, and every point."""

from collections.abc import Iterator

from allocator.report.columns import table, wrapped
from allocator.report.frontier import Traced, findings, lead, level, what_it_is
from allocator.report.wording import percent


def text(traced: Traced) -> str:
    """The whole curve in 80 columns."""
    sections = [
        wrapped(lead(traced)),
        [line for said in findings(traced) for line in wrapped(f"- {said}", indent=2)],
        [*_points(traced)],
        wrapped(what_it_is()),
        ["The engine proposes; people decide."],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _points(traced: Traced) -> Iterator[str]:
    rows = []
    for point in traced.account.points:
        measures = point.measures
        marks = [
            "now" if point.is_current else "",
            "beaten" if point.beaten else "",
            "not proven best" if point.status == "feasible" else "",
        ]
        rows.append(
            (
                level(point.skill_level),
                percent(measures.mean_skill_match_percent),
                _number(measures.sd_percent, 2),
                _number(measures.spread_percent, 1),
                f"{measures.over_safe_limit:,}",
                f"{point.cases_moved:,}",
                ", ".join(mark for mark in marks if mark),
            )
        )
    heading = ("Worth", "Match", "Distance", "Gap", "Over safe", "Moved", "")
    yield from table(heading, rows, (7, 8, 8, 7, 9, 6), right=(0, 1, 2, 3, 4, 5))
    yield from wrapped(
        "Worth: what one level of skill match is worth, in percentage points of utilisation (skill_level under "
        "[trade_offs]). Match: skills looked for. Distance: typical distance from the average. Gap: most less least "
        "loaded. Moved: cases with other people than now."
    )


def _number(number: float | None, digits: int) -> str:
    return "none" if number is None else f"{number:,.{digits}f}"
