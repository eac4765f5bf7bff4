"""A study of what staff say or what changes over time, as people read it: parts with sentences, a chart and a table."""

from collections.abc import Sequence
from typing import NamedTuple

from allocator.report.drawing import Drawing


class Grid(NamedTuple):
    """A table in words; ``numbers`` are the places of columns that line up on the right."""

    caption: str
    heading: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()


class Part(NamedTuple):
    """One part of the page: sentences first, then a chart, then tables."""

    anchor: str
    title: str
    said: Sequence[str] = ()
    drawing: Drawing | None = None
    grids: Sequence[Grid] = ()


class Study(NamedTuple):
    """A whole page: what came out, for whom it is, its parts, and where it comes from."""

    title: str
    period: str
    lead: str
    notice: str
    parts: Sequence[Part]
    how_to_read: Sequence[str]
    about: Sequence[tuple[str, str]]
