"""The picture of everyone's share of capacity by several policies: a mark for each, joined by a line."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, HELD, INK, NEW, composed, key

# Told apart by form as well as colour; a sixth policy looks like the first again.
_LOOKS = (
    (HELD, "circle"),
    (NEW, "diamond"),
    ("#A8480F", "square"),
    ("#5B3A8C", "triangle-up"),
    ("#2E6B34", "cross"),
)
_ROW_HEIGHT, _PLOT_WIDTH, _KEY_HEIGHT = 24, 400, 20
_PADDING = {"left": 200, "right": 240, "bottom": 28}


class Row(NamedTuple):
    """One worker: what they are called, their share by each policy in percent, and what stands beside it."""

    name: str
    shares: tuple[float | None, ...]
    label: str


def picture(
    rows: Sequence[Row],
    names: Sequence[str],
    safe: Sequence[int],
    longest: float,
    shortest: float = 0,
    axis_label: str = "datum.value + '%'",
) -> str:
    """Rows from the top, with the safe limits of the policies, as SVG; Vega words the axis by ``axis_label``."""
    scale = altair.Scale(domain=[shortest, longest], nice=False)
    axis = altair.Axis(
        title=None,
        labelExpr=axis_label,
        tickCount=6,
        gridColor=GRID,
        domain=False,
        ticks=False,
    )
    y = altair.Y("row:O", axis=None)
    workers = altair.Chart(altair.Data(values=[*map(_worker, range(len(rows)), rows)]))
    points = altair.Chart(altair.Data(values=_points(rows)))
    layers: list[altair.Chart] = [
        *_limits(safe, scale),
        workers.transform_filter("isValid(datum.least)")
        .mark_rule(color=HELD, strokeWidth=3)
        .encode(x=altair.X("least:Q", scale=scale, axis=axis), x2="most:Q", y=y),
        points.mark_point(filled=True, size=130, opacity=1).encode(
            x=altair.X("share:Q", scale=scale),
            y=y,
            color=altair.Color("colour:N", scale=None),
            shape=altair.Shape("form:N", scale=None),
        ),
        workers.mark_text(align="right", color=INK).encode(
            x=altair.value(-10), y=y, text="name:N"
        ),
        workers.mark_text(align="left", color=INK).encode(
            x=altair.value(_PLOT_WIDTH + 10), y=y, text="label:N"
        ),
    ]
    for number, name in enumerate(names):
        colour, form = _look(number)
        style = {"fill": colour, "stroke": colour, "shape": form}
        above = -30 - _KEY_HEIGHT * (len(names) - 1 - number)
        layers += key([(0, style, name)], above)
    chart = altair.layer(*layers).properties(
        width=_PLOT_WIDTH,
        height=_ROW_HEIGHT * len(rows),
        padding={**_PADDING, "top": 34 + _KEY_HEIGHT * len(names)},
        autosize="none",
    )
    svg: str = vl_convert.vegalite_to_svg(composed(chart))
    return svg


def _look(number: int) -> tuple[str, str]:
    return _LOOKS[number % len(_LOOKS)]


def _worker(place: int, row: Row) -> dict[str, Any]:
    known = [share for share in row.shares if share is not None]
    return {
        "row": place,
        "name": row.name,
        "label": row.label,
        "least": min(known, default=None),
        "most": max(known, default=None),
    }


def _points(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The marks of the base last, so that they stay in sight where two agree."""
    return [
        {"row": place, "share": share, "colour": colour, "form": form}
        for place, row in enumerate(rows)
        for number, share in reversed(list(enumerate(row.shares)))
        if share is not None
        for colour, form in [_look(number)]
    ]


def _limits(safe: Sequence[int], scale: altair.Scale) -> list[altair.Chart]:
    layers = []
    for at in sorted(set(safe)):
        limit = altair.Chart(
            altair.Data(values=[{"at": at, "label": f"Safe limit {at}%"}])
        ).encode(x=altair.X("at:Q", scale=scale))
        layers += [
            limit.mark_rule(color=INK),
            limit.mark_text(align="right", color=INK).encode(
                y=altair.value(-10), text="label:N"
            ),
        ]
    return layers
