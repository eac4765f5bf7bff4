"""How long ago held cases started."""

from collections.abc import Iterator, Mapping

from numpy.random import Generator

from allocator.example.chance import drawn, whole_within
from allocator.example.figures import Bands, HeldFigures

Span = tuple[int, int]
Spread = dict[Span, float]


def age_spreads(figures: HeldFigures, mix: Mapping[str, float]) -> dict[str, Spread]:
    """For each type of case, how its ages spread over spans of days.

    Types without a published spread share what the others leave of the one for all open cases,
    so that the whole follows it.
    """
    spreads = {
        case_type: _spread(bands) for case_type, bands in figures.age_of_type.items()
    }
    left = _spread(figures.age_of_all)
    for case_type, spread in spreads.items():
        for span in left:
            within = sum(percent * _part(own, span) for own, percent in spread.items())
            left[span] = max(0, left[span] - within * mix[case_type] / 100)
    return {case_type: spreads.get(case_type, left) for case_type in mix}


def days_open(spread: Spread, chance: Generator) -> int:
    """A number of days drawn from a spread."""
    spans = {f"{start} {end}": percent for (start, end), percent in spread.items()}
    start, end = drawn(spans, chance).split()
    return whole_within((int(start), int(end) - 1), chance)


def _spread(figure: Bands) -> Spread:
    return dict(_spans(figure))


def _spans(figure: Bands) -> Iterator[tuple[Span, float]]:
    start = 0
    for band in figure.bands:
        yield (start, band.to_days), band.percent
        start = band.to_days


def _part(own: Span, span: Span) -> float:
    """The part of one span that lies within another."""
    shared = min(own[1], span[1]) - max(own[0], span[0])
    return max(0, shared) / (own[1] - own[0])
