"""What an import has to say, in sentences: shared by the page and the terminal."""

import re
from collections.abc import Sequence
from itertools import groupby

from allocator.domain.imported import Finding, Improvement, Kind, Quality
from allocator.report.wording import count, listed, plain, sentence

_HEADINGS: dict[Kind, str] = {
    "left_out": "Left out",
    "disagreement": "Where the export disagrees with itself",
    "assumed": "What was assumed",
    "not_read": "What was not read",
    "hint": "What people should look at",
}
_IN_A_SHEET = re.compile(r"(.+) (row|line) ([0-9]+(?:, [a-z_]+)?)")
TITLES = {
    "annex-a": "Annex A",
    "workforce-census": "Workforce census",
    "table": "Mapped export",
}


def lead(told: Quality) -> str:
    """What came in and what did not, in a sentence or two."""
    came = told.counts
    parts = [count(came.workers, "worker")]
    if came.held or came.waiting:
        parts += [count(came.held, "held case"), count(came.waiting, "waiting case")]
    if came.reductions:
        parts.append(count(came.reductions, "reduction"))
    left = count(came.left_out, "row or case", "rows or cases")
    rest = f" {left} {'was' if came.left_out == 1 else 'were'} left out." if came.left_out else ""  # fmt: skip
    return f"{listed(parts)} came in.{rest}"


def provisional(told: Quality) -> str:
    """How far the workers' room can be relied on."""
    unknown, of = told.counts.provisional_workers, told.counts.workers
    if not of:
        return "Nobody is in the batch, so nothing can be proposed yet: give workers with --workers."
    if not unknown:
        return "Everyone’s contracted hours are known."
    who = "everyone’s" if unknown == of else f"{unknown:,} of {count(of, 'worker')}’"
    return f"Full time was assumed for want of {who} contracted hours: every percentage of theirs is provisional."


def said(finding: Finding) -> str:
    """One finding: how often, and what."""
    return f"{count(finding.count, finding.thing)}: {plain(finding.said)}"


def by_kind(told: Quality) -> list[tuple[str, list[Finding]]]:
    """The findings below their headings, the gravest first."""
    return [
        (_HEADINGS[kind], list(found))
        for kind, found in groupby(told.findings, key=lambda one: one.kind)
    ]


def missing(one: Improvement) -> str:
    """How much of a column is missing."""
    if not one.of:
        return "no table yet"
    much = "all" if one.missing == one.of else f"{one.missing:,} of {one.of:,}"
    return f"{much} missing"


def where(places: Sequence[str], of: int) -> str:
    """The first rows a finding is about, those of one sheet together."""
    rows: dict[tuple[str, str], list[str]] = {}
    for place in map(plain, places):
        found = _IN_A_SHEET.fullmatch(place)
        sheet, word, number = found.groups() if found else (place, "", "")
        rows.setdefault((sheet, word), []).append(number)
    shown = [
        f"{sheet} {word}{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}".strip()
        for (sheet, word), numbers in rows.items()
    ]
    more = of - len(places)
    return "; ".join(shown) + (f" and {more:,} more" if shown and more > 0 else "")


def remedy(finding: Finding) -> str:
    """What would help, if anything is known to."""
    return sentence(finding.remedy)
