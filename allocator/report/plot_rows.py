"""Pictures of one row for each thing: a bar for how much, or a mark with what it lies between."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import altair
import vl_convert

from allocator.report.plot import GRID, HELD, INK, NEW, OVER, composed, key

_ROW_HEIGHT, _WIDTH = 24, 400
_PADDING = {"left": 310, "right": 230, "top": 24, "bottom": 28}


class Bar(NamedTuple):
    """One thing, how much of it there is, and what stands beside it."""

    name: str
    value: float
    label: str


class Span(NamedTuple):
    """One thing, what it is and between what, whether that leaves out the line, and what stands beside it."""

    name: str
    value: float
    low: float
    high: float
    is_clear: bool
    label: str


def bars(rows: Sequence[Bar], unit: str = "") -> str:
    """Bars from the top, as SVG; ``unit`` stands behind the numbers of the axis."""
    longest = max([*(row.value for row in rows), 1e-9])
    scale = altair.Scale(domain=[0, longest], nice=True)
    data = altair.Chart(
        altair.Data(
            values=[
                {"row": place, "name": row.name, "value": row.value, "label": row.label}
                for place, row in enumerate(rows)
            ]
        )
    )
    y = altair.Y("row:O", axis=None, scale=altair.Scale(paddingInner=0.3))
    bar = data.mark_bar(color=NEW).encode(
        x=altair.X("value:Q", scale=scale, axis=_axis(unit)), y=y
    )
    return _drawn([bar, *_words(data, y)], len(rows), _PADDING)


def spans(
    rows: Sequence[Span], line: float, said_of_line: str, clear: str, unclear: str
) -> str:
    """Marks with what they lie between beside a line at one value, as SVG, with a key to the two kinds."""
    ends = [end for row in rows for end in (row.low, row.high, row.value)]
    scale = altair.Scale(domain=[min([0.0, *ends]), max([line, *ends])], nice=True)
    data = altair.Chart(
        altair.Data(
            values=[
                {
                    "row": place,
                    "name": row.name,
                    "value": row.value,
                    "low": row.low,
                    "high": row.high,
                    "label": row.label,
                    "colour": OVER if row.is_clear else HELD,
                    "form": "diamond" if row.is_clear else "circle",
                }
                for place, row in enumerate(rows)
            ]
        )
    )
    y = altair.Y("row:O", axis=None)
    colour = altair.Color("colour:N", scale=None)
    at = altair.Chart(altair.Data(values=[{"at": line, "label": said_of_line}])).encode(
        x=altair.X("at:Q", scale=scale)
    )
    layers: list[altair.Chart] = [
        at.mark_rule(color=INK),
        at.mark_text(color=INK).encode(y=altair.value(-10), text="label:N"),
        data.mark_rule(strokeWidth=4).encode(
            x=altair.X("low:Q", scale=scale, axis=_axis("%")),
            x2="high:Q",
            y=y,
            color=colour,
        ),
        data.mark_point(filled=True, size=130, opacity=1).encode(
            x=altair.X("value:Q", scale=scale),
            y=y,
            color=colour,
            shape=altair.Shape("form:N", scale=None),
        ),
        *_words(data, y),
        *key(
            [
                (0, {"fill": OVER, "stroke": OVER, "shape": "diamond"}, clear),
                (250, {"fill": HELD, "stroke": HELD, "shape": "circle"}, unclear),
            ],
            above=-36,
        ),
    ]
    return _drawn(layers, len(rows), {**_PADDING, "top": 56})


def _axis(unit: str) -> altair.Axis:
    return altair.Axis(
        title=None,
        labelExpr=f"datum.value + '{unit}'",
        tickCount=6,
        gridColor=GRID,
        domain=False,
        ticks=False,
    )


def _words(data: altair.Chart, y: altair.Y) -> list[altair.Chart]:
    return [
        data.mark_text(align="right", color=INK).encode(
            x=altair.value(-10), y=y, text="name:N"
        ),
        data.mark_text(align="left", color=INK).encode(
            x=altair.value(_WIDTH + 10), y=y, text="label:N"
        ),
    ]


def _drawn(layers: Sequence[altair.Chart], rows: int, padding: dict[str, int]) -> str:
    chart = altair.layer(*layers).properties(
        width=_WIDTH, height=_ROW_HEIGHT * rows, padding=padding, autosize="none"
    )
    content: dict[str, Any] = composed(chart)
    svg: str = vl_convert.vegalite_to_svg(content)
    return svg
