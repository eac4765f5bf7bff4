"""The picture of something over time: one line for each team or topic, told apart by form as well as colour."""

import datetime
from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, INK, MUTED, NEW, composed

_ABREAST, _WIDTH, _HEIGHT = 2, 280, 110
_PADDING = {"left": 60, "right": 40, "top": 30, "bottom": 30}


class Point(NamedTuple):
    """What one line is at on one day, and between what it may lie."""

    day: datetime.date
    value: float
    low: float | None = None
    high: float | None = None


class Line(NamedTuple):
    """One line: what it is of, and its points in order."""

    name: str
    points: Sequence[Point]


def pictures(lines: Sequence[Line], *, own_scales: bool = False) -> str:
    """The lines as SVG, two abreast, to one scale or each to its own; the last value stands beside each."""
    shared = _scale(lines)
    panels = [_panel(line, _scale([line]) if own_scales else shared) for line in lines]
    chart = altair.concat(*panels, columns=_ABREAST, spacing=24)
    chart = chart.properties(padding=_PADDING)
    svg: str = vl_convert.vegalite_to_svg(composed(chart))
    return svg


def _scale(lines: Sequence[Line]) -> altair.Scale:
    """From nothing to the most of some lines, so that heights can be compared."""
    values = [
        end
        for line in lines
        for point in line.points
        for end in (point.value, point.high)
        if end is not None
    ]
    return altair.Scale(domain=[0, max([*values, 1])], nice=True)


def _panel(line: Line, scale: altair.Scale) -> Any:
    rows = [
        {
            "day": point.day.isoformat(),
            "value": point.value,
            "low": point.low,
            "high": point.high,
            "label": f"{point.value:,.0f}" if place == len(line.points) - 1 else "",
        }
        for place, point in enumerate(line.points)
    ]
    data = altair.Chart(altair.Data(values=rows))
    x = altair.X(
        "day:O",
        axis=altair.Axis(
            title=None,
            labelExpr="timeFormat(toDate(datum.value), '%d %b')",
            labelAngle=0,
            labelOverlap=True,
            domainColor=MUTED,
            ticks=False,
        ),
    )
    y = altair.Y(
        "value:Q",
        scale=scale,
        axis=altair.Axis(
            title=None, tickCount=4, gridColor=GRID, domain=False, ticks=False
        ),
    )
    layers = [
        data.transform_filter("isValid(datum.low)")
        .mark_rule(color=NEW, opacity=0.5, strokeWidth=6)
        .encode(x=x, y=altair.Y("low:Q", scale=scale), y2="high:Q"),
        data.mark_line(color=INK, strokeWidth=2).encode(x=x, y=y),
        data.mark_point(filled=True, color=INK, size=50, opacity=1).encode(x=x, y=y),
        data.mark_text(align="left", dx=10, color=INK).encode(x=x, y=y, text="label:N"),
    ]
    title = altair.TitleParams(
        line.name, anchor="start", fontSize=13, color=INK, fontWeight="bold"
    )
    return altair.layer(*layers).properties(width=_WIDTH, height=_HEIGHT, title=title)
