"""The picture of the trade-off curve: skill match to the right, unevenness upwards."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, HELD, INK, NEW, composed, key

_WIDTH, _HEIGHT = 520, 290
_PADDING = {"left": 70, "right": 110, "top": 70, "bottom": 60}
_STYLES: dict[str, dict[str, Any]] = {
    "beaten": {"shape": "circle", "fill": "white", "stroke": HELD},
    "other": {"shape": "circle", "fill": INK, "stroke": INK},
    "now": {"shape": "diamond", "fill": NEW, "stroke": NEW, "size": 260},
}


class Spot(NamedTuple):
    """One point: where it lies, what it is (a key of the styles), its label, and whether the curve runs through it."""

    match: float
    distance: float
    kind: str
    label: str
    on_curve: bool


def scatter(spots: Sequence[Spot]) -> str:
    """The spots as SVG, with a line along the curve."""
    x = altair.X(
        "match:Q",
        scale=_scale([spot.match for spot in spots]),
        axis=_axis("Skills matched (further right is better)", "datum.label + '%'"),
    )
    y = altair.Y(
        "distance:Q",
        scale=_scale([spot.distance for spot in spots]),
        axis=_axis("Typical distance, in points (lower is better)"),
    )
    along = altair.Chart(_values([spot for spot in spots if spot.on_curve]))
    layers: list[altair.Chart] = [
        along.mark_line(color=INK, strokeWidth=1.5).encode(x=x, y=y, order="match:Q")
    ]
    for kind, style in _STYLES.items():
        each = altair.Chart(_values([spot for spot in spots if spot.kind == kind]))
        layers += [
            each.mark_point(
                **{"size": 90, "opacity": 1, "strokeWidth": 2, **style}
            ).encode(x=x, y=y),
            each.mark_text(align="left", dx=11, dy=13, color=INK).encode(
                x=x, y=y, text="label:N"
            ),
        ]
    layers += key(
        [
            (0, _STYLES["now"] | {"size": 150}, "This policy now"),
            (150, _STYLES["other"], "Another worth of a skill level"),
            (390, _STYLES["beaten"], "Beaten by another point"),
        ],
        above=-45,
    )
    chart = altair.layer(*layers).properties(
        width=_WIDTH, height=_HEIGHT, padding=_PADDING, autosize="none"
    )
    drawn: str = vl_convert.vegalite_to_svg(composed(chart))
    return drawn


def _values(spots: Sequence[Spot]) -> altair.Data:
    return altair.Data(values=[spot._asdict() for spot in spots])


def _scale(numbers: Sequence[float]) -> altair.Scale:
    """All numbers with some room around them, so that labels do not leave the picture."""
    room = max(0.5, (max(numbers) - min(numbers)) * 0.12)
    return altair.Scale(
        domain=[max(0.0, min(numbers) - room), max(numbers) + room], nice=False
    )


def _axis(title: str, words: str = "datum.label") -> altair.Axis:
    return altair.Axis(
        title=title,
        titleFontSize=13,
        titleFontWeight="normal",
        titleColor=INK,
        titlePadding=10,
        labelExpr=words,
        tickCount=5,
        gridColor=GRID,
        domain=False,
        ticks=False,
    )
