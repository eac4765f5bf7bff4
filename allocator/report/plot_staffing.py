"""The picture of staffings tried: what each costs to the right, how often the team breaks upwards."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, INK, NEW, OVER, composed, key

_WIDTH, _HEIGHT = 560, 280
_STYLES: dict[str, dict[str, Any]] = {
    "keeps": {"shape": "circle", "fill": NEW, "stroke": NEW},
    "undecided": {"shape": "diamond", "fill": "white", "stroke": INK},
    "fails": {"shape": "cross", "fill": OVER, "stroke": OVER},
}
_MEANINGS = {"keeps": "Enough", "undecided": "Too close to say", "fails": "Not enough"}


class Spot(NamedTuple):
    """One staffing: its cost, the share of runs that break with its interval, its verdict, and its label."""

    cost: float
    value: float
    low: float
    high: float
    verdict: str
    label: str


def spots(found: Sequence[Spot], limit: float) -> str:
    """The staffings as SVG, with the share that they are to stay below."""
    dearest = max((spot.cost for spot in found), default=0.0)
    x_scale = altair.Scale(domain=[0, max(dearest, 1.0) * 1.05], nice=False)
    y_scale = altair.Scale(domain=[0, 100], nice=False)
    x = altair.X(
        "cost:Q", scale=x_scale, axis=_axis("Cost a year", "'£' + datum.label")
    )
    y = altair.Y("value:Q", scale=y_scale, axis=_axis("", "datum.label + '%'"))
    rule = altair.Chart(
        altair.Data(values=[{"at": limit, "label": f"Wanted: below {limit:g}%"}])
    )
    layers: list[altair.Chart] = [
        rule.mark_rule(color=INK, strokeDash=[5, 3]).encode(
            y=altair.Y("at:Q", scale=y_scale)
        ),
        rule.mark_text(align="right", color=INK, dy=-8).encode(
            x=altair.value(_WIDTH), y=altair.Y("at:Q", scale=y_scale), text="label:N"
        ),
    ]
    for verdict, style in _STYLES.items():
        each = altair.Chart(
            altair.Data(
                values=[spot._asdict() for spot in found if spot.verdict == verdict]
            )
        )
        layers += [
            each.mark_rule(color=style["stroke"]).encode(
                x=x, y=altair.Y("low:Q", scale=y_scale), y2="high:Q"
            ),
            each.mark_point(
                **{"size": 110, "opacity": 1, "strokeWidth": 2, **style}
            ).encode(x=x, y=y),
            each.mark_text(align="left", dx=9, dy=-8, color=INK).encode(
                x=x, y=y, text="label:N"
            ),
        ]
    layers += key(
        [
            (place, _STYLES[verdict], _MEANINGS[verdict])
            for place, verdict in zip((0, 110, 270), _STYLES, strict=True)
        ],
        above=-22,
    )
    chart = altair.layer(*layers).properties(
        width=_WIDTH,
        height=_HEIGHT,
        padding={"left": 10, "right": 90, "top": 10, "bottom": 10},
    )
    drawn: str = vl_convert.vegalite_to_svg(composed(chart))
    return drawn


def _axis(title: str, words: str) -> altair.Axis:
    return altair.Axis(
        title=title or None,
        titleFontSize=13,
        titleFontWeight="normal",
        titleColor=INK,
        format=",.0f",
        labelExpr=words,
        tickCount=5,
        gridColor=GRID,
        domain=False,
        ticks=False,
        labelPadding=6,
    )
