"""The plots of the page: composed with Altair, drawn as SVG without a browser."""

from collections.abc import Sequence
from typing import Any

import altair
import vl_convert

Point = dict[str, Any]
Panel = tuple[str, Sequence[Point], Sequence[Point]]

_INK, _MUTED, _GRID = "#16202A", "#4A5764", "#E3E8EC"
# Told apart without colour too: every series has its own dashes or shape.
_COLOURS = ["#064B60", "#B5540A", "#5B4A9C", "#3F7A3A", "#8A1C1C", "#7A6A1E", "#4A5764"]
_WIDTH, _HEIGHT = 620, 320
_PERCENTS = (0, 0.1, 0.3, 1, 3, 10, 30, 100, 300)
_SECONDS = (0.1, 0.3, 1, 3, 10, 30, 100, 300)
_DECADES = tuple(float(10**power) for power in range(-3, 9))


def over_time(steps: Sequence[Point], ends: Sequence[Point]) -> str:
    """Gaps of the engine as time passes, and of the others when their time was up.

    Points have ``seconds``, ``percent`` and ``what``.
    """
    x = altair.X(
        "seconds:Q",
        scale=altair.Scale(type="log"),
        title="Seconds",
        axis=_axis(_SECONDS),
    )
    y = altair.Y(
        "percent:Q",
        scale=altair.Scale(type="symlog", constant=0.1),
        title="Percent above the bound",
        axis=_axis(_PERCENTS),
    )
    legend = altair.Legend(title=None, orient="top", labelLimit=320)
    lines = (
        _chart(steps)
        .mark_line(interpolate="step-after", strokeWidth=2)
        .encode(
            color=altair.Color(
                "what:N", scale=altair.Scale(range=_COLOURS), legend=legend
            ),
            strokeDash=altair.StrokeDash("what:N", legend=legend),
        )
    )
    dots = _chart(ends)
    chart = altair.layer(
        lines.encode(x=x, y=y),
        dots.mark_point(filled=True, size=70, color=_INK).encode(x=x, y=y),
        dots.mark_text(align="left", dx=8, color=_INK).encode(x=x, y=y, text="what:N"),
    )
    return _drawn(chart.properties(width=_WIDTH, height=_HEIGHT), right=90)


def growth(panels: Sequence[Panel]) -> str:
    """How amounts grow with the number of allowed pairs, and the laws fitted to them, one panel for each amount.

    A panel is the amount's name, its points, and two points for each law: ``pairs``, ``amount`` and ``what``.
    """
    x = altair.X(
        "pairs:Q",
        scale=altair.Scale(type="log"),
        title="Allowed pairs of worker and case",
        axis=_axis(_DECADES, "~s"),
    )
    colour = altair.Color(
        "what:N",
        scale=altair.Scale(range=_COLOURS),
        legend=altair.Legend(title=None, orient="top", labelLimit=320),
    )
    charts = []
    for title, points, laws in panels:
        y = altair.Y(
            "amount:Q",
            scale=altair.Scale(type="log"),
            title=title,
            axis=_axis(_DECADES),
        )
        dots = _chart(points).mark_point(filled=True, size=60, opacity=1)
        lines = _chart(laws).mark_line(strokeDash=[4, 3], strokeWidth=1.5)
        charts.append(
            altair.layer(
                lines.encode(x=x, y=y, color=colour),
                dots.encode(x=x, y=y, color=colour, shape=_shape()),
            ).properties(width=_WIDTH // 2 - 20, height=_HEIGHT)
        )
    return _drawn(altair.hconcat(*charts))


def side_by_side(points: Sequence[Point]) -> str:
    """Everyone's percent above the bound on each instance: ``instance``, ``percent``, ``solver``."""
    x = altair.X(
        "percent:Q",
        scale=altair.Scale(type="symlog", constant=0.1),
        title="Percent above the best bound that anybody proved",
        axis=_axis(_PERCENTS),
    )
    y = altair.Y(
        "instance:N",
        title=None,
        sort=None,
        axis=altair.Axis(gridColor=_GRID, domain=False, grid=True, labelLimit=220),
    )
    legend = altair.Legend(title=None, orient="top")
    chart = (
        _chart(points)
        .mark_point(filled=True, size=80, opacity=0.9)
        .encode(
            x=x,
            y=y,
            color=altair.Color(
                "solver:N", scale=altair.Scale(range=_COLOURS), sort=None, legend=legend
            ),
            shape=altair.Shape("solver:N", sort=None, legend=legend),
        )
    )
    rows = len({point["instance"] for point in points})
    return _drawn(chart.properties(width=_WIDTH, height=24 * rows))


def _chart(points: Sequence[Point]) -> altair.Chart:
    return altair.Chart(altair.Data(values=list(points)))


def _shape() -> altair.Shape:
    return altair.Shape("what:N", legend=None)


def _axis(values: Sequence[float], form: str = ",.3~f") -> altair.Axis:
    return altair.Axis(
        gridColor=_GRID,
        domain=False,
        tickColor=_GRID,
        values=list(values),
        format=form,
    )


def _drawn(chart: Any, right: int = 20) -> str:
    """The chart as SVG that looks the same on every machine."""
    padding = {"left": 10, "right": right, "top": 10, "bottom": 10}
    design = (
        chart.properties(padding=padding)
        .configure(font="sans-serif", background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=12, titleFontSize=12, labelColor=_MUTED, titleColor=_MUTED
        )
        .configure_legend(labelFontSize=12, labelColor=_INK)
        .configure_text(fontSize=12)
        .to_dict()
    )
    drawn: str = vl_convert.vegalite_to_svg(design)
    return drawn
