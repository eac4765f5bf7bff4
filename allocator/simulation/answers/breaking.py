"""The week in which a team breaks, by each rule of a scenario."""

from collections.abc import Iterable, Sequence

from allocator.domain.history import CaseRow, WeekRow
from allocator.simulation.answers.measures import waiting
from allocator.simulation.scenario import Breach

_WEEK = 7


def broken_in(
    weeks: Sequence[WeekRow], cases: Sequence[CaseRow], breach: Breach
) -> dict[str, int | None]:
    """For every rule the first week at whose end it says that the team is broken; None where it never does."""
    found: dict[str, int | None] = {}
    if (most := breach.workers_percent) is not None:
        found["workers_percent"] = _first(
            week.week
            for week in weeks
            if week.workers and 100 * week.over_110_four_weeks / week.workers > most
        )
    if (days := breach.urgent_wait_days) is not None:
        last = weeks[-1].week
        found["urgent_wait_days"] = _first(
            week
            for case in cases
            if (week := _waits_too_long_in(case, days, last)) is not None
        )
    if (number := breach.waiting_cases) is not None:
        found["waiting_cases"] = _first(
            week.week for week in weeks if waiting(week) > number
        )
    return found


def waits_in_sight(case: CaseRow) -> bool:
    """Whether a case waits within the run: not those that had a worker, or were unheard of, when it began."""
    if case.arrived is None:
        return False
    if case.allocated is not None:
        return case.allocated >= 0
    return case.state == "waiting" or case.arrived >= 0


def _first(weeks: Iterable[int]) -> int | None:
    return min(weeks, default=None)


def _waits_too_long_in(case: CaseRow, days: int, last: int) -> int | None:
    """The week in which a case that came as urgent has waited longer than so many days."""
    if case.urgency != "urgent" or case.arrived is None or not waits_in_sight(case):
        return None
    # What had waited long before the run is given its first meeting.
    until = max(0.0, case.arrived + days)
    ended = case.closed if case.allocated is None else case.allocated
    if ended is not None and ended <= until:
        return None
    week = int(until // _WEEK) + 1
    return week if week <= last else None
