"""What happens to workers: they leave and are replaced, join and settle in, fall ill, take leave, move up a grade."""

import datetime
from collections.abc import Callable, Generator
from typing import Any

import simpy

from allocator.domain.months import months_after
from allocator.domain.worker import Reduction, Worker
from allocator.example.figures import Figures
from allocator.simulation.newcomers import Newcomers, is_agency
from allocator.simulation.workforce_plan import Joiner, Leaver
from allocator.simulation.world import World

Process = Generator[simpy.Event, Any, None]

_WEEK = 7
_WORKING_WEEK = 5
_DAYS_IN_A_YEAR = 365.25
_FULL = 100
# Weeks beyond the end of the run for which leave is planned.
_AHEAD = 8


class People:
    """Moves the people of one world along its clock; ``gone`` hears of everyone who leaves, ``tell`` of who comes."""

    def __init__(
        self,
        world: World,
        clock: simpy.Environment,
        figures: Figures,
        gone: Callable[[str], None],
        tell: Callable[[], None],
    ) -> None:
        self._world = world
        self._clock = clock
        self._words = figures.words.reductions
        self._gone = gone
        self._tell = tell
        self._newcomers = Newcomers(world, figures)
        self._plan = world.scenario.workforce

    def begin(self) -> None:
        """Everyone who is here, every post that is vacant, and everything that is planned."""
        holders = [w for w in self._world.workers.values() if w.carries_cases]
        for worker in holders:
            self._settle(worker, post=worker.worker_id, number=1)
        vacant = self._plan.vacancy_percent / (_FULL - self._plan.vacancy_percent)
        for number in range(1, round(vacant * len(holders)) + 1):
            like = holders[(number - 1) % len(holders)]
            self._clock.process(self._replace(like, f"V{number:02}", 0))
        for leaver in self._plan.leaver:
            self._clock.process(self._leave_together(leaver))
        for joiner in self._plan.joiner:
            self._clock.process(self._join_together(joiner))
        for merger in self._world.scenario.merger:
            self._clock.process(self._merge(merger.week, merger.teams, merger.into))
        if self._plan.progression:
            self._clock.process(self._move_up())

    def _settle(self, worker: Worker, post: str, number: int) -> None:
        """Somebody works here from now on, in a post that others had before them."""
        self._clock.process(self._stay(worker.worker_id, post, number))
        if self._plan.sickness is not None:
            self._clock.process(self._fall_ill(worker.worker_id))
        if self._plan.leave is not None:
            self._plan_leave(worker.worker_id)

    def _stay(self, worker_id: str, post: str, number: int) -> Process:
        """Until they leave of their own accord; those on notice are given no more cases."""
        share = self._world.streams.of("stay", worker_id).exponential()
        a_year = self._plan.turnover_percent_a_year / _FULL
        mean = _DAYS_IN_A_YEAR / a_year if a_year else None
        if is_agency(self._world.workers[worker_id]):
            weeks = self._plan.agency_stay_weeks
            mean = mean if weeks is None else _WEEK * weeks
        if mean is None:
            return
        stays = mean * share
        notice = min(stays, float(_WEEK * self._plan.notice_weeks))
        yield self._clock.timeout(stays - notice)
        worker = self._world.workers.get(worker_id)
        if worker is None:
            return
        self._world.workers[worker_id] = worker.changed(carries_cases=False)
        yield self._clock.timeout(notice)
        self._leave(worker_id, post, number, replaced=True)

    def _leave(self, worker_id: str, post: str, number: int, *, replaced: bool) -> None:
        world = self._world
        worker = world.workers.pop(worker_id, None)
        if worker is None:
            return
        world.reductions[:] = [r for r in world.reductions if r.worker_id != worker_id]
        self._gone(worker_id)
        if replaced:
            self._clock.process(self._replace(worker, post, number))

    def _replace(self, worker: Worker, post: str, number: int) -> Process:
        """After a while somebody of the same grade takes the post, if anyone does."""
        plan, who = self._plan, f"{post}-{number + 1}"
        chance = self._world.streams.of("replacement", who)
        filled, agency, wait = (float(share) for share in chance.random(3))
        if filled * _FULL >= plan.replaced_percent:
            return
        is_from_agency = agency * _FULL < plan.agency_percent
        least, most = (
            plan.agency_after_weeks if is_from_agency else plan.hired_after_weeks
        )
        yield self._clock.timeout(_WEEK * (least + wait * (most - least)))
        newcomer = self._newcomers.like(
            worker, who, self._world.day(self._clock.now), agency=is_from_agency
        )
        self._join(newcomer, post, number + 1, settled=False)

    def _join(self, worker: Worker, post: str, number: int, *, settled: bool) -> None:
        world = self._world
        world.workers[worker.worker_id] = worker
        if not settled:
            start = world.day(self._clock.now)
            for step in self._plan.induction:
                end = start + datetime.timedelta(days=_WEEK * step.weeks - 1)
                self._off(worker.worker_id, "Induction", step.percent_off, start, end)
                start = end + datetime.timedelta(days=1)
        self._settle(worker, post, number)
        self._tell()

    def _leave_together(self, leaver: Leaver) -> Process:
        yield self._clock.timeout(_WEEK * (leaver.week - 1))
        streams = self._world.streams
        matching = [w for w in self._world.workers.values() if _matches(w, leaver)]
        matching.sort(
            key=lambda worker: streams.share("leaver", leaver.title, worker.worker_id)
        )
        for worker in matching[: leaver.number]:
            # A post that is filled again goes on being counted from this holder.
            self._leave(worker.worker_id, worker.worker_id, 1, replaced=leaver.replaced)

    def _join_together(self, joiner: Joiner) -> Process:
        yield self._clock.timeout(_WEEK * (joiner.week - 1))
        today = self._world.day(self._clock.now)
        for number in range(1, joiner.number + 1):
            post = f"{joiner.title} {number}"
            worker = self._newcomers.joining(joiner, post, today)
            self._join(worker, post, 1, settled=joiner.settled)

    def _merge(self, week: int, teams: tuple[str, ...], into: str) -> Process:
        yield self._clock.timeout(_WEEK * (week - 1))
        world = self._world
        world.merged |= dict.fromkeys(teams, into)
        for worker_id, worker in world.workers.items():
            if worker.team in teams:
                world.workers[worker_id] = worker.changed(team=into)
        for passage in world.open.values():
            if passage.case.team in teams:
                passage.case = passage.case.changed(team=into)
        self._tell()

    def _move_up(self) -> Process:
        """Week by week, those whose months are over; a limit that was set for the grade before goes with it."""
        while True:
            today = self._world.day(self._clock.now)
            for worker_id, worker in self._world.workers.items():
                for step in self._plan.progression:
                    since = worker.qualified_date
                    if worker.seniority != step.grade or since is None:
                        continue
                    if months_after(since, step.after_months) <= today:
                        self._world.workers[worker_id] = worker.changed(
                            seniority=step.to, max_cases=None
                        )
                        break
            yield self._clock.timeout(_WEEK)

    def _fall_ill(self, worker_id: str) -> Process:
        """Spell after spell; nobody knows of one before it begins."""
        sickness = self._plan.sickness
        if sickness is None or not sickness.spells_a_year:
            return
        chance = self._world.streams.of("sickness", worker_id)
        between = _DAYS_IN_A_YEAR / sickness.spells_a_year
        while True:
            yield self._clock.timeout(between * float(chance.exponential()))
            left, least, days = float(chance.random()) * _FULL, 1, 1
            for spell in sickness.lengths:
                days = least + int(float(chance.random()) * (spell.to_days - least + 1))
                left -= spell.percent
                least = spell.to_days + 1
                if left < 0:
                    break
            if worker_id not in self._world.workers:
                return
            start = self._world.day(self._clock.now)
            end = start + datetime.timedelta(days=days - 1)
            self._off(worker_id, self._words["sickness"], _FULL, start, end)
            self._tell()
            yield self._clock.timeout(days)

    def _plan_leave(self, worker_id: str) -> None:
        """Weeks of leave over the rest of the run: so many a year on average, each week by its month's chance."""
        leave, world = self._plan.leave, self._world
        if leave is None:
            return
        weeks = leave.days_a_year / _WORKING_WEEK
        weights = [leave.month_percent.get(str(month), _FULL) for month in range(1, 13)]
        mean = sum(weights) / len(weights)
        chance = world.streams.of("leave", worker_id)
        monday = world.start + datetime.timedelta(days=-world.start.weekday() % _WEEK)
        today = world.day(self._clock.now)
        for _ in range(world.scenario.run.weeks + _AHEAD):
            odds = weeks * (_WEEK / _DAYS_IN_A_YEAR) * weights[monday.month - 1] / mean
            if float(chance.random()) < odds and monday >= today:
                friday = monday + datetime.timedelta(days=_WORKING_WEEK - 1)
                self._off(worker_id, self._words["annual_leave"], _FULL, monday, friday)
            monday += datetime.timedelta(days=_WEEK)

    def _off(
        self,
        worker_id: str,
        reason: str,
        percent: float,
        start: datetime.date,
        end: datetime.date,
    ) -> None:
        self._world.reductions.append(
            Reduction(
                worker_id=worker_id,
                reason=reason,
                percent=percent,
                start=start,
                end=end,
            )
        )


def _matches(worker: Worker, leaver: Leaver) -> bool:
    """Whether somebody is one of those a scenario says leave."""
    return (
        worker.carries_cases
        and (not leaver.worker_ids or worker.worker_id in leaver.worker_ids)
        and leaver.seniority in ("", worker.seniority)
        and leaver.team in ("", worker.team)
        and leaver.agency in (None, is_agency(worker))
    )
