"""A staffing search on the terminal: the answer, what was tried, and what one more is worth."""

from collections.abc import Iterator

from allocator.domain.staffing import Staffing
from allocator.report.columns import table, wrapped
from allocator.report.simulated_ranges import gap_between, plain_gap
from allocator.report.staffing_words import (
    findings,
    lead,
    money,
    share,
    staffing,
    verdict,
)
from allocator.report.wording import plain

_WEEKS = "weeks_unbroken"


def text(told: Staffing) -> str:
    """The whole search in 80 columns."""
    sections = [
        ("", _opening(told)),
        ("What was tried", _tried(told)),
        ("What one more is worth, in weeks until it breaks", _steps(told)),
        ("", wrapped("Simulated in the scenario’s world, which is no forecast of yours. People decide.")),
    ]  # fmt: skip
    said = [
        "\n".join([*([heading.upper()] if heading else []), *lines])
        for heading, section in sections
        if (lines := list(section))
    ]
    return "\n\n".join(said) + "\n"


def _opening(told: Staffing) -> Iterator[str]:
    yield from wrapped(lead(told))
    for said in findings(told):
        yield from wrapped(f"- {said}", indent=2)


def _tried(told: Staffing) -> list[str]:
    rows = [
        (
            staffing(one),
            money(one.cost),
            share(one),
            verdict(one, told.breach_below_percent),
        )
        for one in sorted(told.tried, key=lambda one: one.cost)
    ]
    return table(("More than now", "Cost", "Breaks in", ""), rows, (28, 10, 20), (1,))


def _steps(told: Staffing) -> list[str]:
    rows = [
        (
            "as it is" if one.added_to == "now" else "as found",
            plain(one.name),
            money(one.cost),
            plain_gap(_WEEKS, one.weeks_unbroken.value)
            + gap_between(_WEEKS, one.weeks_unbroken),
        )
        for one in told.next_steps
    ]
    if not rows:
        return []
    return table(("Added to", "One more", "Cost", "Weeks"), rows, (9, 28, 10), (2,))
