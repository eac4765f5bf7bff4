"""A backtest on the terminal: what would have come out, how fairness moves, who gains and who loses."""

from collections.abc import Iterator, Sequence

from allocator.report.backtest import (
    Change,
    Replayed,
    burdened,
    difference,
    relieved,
)
from allocator.report.backtest_cases import destinations
from allocator.report.backtest_findings import findings, lead, what_it_is
from allocator.report.columns import table, wrapped
from allocator.report.comparison import beside
from allocator.report.wording import percent, plain

_SHOWN = 10
_CASES_SHOWN = 20


def text(tested: Replayed) -> str:
    """The whole backtest in 80 columns."""
    first, second = tested.labels
    sections = [
        ("", _opening(tested)),
        (f"Fairness as {first} measures it", _measures(tested, 0)),
        (f"Fairness as {second} measures it", _measures(tested, 1)),
        ("Batch by batch", _batches(tested)),
        (f"Less busy under {second}", _people(tested, relieved(tested))),
        (f"Busier under {second}", _people(tested, burdened(tested))),
        ("Cases that would go elsewhere", _cases(tested)),
        ("", wrapped(what_it_is())),
        ("", ["The engine proposes; people decide."]),
    ]
    told = [
        "\n".join([*([heading.upper()] if heading else []), *lines])
        for heading, section in sections
        if (lines := list(section))
    ]
    return "\n\n".join(told) + "\n"


def _opening(tested: Replayed) -> Iterator[str]:
    first, second = tested.policies
    yield from wrapped(lead(tested))
    yield from wrapped(f"First: {plain(first.title)} ({tested.labels[0]}).")
    yield from wrapped(f"Second: {plain(second.title)} ({tested.labels[1]}).")
    for said in findings(tested):
        yield from wrapped(f"- {said}", indent=2)


def _measures(tested: Replayed, by: int) -> Iterator[str]:
    if not tested.waiting:
        return
    overall = tested.account.overall.measured_by
    measured = (overall.first, overall.second)[by]
    rows = [
        (row.label, row.others[0], row.ours, row.verdict)
        for row in beside([measured.second, measured.first], headlines_only=by == 1)
    ]
    heading = ("", "First", "Second", "Second is")
    yield from table(heading, rows, (34, 16, 16), right=(1, 2))
    if tested.account.overall.batches > 1 and by == 0:
        yield from wrapped(
            "Over all batches: counts added up, skills matched averaged over the cases, the rest over the batches."
        )


def _batches(tested: Replayed) -> Iterator[str]:
    if len(tested.account.batches) < 2:
        return
    rows = []
    for batch in tested.account.batches:
        measured, results = batch.measured_by.first, batch.results
        rows.append(
            (
                plain(batch.batch),
                f"{sum(results.values()):,}",
                f"{measured.first.placed:,} / {measured.second.placed:,}",
                f"{_gap(measured.first.spread_percent)} / {_gap(measured.second.spread_percent)}",
                f"{measured.first.over_safe_limit:,} / {measured.second.over_safe_limit:,}",
                f"{results['different']:,}",
            )
        )
    heading = ("Batch", "Waiting", "Placed", "Gap", "Over safe", "To others")
    yield from table(heading, rows, (24, 7, 11, 13, 11), right=(1, 2, 3, 4, 5))
    yield from wrapped(
        f"First / second, as {tested.labels[0]} measures them. Gap: most less least loaded, in points. "
        "To others: cases that both place, with different people."
    )


def _gap(points: float | None) -> str:
    return "-" if points is None else f"{points:,.1f}"


def _people(tested: Replayed, found: Sequence[Change]) -> Iterator[str]:
    rows = [
        (
            one.worker,
            percent(one.account.measured_by.first.percent_before),
            percent(one.account.measured_by.first.percent_after.first),
            percent(one.account.measured_by.first.percent_after.second),
            difference(one.points.first),
            f"{one.account.new_cases.first:,} / {one.account.new_cases.second:,}",
        )
        for one in found[:_SHOWN]
    ]
    if rows:
        heading = ("Worker", "Before", "First", "Second", "Points", "New cases")
        yield from table(heading, rows, (28, 8, 8, 8, 7), right=(1, 2, 3, 4, 5))
    if len(found) > _SHOWN:
        yield f"and {len(found) - _SHOWN:,} more; --out writes them all."


def _cases(tested: Replayed) -> Iterator[str]:
    rows = [
        (
            plain(one.batch),
            plain(one.account.case_id),
            one.people.first,
            one.people.second,
        )
        for one in destinations(tested, "different", "first_only", "second_only")
    ]
    if rows:
        heading = ("Batch", "Case", "First", "Second")
        yield from table(heading, rows[:_CASES_SHOWN], (16, 10, 25))
    if len(rows) > _CASES_SHOWN:
        yield f"and {len(rows) - _CASES_SHOWN:,} more; --out writes them all."
