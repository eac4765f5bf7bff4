"""What there is to say of a team at the end of a week: one row for all of it, and one for each worker."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, pstdev

import numpy as np

from allocator.domain.history import WeekRow, WorkerWeekRow
from allocator.domain.worker import Reduction, Worker
from allocator.simulation.scenario import Burnout
from allocator.simulation.world import Tally, World
from allocator.workload.capacity import available
from allocator.workload.measure import Workload

_SAFE, _EXCESSIVE = 100, 110
# Weeks running above it that count as excessive.
_WEEKS = 4


@dataclass(frozen=True)
class Load:
    """One worker's utilisation, in whole steps of the weighting, with the time they have when at work."""

    worker: Worker
    held: int
    capacity: int
    cases: int

    @property
    def percent(self) -> float | None:
        """Utilisation, or None without capacity."""
        return round(100 * self.held / self.capacity, 1) if self.capacity else None

    def is_over(self, percent: float) -> bool:
        """Whether they hold more than so many percent of what they have; somebody away for long does not count."""
        return bool(self.capacity) and 100 * self.held > percent * self.capacity


@dataclass
class Runs:
    """For how many weeks running each worker has been above a level."""

    percent: float
    weeks: dict[str, int] = field(default_factory=dict)

    def count(self, loads: Sequence[Load]) -> None:
        """One more week; those who have no capacity in it keep what they had."""
        self.weeks = {load.worker.worker_id: self._now(load) for load in loads}

    def _now(self, load: Load) -> int:
        before = self.weeks.get(load.worker.worker_id, 0)
        if not load.capacity:
            return before
        return before + 1 if load.is_over(self.percent) else 0

    def at_least(self, weeks: int) -> int:
        """Workers who have been above it for so many weeks."""
        return sum(run >= weeks for run in self.weeks.values())


class Weeks:
    """Writes the rows of one replication, week by week."""

    def __init__(self, line: str, replication: int, burnout: Burnout | None) -> None:
        self._line, self._replication = line, replication
        self._burnout = burnout
        self._excessive = Runs(_EXCESSIVE)
        self._burning = Runs(burnout.over_percent) if burnout else None
        self.rows: list[WeekRow] = []
        self.workers: list[WorkerWeekRow] = []

    def write(self, week: int, world: World, now: float, workload: Workload) -> None:
        """The rows of a week that ends now, and a new tally for the next."""
        loads = _loads(workload)
        self._excessive.count(loads)
        if self._burning is not None:
            self._burning.count(loads)
        tally, world.tally = world.tally, Tally()
        step = float(workload.policy.weighting.round_to)
        self.rows.append(self._row(week, world, now, workload, loads, tally, step))
        self.workers += [
            WorkerWeekRow(
                self._line,
                self._replication,
                week,
                load.worker.worker_id,
                load.percent,
                round(load.held * step, 4),
                round(load.capacity * step, 4),
                load.cases,
                tally.new_cases.get(load.worker.worker_id, 0),
            )
            for load in loads
        ]

    def _row(
        self,
        week: int,
        world: World,
        now: float,
        workload: Workload,
        loads: Sequence[Load],
        tally: Tally,
        step: float,
    ) -> WeekRow:
        waiting = [*world.waiting()]
        urgency = Counter(one.case.urgency for one in waiting)
        waits = [now - one.waits_since for one in waiting]
        percents = [load.percent for load in loads if load.percent is not None]
        p10, p50, p90 = _quantiles(percents)
        squares = sum(percent * percent for percent in percents)
        return WeekRow(
            policy=self._line,
            replication=self._replication,
            week=week,
            date=world.day(now),
            arrived=tally.arrived,
            allocated=tally.allocated,
            closed=tally.closed,
            waiting_urgent=urgency["urgent"],
            waiting_high=urgency["high"],
            waiting_medium=urgency["medium"],
            waiting_low=urgency["low"],
            longest_wait_days=int(max(waits, default=0)),
            held=len(world.open) - len(waiting),
            workers=len(loads),
            capacity=round(step * sum(load.capacity for load in loads), 4),
            units=round(step * sum(load.held for load in loads), 4),
            mean_percent=round(fmean(percents), 2) if percents else None,
            p10_percent=p10,
            p50_percent=p50,
            p90_percent=p90,
            max_percent=max(percents, default=None),
            sd_percent=round(pstdev(percents), 2) if percents else None,
            over_100=sum(load.is_over(_SAFE) for load in loads),
            over_110=sum(load.is_over(_EXCESSIVE) for load in loads),
            over_110_four_weeks=self._excessive.at_least(_WEEKS),
            jain=round(sum(percents) ** 2 / (len(percents) * squares), 4)
            if squares
            else None,
            skill_match_percent=round(fmean(tally.matches), 2)
            if tally.matches
            else None,
            moved=tally.moved,
            escalated=tally.escalated,
            supervision_percent=_supervision(workload),
            flags=self._burning.at_least(self._burnout.weeks)
            if self._burning and self._burnout
            else 0,
        )


def _loads(workload: Workload) -> list[Load]:
    """Everyone who carries or holds cases."""
    team = workload.team
    return [
        Load(worker, holding.held, _capacity(workload, worker), holding.cases)
        for worker in team.workers
        if team.works_cases(worker)
        for holding in [workload.holdings[worker.worker_id]]
    ]


def _capacity(workload: Workload, worker: Worker) -> int:
    """What a worker has when at work; nothing while they are away for as long as the horizon or longer.

    A week of leave takes a quarter of the capacity in each of the four weeks before it. The meeting allows for that;
    as a measure of how much somebody holds it would cry wolf for a month. Nor does somebody ill for a month hold 800%
    of their capacity because a day of the horizon is left: they are away, and then they are back.
    """
    given = workload.team.reductions_of.get(worker.worker_id, ())
    today = workload.as_of
    horizon = datetime.timedelta(weeks=workload.policy.priorities.horizon_weeks)
    absences = [one for one in given if one.is_absence]
    if any(_covers(one, today) and not _is_short(one, horizon) for one in absences):
        return 0
    if not absences:
        return workload.holdings[worker.worker_id].capacity.quanta
    grade = workload.standing.grade(worker)
    reduced = [one for one in given if not one.is_absence]
    return available(worker, grade, reduced, workload.policy, today).quanta


def _covers(reduction: Reduction, day: datetime.date) -> bool:
    start, end = reduction.start, reduction.end
    return (start is None or start <= day) and (end is None or day <= end)


def _is_short(reduction: Reduction, horizon: datetime.timedelta) -> bool:
    start, end = reduction.start, reduction.end
    return start is not None and end is not None and end - start < horizon


def _quantiles(percents: Sequence[float]) -> tuple[float | None, ...]:
    if not percents:
        return None, None, None
    return tuple(round(float(q), 2) for q in np.percentile(percents, (10, 50, 90)))


def _supervision(workload: Workload) -> float | None:
    """What supervisors are asked for beside what they can give, in percent."""
    people = [
        workload.team.worker[supervisor_id]
        for supervisor_id in workload.team.supervised_by
    ]
    given = sum(workload.supervision_given(supervisor) for supervisor in people)
    asked = sum(workload.supervision_asked(supervisor) for supervisor in people)
    return round(100 * asked / given, 1) if given else None
