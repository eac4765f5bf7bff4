"""One replication of one compared line: the clock, what happens on it, and the rows it leaves."""

from collections.abc import Callable, Generator, Iterator
from typing import Any

import simpy

from allocator.domain.history import CaseRow, History, State
from allocator.example.figures import load_figures
from allocator.simulation.allocating import Meeting, meet, unfit, weighed
from allocator.simulation.answers.breaking import broken_in
from allocator.simulation.intake import Referrals, figures_for
from allocator.simulation.journeys import Journeys
from allocator.simulation.people import People
from allocator.simulation.plan import WEEK, Course, Plan
from allocator.simulation.streams import Streams
from allocator.simulation.weeks import Weeks
from allocator.simulation.world import Passage, World
from allocator.solvers.answer import Stop
from allocator.workload.measure import Workload

Process = Generator[simpy.Event, Any, None]
Tell = Callable[[int], None]

# Days are told to a ten-thousandth, which is nine seconds.
_PLACES = 4


class Stopped(Exception):
    """Somebody asked for an end before the run was over; what there is of it is no answer."""


def replicate(
    plan: Plan,
    line: int,
    replication: int,
    stop: Stop | None = None,
    tell: Tell = lambda week: None,
) -> History:
    """The whole run of one compared line once; ``tell`` hears of every week that is over.

    Raises Stopped where a stop is asked for before its end.
    """
    course = plan.courses[line]
    return _Replication(plan, course, replication, stop or Stop(), tell).history()


class _Replication:
    def __init__(
        self, plan: Plan, course: Course, replication: int, stop: Stop, tell: Tell
    ) -> None:
        self._plan, self._course, self._replication = plan, course, replication
        self._stop, self._tell = stop, tell
        scenario = course.scenario
        streams = Streams(scenario.run.seed, replication)
        figures = figures_for(scenario.intake, load_figures(), plan.team)
        self._clock = simpy.Environment()
        self._world = World(
            scenario,
            plan.start,
            streams,
            workers=dict(plan.team.worker),
            reductions=list(plan.team.reductions),
        )
        self._journeys = Journeys(self._world, self._clock, figures, self._changed)
        self._people = People(
            self._world, self._clock, figures, self._journeys.left, self._changed
        )
        self._referrals = Referrals(scenario, figures, plan.team, plan.start, streams)
        self._weeks = Weeks(course.name, replication, scenario.burnout)
        self._is_due = False
        self._broken = self._clock.event()

    def history(self) -> History:
        """Every row, once the run is over."""
        run = self._course.scenario.run
        for case in self._plan.team.cases:
            self._journeys.begin(case)
        self._people.begin()
        self._clock.process(self._arrivals())
        self._clock.process(self._calendar(run.allocate_every_days))
        # The last meeting falls on the last day, so the clock stops just after it.
        end = self._clock.timeout(WEEK * run.weeks + 1e-6)
        self._clock.run(until=end | self._broken)
        weeks, workers = self._weeks.rows, self._weeks.workers
        return History(tuple(weeks), tuple(self._case_rows()), tuple(workers))

    def _arrivals(self) -> Process:
        for family in self._referrals.families():
            yield self._clock.timeout(family.day - self._clock.now)
            self._journeys.arrive(family)

    def _calendar(self, every: int) -> Process:
        """Meetings on their days, from the first day on, and a row at the end of each week."""
        weeks = self._course.scenario.run.weeks
        days = {*range(0, WEEK * weeks + 1, every)} if every else {0}
        for day in sorted(days | {*range(WEEK, WEEK * weeks + 1, WEEK)}):
            yield self._clock.timeout(day - self._clock.now)
            workload = self._meeting().after if day in days else None
            if day and day % WEEK == 0:
                self._row(day // WEEK, workload)

    def _changed(self) -> None:
        """Where cases are allocated at once, something has happened that may let one be."""
        if self._course.scenario.run.allocate_every_days or self._is_due:
            return
        self._is_due = True
        self._clock.process(self._at_once())

    def _at_once(self) -> Process:
        yield self._clock.timeout(0)
        self._is_due = False
        if any(True for _ in self._world.waiting()):
            self._meeting()

    def _meeting(self) -> Meeting:
        world, now = self._world, self._clock.now
        practice = self._course.practice(now)
        for case in unfit(world, practice.policy.on(world.day(now))):
            self._journeys.release(world.open[case.case_id])
        self._journeys.escalate()
        met = meet(world, now, practice, self._stop)
        if self._stop.requested:
            # Cut short, the meeting may have decided otherwise than it would have.
            raise Stopped
        for placement in met.proposal.placements:
            self._journeys.place(placement)
        world.tally.matches += met.matches
        return met

    def _row(self, week: int, workload: Workload | None) -> None:
        world, now = self._world, self._clock.now
        policy = self._plan.measured_by or self._course.practice(now).policy
        if (
            workload is None
            or workload.policy.digest != policy.on(world.day(now)).digest
        ):
            workload = weighed(world, now, policy)
        self._weeks.write(week, world, now, workload)
        self._tell(week)
        if self._plan.until_broken and self._is_broken():
            self._broken.succeed()

    def _is_broken(self) -> bool:
        breach = self._plan.scenario.breach
        if breach is None:
            return False
        found = broken_in(self._weeks.rows, [*self._case_rows()], breach)
        return any(week is not None for week in found.values())

    def _case_rows(self) -> Iterator[CaseRow]:
        return (self._case_row(one) for one in self._world.passages.values())

    def _case_row(self, passage: Passage) -> CaseRow:
        state: State = "held" if passage.is_held else "waiting"
        if passage.closed is not None:
            state = "closed"
        return CaseRow(
            self._course.name,
            self._replication,
            passage.case.case_id,
            passage.case.group_id,
            passage.type_at_start,
            passage.urgency,
            _day(passage.arrived),
            _day(passage.allocated),
            _day(passage.closed),
            len(set(passage.holders)),
            passage.rereferral,
            state,
        )


def _day(moment: float | None) -> float | None:
    # The clock counts whole days in whole numbers, which would read otherwise once written and read again.
    return None if moment is None else round(float(moment), _PLACES)
