"""A study on the terminal: what came out, part by part; charts are for the page."""

from collections.abc import Iterator

from allocator.report.columns import fitted, wrapped
from allocator.report.study import Study

_SHOWN = 25


def text(study: Study, width: int) -> str:
    """What came out, within the width of the terminal; long tables are cut and say so."""
    return "\n".join(_lines(study, width)) + "\n"


def _lines(study: Study, width: int) -> Iterator[str]:
    yield from wrapped(f"{study.title}, {study.period}", width)
    yield ""
    yield from wrapped(study.lead, width)
    yield from wrapped(study.notice, width)
    for part in study.parts:
        yield ""
        yield part.title
        for said in part.said[:_SHOWN]:
            yield from wrapped(f"- {said}", width, indent=2)
        if len(part.said) > _SHOWN:
            yield f"  and {len(part.said) - _SHOWN:,} more."
        for grid in part.grids:
            yield ""
            yield from wrapped(f"{grid.caption}:", width)
            shown = [[*row] for row in grid.rows[:_SHOWN]]
            yield from fitted(grid.heading, shown, width, right=grid.numbers)
            if len(grid.rows) > _SHOWN:
                yield f"and {len(grid.rows) - _SHOWN:,} more rows, on the page."
