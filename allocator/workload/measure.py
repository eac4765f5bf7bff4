"""A whole team measured: what every worker holds beside what they have, and what every case asks."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.proposal import Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.capacity import Available, available
from allocator.workload.hours import contracted
from allocator.workload.needs import Matching
from allocator.workload.scale import Asked, Scale, in_steps
from allocator.workload.standing import Standing

# Supervision is counted in hundredths of a minute: whole minutes times whole percents.
MINUTE = 100


@dataclass(frozen=True)
class Holding:
    """What one worker has and holds; quanta are steps of the weighting's ``round_to``.

    ``held`` is what cases and the worker's own work come to together, ``own`` the latter, and ``settled`` is what
    ``held`` has beyond their sum: the rounding of a total, and what a sum below nothing lacks to nothing.
    """

    capacity: Available
    held: int
    own: Asked
    settled: int
    cases: int
    recent: int
    recent_cases: int
    supervision: int
    provisional: tuple[str, ...]

    @property
    def percent(self) -> float | None:
        """Utilisation, or None where there is no capacity: such a worker is full, never idle."""
        return (
            round(100 * self.held / self.capacity.quanta, 1)
            if self.capacity.quanta
            else None
        )


class Workload:
    """One team weighed by one policy on one day; what an earlier one has weighed alike is not weighed again."""

    def __init__(
        self,
        team: Team,
        policy: Policy,
        as_of: datetime.date,
        earlier: "Workload | None" = None,
    ) -> None:
        self.team = team
        self.policy = policy = policy.on(as_of)
        self.as_of = as_of
        self.standing = Standing(team, policy.competency, as_of)
        known = earlier.scale if earlier else None
        self.scale: Scale = Scale(policy, self.standing, as_of, known)
        self.matching = Matching(policy.competency, self.standing, self.scale)
        self._asked: dict[str, dict[str, Asked]] = {}
        self._unchanged: dict[str, Holding] = {}
        self._settled: dict[str, int] = {}
        self._apart: frozenset[str] = frozenset()
        self._stood: Workload | None = None

    @property
    def stands(self) -> "Workload":
        """The team as it stands, also where some of what people hold has been taken off them to be given anew."""
        return self._stood or self

    def capacity(self, worker: Worker) -> Available:
        """What a worker has for cases over the horizon."""
        reductions = self.team.reductions_of.get(worker.worker_id, ())
        grade = self.standing.grade(worker)
        return available(worker, grade, reductions, self.policy, self.as_of)

    def households(self, cases: Sequence[Case]) -> list[tuple[Case, ...]]:
        """Waiting cases to be placed together, in the order first met; each alone where households may be split."""
        if not self.policy.holds("household_together"):
            return [(case,) for case in cases]
        return self._families(cases)

    def adds(self, cases: Sequence[Case], worker: Worker) -> int:
        """What the waiting cases of one household add to what a worker holds, siblings they hold included."""
        held = self._siblings(cases[0], self.team.held_by[worker.worker_id])
        together = sum(
            asked.quanta for asked in self.scale.together([*held, *cases], worker)
        )
        return together - sum(
            asked.quanta for asked in self.scale.together(held, worker)
        )

    def adds_co_working(self, cases: Sequence[Case], worker: Worker) -> int:
        """What co-working the waiting cases of one household adds to what a worker holds."""
        held = self._siblings(cases[0], self.team.co_worked_by[worker.worker_id])
        together = sum(
            asked.quanta for asked in self.scale.co_working([*held, *cases], worker)
        )
        return together - sum(
            asked.quanta for asked in self.scale.co_working(held, worker)
        )

    def _families(self, cases: Sequence[Case]) -> list[tuple[Case, ...]]:
        """Cases of one person gathered by household, as they are weighed; the heaviest of each counts in full."""
        found: dict[str, list[Case]] = {}
        for case in cases:
            alone = case.case_id in self._apart
            found.setdefault(
                f"alone {case.case_id}" if alone else case.household, []
            ).append(case)
        return [tuple(together) for together in found.values()]

    def _siblings(self, case: Case, among: Sequence[Case]) -> list[Case]:
        if not case.group_id or not self.policy.holds("household_together"):
            return []
        return [other for other in among if other.group_id == case.group_id]

    def is_recent(self, case: Case) -> bool:
        """Whether a held case counts as new work; one without a date does not."""
        started = case.start_date or case.referral_date
        return (
            started is not None
            and (self.as_of - started).days
            < 7 * self.policy.priorities.balance.recent_weeks
        )

    def is_flagged(self, worker: Worker) -> bool:
        """Whether people have agreed that somebody is to be spared on this day."""
        flags = self.team.flags_of.get(worker.worker_id, ())
        return any(flag.counts_on(self.as_of) for flag in flags)

    def new_case_limit(self, worker: Worker) -> int | None:
        """The most new cases a worker may have in the recent weeks: by grade, and by what they hold already.

        Someone who holds nothing established may still be given one.
        """
        level, holding = (
            self.standing.level(worker),
            self.stands.holdings[worker.worker_id],
        )
        limits = [] if level.new_cases is None else [level.new_cases]
        if level.one_new_for_every is not None:
            established = holding.cases - holding.recent_cases
            limits.append(max(1, established // level.one_new_for_every))
        return min(limits, default=None)

    def ceiling(self, worker: Worker) -> int:
        """The most a worker may hold by the policy; no less than what was taken off them, so that it may return."""
        percent = self.policy.priorities.ceiling_percent
        allowed = self.holdings[worker.worker_id].capacity.quanta * percent // 100
        if self._stood is None:
            return allowed
        return max(allowed, self._stood.holdings[worker.worker_id].held)

    def case_limit(self, worker: Worker) -> int | None:
        """The most cases a worker may hold by the batch; no less than have been taken off them, as above."""
        if worker.max_cases is None or self._stood is None:
            return worker.max_cases
        return max(worker.max_cases, self._stood.holdings[worker.worker_id].cases)

    def supervision(self, case: Case, worker: Worker) -> int:
        """Hundredths of a minute a week of the supervisor's time that a case takes in a worker's hands."""
        rules = self.policy.competency.supervision
        minutes = {
            "low": rules.minutes_low,
            "medium": rules.minutes_medium,
            "high": rules.minutes_high,
        }
        percent = self.standing.level(worker).consumes_supervision_percent
        taken = minutes[self.scale.complexity(case)] * percent
        if self.scale.stage(case) == "long_standing":
            taken = taken * rules.long_standing_percent // 100
        return taken

    def supervision_given(self, worker: Worker) -> int:
        """Hundredths of a minute a week a worker can give to supervising others."""
        grade, rules = self.standing.grade(worker), self.policy.weighting.capacity
        percent = self.standing.level(worker).gives_supervision_percent
        return round(contracted(worker, grade, rules) * 60 * percent)

    def supervision_room(self, supervisor: Worker) -> int:
        """Hundredths of a minute a week a supervisor could still give; 0 where already asked for more."""
        asked = self.supervision_asked(supervisor)
        given = self.supervision_given(supervisor)
        return max(given, self.stands.supervision_asked(supervisor)) - asked

    def supervision_asked(self, supervisor: Worker) -> int:
        """Hundredths of a minute a week that the cases of those they supervise take of a supervisor."""
        return sum(
            self.holdings[worker_id].supervision
            for worker_id in self.team.supervised_by[supervisor.worker_id]
        )

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """What every case asks: of its holder where it has one, else of an ordinary worker."""
        found: dict[str, Asked] = {}
        for worker in self.team.workers:
            found |= self._asked_of(worker)
        for together in self.households(self.team.waiting):
            found |= _by_case(together, self.scale.together(together))
        return {case.case_id: found[case.case_id] for case in self.team.cases}

    @cached_property
    def shared(self) -> dict[str, dict[str, Asked]]:
        """What each held case asks of its co-worker, by co-worker and case."""
        found: dict[str, dict[str, Asked]] = {}
        for worker_id, cases in self.team.co_worked_by.items():
            found[worker_id] = {}
            for together in self._families(cases):
                asked = self.scale.co_working(together, self.team.worker[worker_id])
                found[worker_id] |= _by_case(together, asked)
        return found

    @cached_property
    def holdings(self) -> dict[str, Holding]:
        """What every worker has and holds."""
        return {
            worker.worker_id: self._unchanged.get(worker.worker_id)
            or self._holding(worker)
            for worker in self.team.workers
        }

    def asking(self, team: Team, *off: str) -> "Workload":
        """The same people and what they hold with other cases waiting, other pins, and some rules switched off.

        Nobody is weighed again, or only once where siblings no longer count as such.
        """
        other = Workload(team, self.policy.without(*off), self.as_of)
        same = self._split if "household_together" in off else self
        other._unchanged = dict(same.holdings)
        return other

    @cached_property
    def _split(self) -> "Workload":
        """The same team with siblings weighed as if they were strangers."""
        policy = self.policy.without("household_together")
        return Workload(self.team, policy, self.as_of)

    def released(
        self, case_ids: Collection[str], leavers: Collection[str] = ()
    ) -> "Workload":
        """The workload as if nobody held some held cases; people's totals stay settled as they are."""
        return self._later(
            self.team.released(case_ids, leavers), self._people(case_ids), stood=self
        )

    def after(self, proposal: Proposal) -> "Workload":
        """The workload with every placement made; those it does not touch are not weighed again."""
        given = [placement.case_id for placement in proposal.placements]
        touched = self._people([*given, *proposal.returned])
        for placement in proposal.placements:
            touched |= {placement.worker_id, placement.co_worker_id}
        together = self.policy.holds("household_together")
        return self._later(
            self.team.with_placements(proposal, self.as_of),
            touched,
            # Placed one by one, they were weighed one by one.
            apart=frozenset() if together else frozenset(given),
        )

    def _people(self, case_ids: Collection[str]) -> set[str]:
        """Who holds or shares some cases."""
        cases = [self.team.case[case_id] for case_id in case_ids]
        return {who for case in cases for who in (case.worker_id, case.co_worker_id)}

    def _later(
        self,
        team: Team,
        touched: Collection[str],
        *,
        stood: "Workload | None" = None,
        apart: frozenset[str] = frozenset(),
    ) -> "Workload":
        """The workload of a team that has changed; people who are not touched are not weighed again."""
        later = Workload(team, self.policy, self.as_of, self)
        later._stood = stood
        later._apart = apart
        later._unchanged = {
            worker_id: holding
            for worker_id, holding in self.holdings.items()
            if worker_id not in touched
        }
        # Totals are settled as things stand: were they rounded anew, what a case adds would depend on the others.
        later._settled = {
            worker_id: holding.settled for worker_id, holding in self.holdings.items()
        }
        later._asked = {
            worker_id: asked
            for worker_id, asked in self._asked.items()
            if worker_id not in touched
        }
        return later

    def _asked_of(self, worker: Worker) -> dict[str, Asked]:
        """What each case a worker holds asks of them."""
        if worker.worker_id not in self._asked:
            found: dict[str, Asked] = {}
            for together in self._families(self.team.held_by[worker.worker_id]):
                found |= _by_case(together, self.scale.together(together, worker))
            self._asked[worker.worker_id] = found
        return self._asked[worker.worker_id]

    def _total(self, quanta: int) -> int:
        """What a worker holds as things stand, rounded as the weighting rounds totals; never less than nothing."""
        weighting = self.policy.weighting
        if weighting.worker_total_rounding != "none":
            to, step = weighting.worker_total_round_to, weighting.round_to
            units = in_steps(quanta * step, to, weighting.worker_total_rounding) * to
            quanta = in_steps(units, step, "down")
        return max(0, quanta)

    def _holding(self, worker: Worker) -> Holding:
        cases = self.team.held_by[worker.worker_id]
        asked, shared = self._asked_of(worker), self.shared[worker.worker_id]
        everything = [
            *((case, asked) for case in cases),
            *((case, shared) for case in self.team.co_worked_by[worker.worker_id]),
        ]
        said = list(self.standing.provisional(worker))
        unsure = sum(1 for case, of in everything if of[case.case_id].provisional)
        if unsure:
            of_all = f"{unsure} of the {len(everything)} cases held or shared"
            said.append(f"{of_all} have missing data")
        own = self.scale.own_work(worker)
        said += own.provisional
        if worker.contracted_hours is None:
            said.append("contracted_hours is missing, full time assumed")
        exactly = own.quanta + sum(of[case.case_id].quanta for case, of in everything)
        settled = self._settled.get(worker.worker_id, self._total(exactly) - exactly)
        return Holding(
            capacity=self.capacity(worker),
            held=exactly + settled,
            own=own,
            settled=settled,
            cases=len(cases),
            recent=sum(
                of[case.case_id].quanta
                for case, of in everything
                if self.is_recent(case)
            ),
            recent_cases=sum(1 for case in cases if self.is_recent(case)),
            supervision=sum(self.supervision(case, worker) for case in cases),
            provisional=tuple(said),
        )


def _by_case(cases: Sequence[Case], asked: Sequence[Asked]) -> dict[str, Asked]:
    return {case.case_id: of_case for case, of_case in zip(cases, asked, strict=True)}
