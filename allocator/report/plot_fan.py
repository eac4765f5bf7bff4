"""Pictures of many runs: fans of a measure week by week, and curves of how many runs still hold."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, INK, MUTED, NEW, OVER, composed, key

_WIDTH, _HEIGHT = 560, 170
_TALL = 280
_OUTER, _INNER = "#B9D3DC", "#7FB0C0"
# Told apart by form as well as colour; a sixth line looks like the first again.
_LOOKS = (
    (NEW, [1, 0]),
    ("#A8480F", [7, 3]),
    ("#5B3A8C", [2, 2]),
    ("#2E6B34", [10, 3, 2, 3]),
    (MUTED, [4, 4]),
)


class Week(NamedTuple):
    """One week of a fan; None where no run has a value."""

    week: int
    p10: float | None
    p25: float | None
    p50: float | None
    p75: float | None
    p90: float | None


class Curve(NamedTuple):
    """A line of percentages, the first before the first week, with its band."""

    name: str
    values: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]


def fans(
    lines: Sequence[tuple[str, Sequence[Week]]],
    unit: str,
    limit: float | None = None,
    limit_label: str = "",
) -> str:
    """A fan for every line, one below the other on the same scale, as SVG; Vega words the axis with the unit."""
    rows = [[week._asdict() for week in weeks] for _, weeks in lines]
    y_scale = _tall([week for _, weeks in lines for week in weeks], limit)
    x_scale = altair.Scale(domain=[1, max(2, *map(len, rows))], nice=False)
    panels = []
    for place, (name, _) in enumerate(lines):
        # By name: inline, the rows would be copied and checked again with every layer.
        data = altair.Chart(altair.NamedData(f"line {place}"))
        is_last = place == len(lines) - 1
        x = altair.X("week:Q", axis=_weeks(is_last=is_last), scale=x_scale)
        y = _y(unit)
        layers: list[altair.Chart] = [
            data.mark_area(color=_OUTER).encode(
                x=x, y=altair.Y("p10:Q", axis=y, scale=y_scale), y2="p90:Q"
            ),
            data.mark_area(color=_INNER).encode(
                x=x, y=altair.Y("p25:Q", scale=y_scale), y2="p75:Q"
            ),
            data.mark_line(color=NEW, strokeWidth=2.5).encode(
                x=x, y=altair.Y("p50:Q", scale=y_scale)
            ),
            *_limit(limit, limit_label, y_scale),
        ]
        if len(lines) > 1:
            layers.append(_named(name))
        if place == 0:
            layers += key(
                [
                    (
                        0,
                        {
                            "shape": "stroke",
                            "stroke": NEW,
                            "size": 300,
                            "strokeWidth": 2.5,
                        },
                        "Middle run",
                    ),
                    (120, _square(_INNER), "Half of runs"),
                    (250, _square(_OUTER), "Eight of ten runs"),
                ],
                above=-44 if len(lines) > 1 else -22,
            )
        panels.append(altair.layer(*layers).properties(width=_WIDTH, height=_HEIGHT))
    chart = altair.vconcat(*panels, spacing=44 if len(lines) > 1 else 20)
    return _drawn(chart, rows)


def curves(lines: Sequence[Curve]) -> str:
    """How many runs still hold after each week, a stepped line for each with its band, as SVG."""
    weeks = max(len(line.values) for line in lines)
    layers: list[altair.Chart] = []
    scale = altair.Scale(domain=[0, 100], nice=False)
    for place in range(len(lines)):
        colour, dash = _LOOKS[place % len(_LOOKS)]
        data = altair.Chart(altair.NamedData(f"line {place}"))
        x = altair.X(
            "week:Q",
            axis=_weeks(is_last=True),
            scale=altair.Scale(domain=[0, weeks - 1], nice=False),
        )
        layers += [
            data.mark_area(color=colour, opacity=0.16, interpolate="step-after").encode(
                x=x, y=altair.Y("low:Q", axis=_y("%"), scale=scale), y2="high:Q"
            ),
            data.mark_line(
                color=colour, strokeWidth=2.5, strokeDash=dash, interpolate="step-after"
            ).encode(x=x, y=altair.Y("value:Q", scale=scale)),
        ]
    for place, line in enumerate(lines):
        colour, dash = _LOOKS[place % len(_LOOKS)]
        style = {
            "shape": "stroke",
            "stroke": colour,
            "strokeDash": dash,
            "size": 500,
            "strokeWidth": 2.5,
        }
        layers += key(
            [(0, style, line.name)], above=-22 - 20 * (len(lines) - 1 - place)
        )
    rows = [
        [
            {"week": week, "value": value, "low": low, "high": high}
            for week, (value, low, high) in enumerate(
                zip(line.values, line.low, line.high, strict=True)
            )
        ]
        for line in lines
    ]
    return _drawn(altair.layer(*layers).properties(width=_WIDTH, height=_TALL), rows)


def _drawn(
    chart: altair.LayerChart | altair.FacetChart | altair.VConcatChart,
    rows: Sequence[Sequence[dict[str, Any]]],
) -> str:
    """The chart as SVG, with the rows of each line."""
    design = composed(
        chart.properties(padding={"left": 10, "right": 90, "top": 10, "bottom": 10})
    )
    datasets = {f"line {place}": of_line for place, of_line in enumerate(rows)}
    svg: str = vl_convert.vegalite_to_svg(
        {**design, "datasets": {**design.get("datasets", {}), **datasets}}
    )
    return svg


def _tall(weeks: Sequence[Week], limit: float | None) -> altair.Scale:
    """From the lowest of what is drawn to the highest, with some room."""
    limits = [] if limit is None else [limit]
    top = max([*(w.p90 for w in weeks if w.p90 is not None), *limits], default=1.0)
    bottom = min([*(w.p10 for w in weeks if w.p10 is not None), *limits], default=0.0)
    room = max((top - bottom) * 0.08, 0.5)
    # Amounts begin at nothing; shares of capacity would be squeezed by the empty room below them.
    floor = bottom - room if limits and bottom > 0.4 * top else min(0.0, bottom)
    return altair.Scale(domain=[floor, top + room], nice=False, zero=False)


def _weeks(*, is_last: bool) -> altair.Axis:
    return altair.Axis(
        title="Week" if is_last else None,
        titleFontSize=13,
        titleFontWeight="normal",
        titleColor=INK,
        format="d",
        tickMinStep=1,
        tickCount=13,
        grid=False,
        domainColor=GRID,
        ticks=False,
        labelPadding=6,
    )


def _y(unit: str) -> altair.Axis:
    return altair.Axis(
        title=None,
        labelExpr=f"datum.label + '{unit}'",
        tickCount=5,
        gridColor=GRID,
        domain=False,
        ticks=False,
        labelPadding=6,
        minExtent=44,
    )


def _limit(at: float | None, label: str, scale: altair.Scale) -> list[altair.Chart]:
    if at is None:
        return []
    limit = altair.Chart(altair.Data(values=[{"at": at, "label": label}])).encode(
        y=altair.Y("at:Q", scale=scale)
    )
    return [
        limit.mark_rule(color=OVER, strokeDash=[5, 3]),
        limit.mark_text(align="left", color=OVER).encode(
            x=altair.value(_WIDTH + 6), text="label:N"
        ),
    ]


def _named(name: str) -> altair.Chart:
    one = altair.Chart(altair.Data(values=[{"name": name}])).encode(
        x=altair.value(0), y=altair.value(-14), text="name:N"
    )
    named: altair.Chart = one.mark_text(
        align="left", color=INK, fontWeight=600, fontSize=14
    )
    return named


def _square(colour: str) -> dict[str, Any]:
    return {"shape": "square", "fill": colour, "stroke": colour}
