"""Everyone's share of capacity by each policy, drawn for a page and described in words."""

from allocator.report.drawing import Drawing, drawing, short
from allocator.report.measured_text import share
from allocator.report.ranking_plot import Row, picture
from allocator.report.wording import count, person, plain
from allocator.workload.ranking import Ranked, SideBySide, by_change, ranked

_MOST_TOGETHER = 40  # what a printed page holds
_LONGEST = 170  # percent; one extreme would otherwise squeeze all the others


def chart(sides: SideBySide) -> Drawing | None:
    """The whole team, fullest by the first policy first; of a larger one, those who move furthest."""
    everyone = by_change(ranked(sides))
    shown = sorted(everyone[:_MOST_TOGETHER], key=lambda one: one.ranks[0])
    if not shown:
        return None
    safe = [workload.policy.priorities.safe_percent for workload in sides.values()]
    longest = max([*safe, *(s for one in shown for s in _shares(one) if s is not None)])
    svg = picture(
        [_row(sides, one) for one in shown],
        [plain(name) for name in sides],
        safe,
        longest + 10,
    )
    title = "Share of capacity taken" + ", by each policy" * (len(sides) > 1)
    if len(shown) < len(everyone):
        title += f", for the {len(shown)} who move furthest"
    return drawing(svg, 1, title, _description(sides, shown))


def _row(sides: SideBySide, one: Ranked) -> Row:
    label = " → ".join(share(percent) for percent in one.percents)
    team = next(iter(sides.values())).team
    return Row(short(person(team, one.worker_id)), _shares(one), label)


def _shares(one: Ranked) -> tuple[float | None, ...]:
    return tuple(
        None if percent is None else min(percent, _LONGEST) for percent in one.percents
    )


def _description(sides: SideBySide, shown: list[Ranked]) -> str:
    marks = " and ".join(plain(name) for name in sides)
    return (
        f"{count(len(shown), 'row')}, one for each worker, the fullest by {plain(next(iter(sides)))} first, "
        f"with a mark for {marks} on a scale of percent of capacity. "
        "The table of every worker has the same numbers."
    )
