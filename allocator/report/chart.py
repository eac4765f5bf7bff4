"""Every worker before and after, drawn: one bar each, against the safe limit and the ceiling."""

from collections import defaultdict

from allocator.report.drawing import Drawing, drawing, short
from allocator.report.outcome import Outcome
from allocator.report.people import Standing, people
from allocator.report.plot import Bar, design, picture
from allocator.report.wording import count

_MOST_TOGETHER = 40  # what a printed page holds
_LONGEST_BAR = 170  # percent; one extreme would otherwise squeeze all the others


def drawings(outcome: Outcome) -> list[Drawing]:
    """One chart, or one a team where there are too many workers for one; all to one scale."""
    everyone = [one for one in people(outcome) if one.carries_cases]
    longest = max([outcome.limits[1] + 10, *(_reach(one) for one in everyone)])
    empty = design(outcome, longest)
    drawn = []
    for number, (title, shown) in enumerate(_parts(everyone), 1):
        description = _description(outcome, shown)
        svg = picture(empty, _bars(shown))
        drawn.append(drawing(svg, number, title, description))
    return drawn


def _parts(everyone: list[Standing]) -> list[tuple[str, list[Standing]]]:
    title = "Each worker’s workload as a percentage of capacity"
    if len(everyone) <= _MOST_TOGETHER:
        return [(title, everyone)] if everyone else []
    teams: dict[str, list[Standing]] = defaultdict(list)
    for one in everyone:
        teams[one.team or "No team given"].append(one)
    return [
        (f"{team}{_part(start, len(members))}", members[start : start + _MOST_TOGETHER])
        for team, members in sorted(teams.items())
        for start in range(0, len(members), _MOST_TOGETHER)
    ]


def _part(start: int, size: int) -> str:
    parts = -(-size // _MOST_TOGETHER)
    return f", part {start // _MOST_TOGETHER + 1} of {parts}" if parts > 1 else ""


def _reach(one: Standing) -> float:
    return min(
        max(one.account.percent_before or 0, one.account.percent_after or 0),
        _LONGEST_BAR,
    )


def _description(outcome: Outcome, shown: list[Standing]) -> str:
    measured = [one for one in shown if one.account.percent_after is not None]
    said = [
        f"{count(len(shown), 'bar')}, one for each worker, the most loaded after it first."
    ]
    if measured:
        most, least = measured[0], measured[-1]
        said += [
            f"Most loaded: {most.worker}, {most.change}.",
            f"Least loaded: {least.worker}, {least.change}.",
        ]
    over = count(sum(one.is_over for one in shown), "worker")
    said += [
        f"{over} over the safe limit of {outcome.limits[0]}%.",
        "The table of every worker has the same numbers.",
    ]
    return " ".join(said)


def _bars(shown: list[Standing]) -> list[Bar]:
    return [_bar(place, one) for place, one in enumerate(shown)]


def _bar(place: int, one: Standing) -> Bar:
    before, after = one.account.percent_before, one.account.percent_after
    measured = before is not None and after is not None
    held = min(before or 0, after or 0, _LONGEST_BAR)
    over = f", {one.standing.lower()}" if one.is_over else ""
    return {
        "row": place,
        "name": short(one.worker),
        "start": 0,
        "held": held,
        "after": min(after or 0, _LONGEST_BAR),
        "label": f"{one.change}{over}" if measured else one.standing.lower(),
        "over": one.is_over,
    }
