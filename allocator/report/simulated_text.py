"""Simulated weeks on the terminal: the answer, what else came out, and the measures that matter most."""

from collections.abc import Iterator

from allocator.domain.simulated import Simulated
from allocator.report.columns import fitted, wrapped
from allocator.report.simulated_lead import lead
from allocator.report.simulated_tables import HEADLINES, breaks, rows
from allocator.report.simulated_words import findings
from allocator.report.wording import plain

_WIDTH = 80


def text(told: Simulated) -> str:
    """The whole answer in 80 columns."""
    sections = [
        ("", _opening(told)),
        ("What matters most", _measures(told)),
        ("When the team breaks", _breaking(told)),
        ("", wrapped("Simulated in the scenario’s world, which is no forecast of yours. People decide.")),
    ]  # fmt: skip
    told_sections = [
        "\n".join([*([heading.upper()] if heading else []), *lines])
        for heading, section in sections
        if (lines := list(section))
    ]
    return "\n\n".join(told_sections) + "\n"


def _opening(told: Simulated) -> Iterator[str]:
    yield from wrapped(lead(told))
    yield from wrapped(f"Asked: {plain(told.scenario.question)}")
    for said in findings(told):
        yield from wrapped(f"- {said}", indent=2)


def _measures(told: Simulated) -> list[str]:
    heading = (
        "",
        *(plain(line.name) for line in told.lines),
        *(f"Beside {plain(one.beside)}" for one in told.differences),
    )
    table = [
        (
            row.label,
            *(shown.value for shown in row.lines),
            *(beside.verdict for beside in row.differences),
        )
        for row in rows(told, HEADLINES)
    ]
    return fitted(heading, table, _WIDTH, right=range(1, len(told.lines) + 1))


def _breaking(told: Simulated) -> list[str]:
    found = breaks(told)
    if not found:
        return []
    heading = ("", "Break", "Percent", "Half by", "Never")
    table = [
        (row.line, row.broken, row.interval, row.by_half, row.never) for row in found
    ]
    return fitted(heading, table, _WIDTH, right=(1, 2, 3, 4))
