"""One run as its answers need it: a few numbers a week and for the whole, taken from the rows of its history."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from allocator.domain.history import CaseRow, History, WeekRow
from allocator.simulation.answers import measures
from allocator.simulation.answers.breaking import broken_in, waits_in_sight
from allocator.simulation.answers.survival import Exposure, Span, exposure
from allocator.simulation.scenario import Breach

Row = TypeVar("Row", WeekRow, CaseRow)

_WEEK = 7


class Waiting(NamedTuple):
    """Cases of one urgency in one run: how many could be waited for, how many still do, and their days in sight."""

    cases: int
    still_waiting: int
    days: Exposure


class RunDigest(NamedTuple):
    """One replication of one compared line."""

    line: str
    replication: int
    weeks: int
    weekly: dict[str, tuple[float | None, ...]]
    whole: dict[str, float | None]
    waits: dict[str, Waiting]
    broken: dict[str, int | None]

    @property
    def broken_week(self) -> int | None:
        """The first week in which any rule says that the team is broken."""
        return min((week for week in self.broken.values() if week), default=None)


def digests(history: History, breach: Breach | None) -> Iterator[RunDigest]:
    """Every run of a history; its rows stand in the order of lines and replications, or they are put into it."""
    cases = _by_run(history.cases)
    for key, weeks in _by_run(history.weeks).items():
        yield digest(weeks, cases.get(key, []), breach)


def digest(
    weeks: Sequence[WeekRow], cases: Sequence[CaseRow], breach: Breach | None
) -> RunDigest:
    """One run from its rows."""
    last = weeks[-1].week
    weekly = {
        name: tuple(measure.read(week) for week in weeks)
        for name, measure in measures.WEEKLY.items()
    }
    broken = broken_in(weeks, cases, breach) if breach else {}
    first = min((week for week in broken.values() if week), default=None)
    whole = {
        name: _folded(weekly[name], measure.fold)
        for name, measure in measures.WEEKLY.items()
    }
    whole |= {"most_waiting": max(measures.waiting(week) for week in weeks)}
    whole |= _continuity(cases)
    if breach:
        whole[measures.UNBROKEN] = last if first is None else first - 1
    waits = {kind: _waiting(kind, cases, last * _WEEK) for kind in measures.KINDS}
    return RunDigest(
        weeks[0].policy, weeks[0].replication, last, weekly, whole, waits, broken
    )


def _folded(numbers: Sequence[float | None], fold: measures.Fold) -> float | None:
    known = [number for number in numbers if number is not None]
    return fold(known) if known else None


def _continuity(cases: Sequence[CaseRow]) -> dict[str, float | None]:
    """Over the children who had a worker at all."""
    held = [case.workers for case in cases if case.workers]
    if not held:
        return {"workers_per_child": None, "changed_worker_percent": None}
    return {
        "workers_per_child": measures.average(held),
        "changed_worker_percent": 100 * sum(number > 1 for number in held) / len(held),
    }


def _waiting(kind: str, cases: Sequence[CaseRow], days: int) -> Waiting:
    waited = [
        case
        for case in cases
        if (case.urgency or measures.UNSAID) == kind and waits_in_sight(case)
    ]
    return Waiting(
        len(waited),
        sum(case.state == "waiting" for case in waited),
        exposure([_span(case, days) for case in waited], days),
    )


def _span(case: CaseRow, days: int) -> Span:
    """Age in days, a day begun counted as a day; a case that waited before the run is in sight from its age then."""
    arrived = case.arrived or 0.0
    seen_from = max(0, math.ceil(-arrived))
    if case.allocated is not None:
        return Span(seen_from, math.ceil(case.allocated - arrived), has_ended=True)
    # What closes without a worker is lost from sight: nobody knows how long it would have waited.
    lost = days if case.closed is None else case.closed
    return Span(seen_from, math.floor(lost - arrived), has_ended=False)


def _by_run(
    rows: Iterable[Row],
) -> dict[tuple[str, int], list[Row]]:
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for key, run in groupby(rows, lambda row: (row.policy, row.replication)):
        found[key] += run
    return found
