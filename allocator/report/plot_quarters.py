"""The picture of four quarters: measured workload to the right, reported strain upwards."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, INK, MUTED, NEW, composed

_WIDTH, _HEIGHT = 520, 360
_PADDING = {"left": 70, "right": 150, "top": 30, "bottom": 60}


class Spot(NamedTuple):
    """Where somebody stands, and between what their strain may lie."""

    name: str
    percent: float
    points: float
    low: float
    high: float


def quarters(
    spots: Sequence[Spot],
    busy_from: int,
    strained_from: int,
    names: tuple[str, str, str, str],
) -> str:
    """The spots as SVG; names are those of the quarters from the upper right, against the clock."""
    percents = [spot.percent for spot in spots]
    left = min([*percents, busy_from - 15.0]) - 8
    right = max([*percents, busy_from + 15.0]) + 8
    x_scale = altair.Scale(domain=[left, right], nice=False)
    y_scale = altair.Scale(domain=[0, 100], nice=False)
    x = altair.X(
        "percent:Q",
        scale=x_scale,
        axis=_axis("Measured workload, % of capacity (further right is busier)"),
    )
    y = altair.Y(
        "points:Q",
        scale=y_scale,
        axis=_axis("Reported strain, points (higher is more)"),
    )
    data = altair.Chart(altair.Data(values=[spot._asdict() for spot in spots]))
    lines: list[altair.Chart] = [
        altair.Chart(altair.Data(values=[{"percent": busy_from}]))
        .mark_rule(color=INK, strokeWidth=1.5)
        .encode(x=x),
        altair.Chart(altair.Data(values=[{"points": strained_from}]))
        .mark_rule(color=INK, strokeWidth=1.5)
        .encode(y=y),
    ]
    corners = (
        (names[0], right - 1, 97),
        (names[1], left + 1, 97),
        (names[2], left + 1, 3),
        (names[3], right - 1, 3),
    )
    for name, at, height in corners:
        corner = {"percent": at, "points": height, "name": name}
        lines.append(
            altair.Chart(altair.Data(values=[corner]))
            .mark_text(
                align="right" if at > busy_from else "left",
                color=MUTED,
                fontStyle="italic",
            )
            .encode(x=x, y=y, text="name:N")
        )
    layers = [
        *lines,
        data.mark_rule(color=NEW, opacity=0.5, strokeWidth=5).encode(
            x=x, y=altair.Y("low:Q", scale=y_scale), y2="high:Q"
        ),
        data.mark_point(filled=True, color=INK, size=90, opacity=1).encode(x=x, y=y),
        data.mark_text(align="left", dx=10, color=INK).encode(x=x, y=y, text="name:N"),
    ]
    chart = altair.layer(*layers).properties(
        width=_WIDTH, height=_HEIGHT, padding=_PADDING, autosize="none"
    )
    svg: str = vl_convert.vegalite_to_svg(composed(chart))
    return svg


def _axis(title: str) -> Any:
    return altair.Axis(
        title=title,
        titleColor=INK,
        titleFontSize=12,
        titleFontWeight="normal",
        tickCount=6,
        gridColor=GRID,
        domain=False,
        ticks=False,
    )
