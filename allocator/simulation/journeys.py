"""What becomes of cases: they come, are held, move from stage to stage, lose their worker, and close."""

from collections.abc import Callable, Generator
from typing import Any, cast

import simpy

from allocator.domain.case import URGENCIES, Case, Urgency
from allocator.domain.proposal import Placement
from allocator.example.chance import drawn
from allocator.example.details import interventions_of
from allocator.example.figures import Figures
from allocator.simulation.durations import days_left
from allocator.simulation.intake import Family
from allocator.simulation.stages import CLOSED
from allocator.simulation.world import Passage, World

Process = Generator[simpy.Event, Any, None]


class Journeys:
    """Moves the cases of one world along its clock; ``tell`` is called whenever somebody's room or a queue changes."""

    def __init__(
        self,
        world: World,
        clock: simpy.Environment,
        figures: Figures,
        tell: Callable[[], None],
    ) -> None:
        self._world = world
        self._clock = clock
        self._figures = figures
        self._tell = tell

    def begin(self, case: Case) -> None:
        """A case the team has at the start, some way into its stage."""
        world = self._world
        started = (
            case.start_date
            if case.worker_id and case.start_date
            else case.referral_date or case.start_date
        )
        since = None if started is None else float((started - world.start).days)
        passage = self._add(case, since)
        elapsed = max(0.0, -(since or 0.0)) if case.worker_id else 0.0
        self._enter(passage, elapsed)
        if case.worker_id:
            passage.allocated = since
            passage.holders.append(case.worker_id)
            self._resume(passage)

    def arrive(self, family: Family) -> None:
        """A household is referred: to whoever knows it, where it has been here before."""
        world = self._world
        held_by = self._known(family.back) if family.back is not None else ""
        known = (held_by,) if held_by in world.workers else ()
        for case in family.cases:
            barred = tuple(
                who for who in case.barred_worker_ids if who in world.workers
            )
            passage = self._add(
                case.changed(
                    team=world.merged.get(case.team, case.team),
                    known_worker_ids=known,
                    barred_worker_ids=tuple(who for who in barred if who not in known),
                ),
                family.day,
            )
            passage.rereferral = family.back is not None
            self._enter(passage)
            world.tally.arrived += 1
        self._tell()

    def place(self, placement: Placement) -> None:
        """Somebody is given a case."""
        world, now = self._world, self._clock.now
        passage = world.open[placement.case_id]
        passage.case = passage.case.changed(
            worker_id=placement.worker_id,
            co_worker_id=placement.co_worker_id,
            start_date=world.day(now),
        )
        if passage.allocated is None:
            passage.allocated = now
        if passage.holders and passage.holders[-1] != placement.worker_id:
            world.tally.moved += 1
        world.tally.allocated += 1
        new = world.tally.new_cases
        new[placement.worker_id] = new.get(placement.worker_id, 0) + 1
        passage.holders.append(placement.worker_id)
        self._resume(passage)

    def release(self, passage: Passage, leaver: str = "") -> None:
        """A case loses its worker and waits, with what it has of its stage still before it."""
        case = passage.case
        worked = (*case.known_worker_ids, case.worker_id, case.co_worker_id)
        known = dict.fromkeys(who for who in worked if who and who != leaver)
        passage.days_left -= self._clock.now - passage.resumed
        passage.turn += 1
        passage.urgent_since = passage.waits_since = self._clock.now
        passage.case = case.changed(
            worker_id="",
            co_worker_id="",
            known_worker_ids=tuple(who for who in known if who in self._world.workers),
            urgency=case.urgency or self._urgency(passage),
        )

    def left(self, worker_id: str) -> None:
        """Somebody has gone: their cases wait, and nobody knows, shares or fears them any more."""

        def without(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(who for who in ids if who != worker_id)

        for passage in self._world.open.values():
            case = passage.case
            if case.worker_id == worker_id:
                self.release(passage, worker_id)
                case = passage.case
            involved = (
                case.co_worker_id,
                *case.known_worker_ids,
                *case.barred_worker_ids,
            )
            if worker_id in involved:
                passage.case = case.changed(
                    co_worker_id="".join(without((case.co_worker_id,))),
                    known_worker_ids=without(case.known_worker_ids),
                    barred_worker_ids=without(case.barred_worker_ids),
                )
        self._tell()

    def escalate(self) -> None:
        """What has waited too long for its urgency becomes more urgent by one step."""
        rule, now = self._world.scenario.escalation, self._clock.now
        days = {
            "low": rule.low_days,
            "medium": rule.medium_days,
            "high": rule.high_days,
        }
        for passage in self._world.waiting():
            urgency = passage.case.urgency or self._urgency(passage)
            limit = days.get(urgency)
            while limit is not None and now - passage.urgent_since >= limit:
                passage.urgent_since += limit
                urgency = URGENCIES[URGENCIES.index(urgency) - 1]
                limit = days.get(urgency)
                self._world.tally.escalated += 1
            if urgency != passage.case.urgency:
                passage.case = passage.case.changed(urgency=urgency)

    def _add(self, case: Case, arrived: float | None) -> Passage:
        passage = Passage(
            case,
            arrived,
            type_at_start=case.type,
            urgency=case.urgency or "",
            household=case.group_id or case.case_id,
            urgent_since=arrived or 0.0,
            waits_since=arrived or 0.0,
        )
        self._world.passages[case.case_id] = passage
        self._world.open[case.case_id] = passage
        return passage

    def _enter(self, passage: Passage, elapsed: float = 0.0) -> None:
        """The stage that a case's type says begins, or began some days ago."""
        world = self._world
        stage = world.scenario.stages[passage.case.type]
        share = world.streams.share("stage", passage.household, passage.stages)
        passage.days_left = days_left(stage, elapsed, share)

    def _resume(self, passage: Passage) -> None:
        passage.resumed = self._clock.now
        passage.turn += 1
        self._clock.process(self._end_of_stage(passage, passage.turn))

    def _end_of_stage(self, passage: Passage, turn: int) -> Process:
        yield self._clock.timeout(max(0.0, passage.days_left))
        if passage.turn == turn:
            self._move_on(passage)

    def _move_on(self, passage: Passage) -> None:
        """One stage has ended: the next begins in the same hands, or the case closes."""
        world, streams = self._world, self._world.streams
        shares = world.scenario.stages[passage.case.type].next_percent
        after = drawn(shares, streams.of("next", passage.household, passage.stages))
        if after == CLOSED:
            self._close(passage)
            return
        passage.stages += 1
        case = passage.case
        chance = streams.of("interventions", case.case_id, passage.stages)
        passage.case = case.changed(
            type=after,
            interventions=interventions_of(self._figures.cases, after, chance),
        )
        world.changed_type.add(case.case_id)
        self._enter(passage)
        self._resume(passage)

    def _close(self, passage: Passage) -> None:
        world, now = self._world, self._clock.now
        passage.closed = now
        passage.turn += 1
        del world.open[passage.case.case_id]
        world.changed_type.discard(passage.case.case_id)
        world.closed_households.append((now, passage.case.worker_id))
        world.tally.closed += 1
        self._tell()

    def _known(self, back: float) -> str:
        """Whom a household knows that has been here before: the worker of one closed in the run, or of one before it.

        The longer the run, the likelier it is the former.
        """
        world, now = self._world, self._clock.now
        within = world.scenario.intake.rereferral_within_days
        lately = [who for day, who in world.closed_households if now - day <= within]
        in_the_run = min(1.0, now / within)
        if lately and back < in_the_run:
            return lately[int(back / in_the_run * len(lately))]
        before = (back - in_the_run) / (1 - in_the_run) if back >= in_the_run else back
        here = self._figures.waiting.previous_worker_here.value / 100
        holders = [w.worker_id for w in world.workers.values() if w.carries_cases]
        if before < here and holders:
            return holders[int(before / here * len(holders))]
        return ""

    def _urgency(self, passage: Passage) -> Urgency:
        """How urgent a case is of which nobody has said so."""
        shares = self._figures.waiting.urgency.percent.get(passage.case.type)
        if shares is None:
            return "medium"
        chance = self._world.streams.of("urgency", passage.household)
        return cast(Urgency, drawn(shares, chance))
