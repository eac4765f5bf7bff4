"""The picture of a chart: composed with Altair, drawn as SVG without a browser."""

from collections.abc import Sequence
from typing import Any

import altair
import vl_convert

from allocator.report.outcome import Outcome

Bar = dict[str, str | float | bool]

_INK, _MUTED, _GRID = "#16202A", "#4A5764", "#E3E8EC"
_HELD, _NEW, _OVER = "#8194A1", "#064B60", "#8A1C1C"
_BAR_HEIGHT, _PLOT_WIDTH = 24, 400
_PADDING = {"left": 200, "right": 240, "top": 58, "bottom": 28}


def design(outcome: Outcome, longest: float) -> dict[str, Any]:
    """The chart but for its workers, as Vega-Lite: composed and checked once for all the parts."""
    scale = altair.Scale(domain=[0, longest], nice=False)
    axis = altair.Axis(
        title=None,
        labelExpr="datum.value + '%'",
        tickCount=6,
        gridColor=_GRID,
        domain=False,
        ticks=False,
    )
    rows = altair.Scale(paddingInner=0.3, paddingOuter=0.2)
    workers = altair.Chart(altair.NamedData("workers")).encode(
        y=altair.Y("row:O", axis=None, scale=rows)
    )
    held = altair.X("start:Q", scale=scale, axis=axis)
    added = altair.X("held:Q", scale=scale)
    colour = altair.condition("datum.over", altair.value(_OVER), altair.value(_INK))
    chart = (
        altair.layer(
            workers.mark_bar(color=_HELD).encode(x=held, x2="held:Q"),
            workers.mark_bar(color=_NEW).encode(x=added, x2="after:Q"),
            *_limits(outcome, scale),
            workers.mark_text(align="right", color=_INK).encode(
                x=altair.value(-10), text="name:N"
            ),
            workers.mark_text(align="left").encode(
                x=altair.value(_PLOT_WIDTH + 10), text="label:N", color=colour
            ),
            *_key(),
        )
        .properties(width=_PLOT_WIDTH, padding=_PADDING, autosize="none")
        .configure(aria=False, font="sans-serif", background="transparent")
        .configure_view(stroke=None)
        .configure_text(fontSize=13)
        .configure_axis(labelFontSize=12, labelColor=_MUTED)
    )
    composed: dict[str, Any] = chart.to_dict()
    return composed


def picture(design: dict[str, Any], bars: Sequence[Bar]) -> str:
    """The design filled with its workers, as SVG."""
    datasets = {**design.get("datasets", {}), "workers": bars}
    height = _BAR_HEIGHT * len(bars)
    drawn: str = vl_convert.vegalite_to_svg(
        {**design, "datasets": datasets, "height": height}
    )
    return drawn


def _limits(outcome: Outcome, scale: altair.Scale) -> list[altair.Chart]:
    safe, ceiling = outcome.limits
    limits: tuple[tuple[int, str, Any, list[int]], ...] = (
        (safe, f"Safe limit {safe}%", "right", [1, 0]),
        (ceiling, f"Ceiling {ceiling}%", "left", [4, 3]),
    )
    layers = []
    for at, label, side, dash in limits:
        limit = altair.Chart(altair.Data(values=[{"at": at, "label": label}])).encode(
            x=altair.X("at:Q", scale=scale)
        )
        named = limit.mark_text(align=side, color=_INK)
        layers += [
            limit.mark_rule(color=_INK, strokeDash=dash),
            named.encode(y=altair.value(-10), text="label:N"),
        ]
    return layers


def _key() -> list[altair.Chart]:
    """What the two colours mean, above the bars."""
    layers = []
    for at, colour, meaning in (
        (0, _HELD, "Held now"),
        (100, _NEW, "Added by this proposal"),
    ):
        one = altair.Chart(altair.Data(values=[{"meaning": meaning}])).encode(
            y=altair.value(-40)
        )
        named = one.mark_text(align="left", color=_INK)
        layers += [
            one.mark_square(color=colour, size=150, opacity=1).encode(
                x=altair.value(at + 6)
            ),
            named.encode(x=altair.value(at + 20), text="meaning:N"),
        ]
    return layers
