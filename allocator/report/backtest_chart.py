"""A backtest drawn: who would be busier or less busy, and how even each batch would be."""

from allocator.report.backtest import Change, Replayed, changes, difference
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.ranking_plot import Row, picture
from allocator.report.wording import count, plain

_MOST = 40  # what a printed page holds
_LONGEST = 170.0  # percent; one extreme would otherwise squeeze all the others


def people(tested: Replayed) -> Drawing | None:
    """Every worker's workload under both policies, or those it differs most for."""
    found = [one for one in changes(tested) if one.points.first is not None]
    if not found:
        return None
    most = sorted(found, key=lambda one: -abs(one.points.first or 0))[:_MOST]
    shown = [one for one in found if one in most]
    first, second = tested.labels
    title = f"Workload with each proposal made, as {first} measures it"
    if len(shown) < len(found):
        title += f": the {count(len(shown), 'worker')} it differs most for"
    safe = tested.policies[0].priorities.safe_percent
    rows = [_row(one) for one in shown]
    ends = [safe, *_shares(rows)]
    svg = picture(rows, _names(tested), [safe], max(ends) + 5, max(0, min(ends) - 5))
    said = [
        f"{count(len(shown), 'row')}, one for each worker, the most relieved by {second} first.",
        *(
            f"{one.worker}: {_told(one, tested)}."
            for one in dict.fromkeys((shown[0], shown[-1]))
        ),
        "The table of every worker has the same numbers.",
    ]
    return drawing(svg, 1, title, " ".join(said))


def evenness(tested: Replayed) -> Drawing | None:
    """The gap between most and least loaded in each batch, where there are several; the last ones of many."""
    rows, more_even = list[Row](), 0
    for batch in tested.account.batches[-_MOST:]:
        by = batch.measured_by.first
        if by.first.spread_percent is not None and by.second.spread_percent is not None:
            gaps = (by.first.spread_percent, by.second.spread_percent)
            label = f"{gaps[0]:.1f} and {gaps[1]:.1f} points"
            rows.append(Row(short(plain(batch.batch)), gaps, label))
            more_even += gaps[1] < gaps[0]
    if len(rows) < 2:
        return None
    first, second = tested.labels
    longest = max(1.0, *_shares(rows)) * 1.05
    return drawing(
        picture(rows, _names(tested), [], longest, axis_label="datum.label"),
        2,
        f"Gap between the most and the least loaded worker, as {first} measures it",
        f"{count(len(rows), 'row')}, one for each batch. {second} has the smaller gap in {more_even:,} of them. "
        "The table of batches has the same numbers.",
    )


def _names(tested: Replayed) -> list[str]:
    return [short(name) for name in tested.labels]


def _shares(rows: list[Row]) -> list[float]:
    return [share for row in rows for share in row.shares if share is not None]


def _row(one: Change) -> Row:
    after = one.account.measured_by.first.percent_after
    shares = (min(after.first or 0.0, _LONGEST), min(after.second or 0.0, _LONGEST))
    label = f"{after.first:.0f}% and {after.second:.0f}%: {difference(one.points.first)} points"
    return Row(short(one.worker), shares, label)


def _told(one: Change, tested: Replayed) -> str:
    after = one.account.measured_by.first.percent_after
    first, second = tested.labels
    return f"{after.first}% under {first}, {after.second}% under {second}"
