"""An import on the terminal: what came in, what was assumed or left out, and what to fill in first."""

from collections.abc import Iterator

from allocator.domain.imported import Quality
from allocator.report.columns import wrapped
from allocator.report.imported_words import (
    by_kind,
    lead,
    missing,
    provisional,
    said,
    where,
)

_FIRST = 5


def text(told: Quality) -> str:
    """The whole account in 80 columns; rows are named, people are not."""
    sections = [("", _opening(told)), *_findings(told)]
    if told.improvements:
        sections.append(("What would improve a proposal most", _improvements(told)))
    return (
        "\n\n".join(
            "\n".join([*([heading.upper()] if heading else []), *lines])
            for heading, section in sections
            if (lines := list(section))
        )
        + "\n"
    )


def _opening(told: Quality) -> Iterator[str]:
    yield from wrapped(lead(told))
    yield from wrapped(provisional(told))


def _findings(told: Quality) -> list[tuple[str, list[str]]]:
    found = []
    for heading, findings in by_kind(told):
        lines: list[str] = []
        for one in findings:
            rows = where(one.where[:1], one.count)
            lines += wrapped(
                f"- {said(one)}" + (f" ({rows})" if rows else ""), indent=2
            )
        found.append((heading, lines))
    return found


def _improvements(told: Quality) -> Iterator[str]:
    for number, one in enumerate(told.improvements[:_FIRST], 1):
        place = f"{one.table}.csv, {one.column}" if one.of else f"{one.table}.csv"
        yield from wrapped(f"{number}. {place} ({missing(one)}). {one.lost}", indent=3)  # fmt: skip
