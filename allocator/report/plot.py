"""The picture of a chart: composed with Altair, drawn as SVG without a browser."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair
import vl_convert

from allocator.report.outcome import Outcome

Bar = dict[str, str | float | bool]

INK, MUTED, GRID = "#16202A", "#4A5764", "#E3E8EC"
HELD, NEW, OVER = "#8194A1", "#064B60", "#8A1C1C"
_BAR_HEIGHT, _PLOT_WIDTH = 24, 400
_PADDING = {"left": 200, "right": 240, "top": 58, "bottom": 28}


def design(outcome: Outcome, longest: float) -> dict[str, Any]:
    """The chart but for its workers, as Vega-Lite: composed and checked once for all the parts."""
    scale = altair.Scale(domain=[0, longest], nice=False)
    axis = altair.Axis(
        title=None,
        labelExpr="datum.value + '%'",
        tickCount=6,
        gridColor=GRID,
        domain=False,
        ticks=False,
    )
    rows = altair.Scale(paddingInner=0.3, paddingOuter=0.2)
    workers = altair.Chart(altair.NamedData("workers")).encode(
        y=altair.Y("row:O", axis=None, scale=rows)
    )
    held = altair.X("start:Q", scale=scale, axis=axis)
    added = altair.X("held:Q", scale=scale)
    colour = altair.condition("datum.over", altair.value(OVER), altair.value(INK))
    chart = altair.layer(
        workers.mark_bar(color=HELD).encode(x=held, x2="held:Q"),
        workers.mark_bar(color=NEW).encode(x=added, x2="after:Q"),
        *_limits(outcome, scale),
        workers.mark_text(align="right", color=INK).encode(
            x=altair.value(-10), text="name:N"
        ),
        workers.mark_text(align="left").encode(
            x=altair.value(_PLOT_WIDTH + 10), text="label:N", color=colour
        ),
        *key(
            [
                (0, _square(HELD), "Held now"),
                (100, _square(NEW), "Added by this proposal"),
            ]
        ),
    ).properties(width=_PLOT_WIDTH, padding=_PADDING, autosize="none")
    return composed(chart)


def composed(
    chart: altair.LayerChart
    | altair.FacetChart
    | altair.ConcatChart
    | altair.VConcatChart,
) -> dict[str, Any]:
    """A chart in the look of every page, as Vega-Lite; what is said of it stands beside it."""
    styled = (
        chart.configure(aria=False, font="sans-serif", background="transparent")
        .configure_view(stroke=None)
        .configure_text(fontSize=13)
        .configure_axis(labelFontSize=12, labelColor=MUTED)
    )
    content: dict[str, Any] = styled.to_dict()
    return content


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
        named = limit.mark_text(align=side, color=INK)
        layers += [
            limit.mark_rule(color=INK, strokeDash=dash),
            named.encode(y=altair.value(-10), text="label:N"),
        ]
    return layers


def key(
    entries: Sequence[tuple[int, Mapping[str, Any], str]], above: int = -40
) -> list[altair.Chart]:
    """What the marks of a chart mean, above it: from where on, how each is drawn, and its meaning."""
    layers: list[altair.Chart] = []
    for at, style, meaning in entries:
        one = altair.Chart(altair.Data(values=[{"meaning": meaning}])).encode(
            y=altair.value(above)
        )
        layers += [
            one.mark_point(**{"size": 120, "opacity": 1, **style}).encode(
                x=altair.value(at + 6)
            ),
            one.mark_text(align="left", color=INK).encode(
                x=altair.value(at + 20), text="meaning:N"
            ),
        ]
    return layers


def _square(colour: str) -> dict[str, Any]:
    return {"shape": "square", "fill": colour, "stroke": colour}
