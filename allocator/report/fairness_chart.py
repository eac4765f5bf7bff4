"""Fairness over weeks drawn: everyone's new cases beside their share, and each group's difference with its range."""

from allocator.domain.fairness import Equality, Fairness
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.fairness import MEASURE_WORDS, heading, rows, signed
from allocator.report.ranking_plot import Row, picture
from allocator.report.wording import count

_MOST = 40  # what a printed page holds


def turns(account: Fairness) -> Drawing | None:
    """New cases and share of everyone, or of those furthest from their share."""
    found = [row for row in rows(account) if row.account.turn is not None]
    if not found or not account.new_cases:
        return None
    far = sorted(found, key=lambda row: -abs(row.account.difference))[:_MOST]
    shown = [row for row in found if row in far]
    marks = [
        Row(
            short(row.worker),
            (row.account.fair_share, float(row.account.new_cases)),
            f"{row.account.new_cases} beside {row.account.fair_share:.1f}: {row.difference}",
        )
        for row in shown
    ]
    title = "New cases beside the share of them that is in proportion to capacity"
    if len(shown) < len(found):
        title += f": the {count(len(shown), 'worker')} furthest from it"
    longest = max(1.0, *(max(share or 0.0 for share in mark.shares) for mark in marks))
    svg = picture(
        marks, ["Share", "New cases"], [], longest * 1.05, axis_label="datum.label"
    )
    said = (
        f"{count(len(shown), 'row')}, one for each worker, by team, whoever’s turn it is first. "
        f"First: {shown[0].worker}, {marks[0].label}. Last: {shown[-1].worker}, {marks[-1].label}. "
        "The table has the same numbers."
    )
    return drawing(svg, 1, title, said)


def differences(asked: Equality) -> list[Drawing]:
    """For each measure every group's difference from everyone else, with its range."""
    drawn = []
    for number, (measure, (name, unit)) in enumerate(MEASURE_WORDS.items(), 2):
        found = [one for one in asked.groups if one.measure == measure][:_MOST]
        if not found:
            continue
        marks = [
            Row(
                short(heading(one)),
                (one.low, one.difference, one.high),
                f"{signed(one.difference)} ({signed(one.low)} to {signed(one.high)})",
            )
            for one in found
        ]
        ends = [share for mark in marks for share in mark.shares if share is not None]
        reach = max(0.1, *(abs(end) for end in ends)) * 1.05
        svg = picture(
            marks,
            ["Lower end", "Difference", "Upper end"],
            [],
            reach,
            -reach,
            axis_label="datum.label",
        )
        said = (
            f"{count(len(marks), 'row')}, one for each group: its mean less everyone else’s, and where 95 of 100 such "
            "differences lie when people are drawn again by chance. The table has the same numbers."
        )
        drawn.append(
            drawing(svg, number, f"{name}, {unit}: each group less everyone else", said)
        )
    return drawn
