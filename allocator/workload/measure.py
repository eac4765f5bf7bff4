"""A whole team measured: what every worker holds beside what they have, and what every case asks."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.capacity import Available, available
from allocator.workload.needs import Matching
from allocator.workload.scale import Asked, Scale
from allocator.workload.standing import Standing

# Supervision is counted in hundredths of a minute: whole minutes times whole percents.
MINUTE = 100


@dataclass(frozen=True)
class Holding:
    """What one worker has and holds; quanta are steps of the weighting's ``round_to``."""

    capacity: Available
    held: int
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
    """One team weighed by one policy on one day."""

    def __init__(self, team: Team, policy: Policy, as_of: datetime.date) -> None:
        self.team = team
        self.policy = policy
        self.as_of = as_of
        self.standing = Standing(team, policy.competency)
        self.scale = Scale(policy, self.standing, as_of)
        self.matching = Matching(policy.competency, self.standing, self.scale)

    def capacity(self, worker: Worker) -> Available:
        """What a worker has for cases over the horizon."""
        reductions = self.team.reductions_of.get(worker.worker_id, ())
        return available(
            worker, self.standing.level(worker), reductions, self.policy, self.as_of
        )

    def households(self, cases: Sequence[Case]) -> list[tuple[Case, ...]]:
        """Cases gathered by household, in the order first met; each alone where households need not stay together."""
        if not self.policy.holds("household_together"):
            return [(case,) for case in cases]
        found: dict[str, list[Case]] = {}
        for case in cases:
            found.setdefault(case.household, []).append(case)
        return [tuple(together) for together in found.values()]

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
        return round(
            worker.contracted_hours
            * 60
            * self.standing.level(worker).gives_supervision_percent
        )

    def supervision_room(self, supervisor: Worker) -> int:
        """Hundredths of a minute a week a supervisor could still give; 0 where already asked for more."""
        asked = sum(
            self.holdings[worker_id].supervision
            for worker_id in self.team.supervised_by[supervisor.worker_id]
        )
        return max(0, self.supervision_given(supervisor) - asked)

    @cached_property
    def asked(self) -> dict[str, Asked]:
        """What every case asks: of its holder where it has one, else of an ordinary worker."""
        found: dict[str, Asked] = {}
        for worker_id, cases in self.team.held_by.items():
            for together in self.households(cases):
                weighed = self.scale.together(together, self.team.worker[worker_id])
                found.update(
                    (case.case_id, asked)
                    for case, asked in zip(together, weighed, strict=True)
                )
        for together in self.households(self.team.waiting):
            weighed = self.scale.together(together)
            found.update(
                (case.case_id, asked)
                for case, asked in zip(together, weighed, strict=True)
            )
        return {case.case_id: found[case.case_id] for case in self.team.cases}

    @cached_property
    def shared(self) -> dict[str, dict[str, Asked]]:
        """What each held case asks of its co-worker, by co-worker and case."""
        found: dict[str, dict[str, Asked]] = {}
        for worker_id, cases in self.team.co_worked_by.items():
            found[worker_id] = {}
            for together in self.households(cases):
                weighed = self.scale.co_working(together, self.team.worker[worker_id])
                found[worker_id].update(
                    (case.case_id, asked)
                    for case, asked in zip(together, weighed, strict=True)
                )
        return found

    @cached_property
    def holdings(self) -> dict[str, Holding]:
        """What every worker has and holds."""
        return {worker.worker_id: self._holding(worker) for worker in self.team.workers}

    def _holding(self, worker: Worker) -> Holding:
        cases = self.team.held_by[worker.worker_id]
        shared = self.shared[worker.worker_id]
        new = {case.case_id for case in cases if self.is_recent(case)}
        new_shared = {
            case.case_id
            for case in self.team.co_worked_by[worker.worker_id]
            if self.is_recent(case)
        }
        said = list(self.standing.provisional(worker))
        unsure = sum(1 for case in cases if self.asked[case.case_id].provisional)
        if unsure:
            said.append(f"{unsure} of the {len(cases)} cases held have missing data")
        return Holding(
            capacity=self.capacity(worker),
            held=sum(self.asked[case.case_id].quanta for case in cases)
            + sum(asked.quanta for asked in shared.values()),
            cases=len(cases),
            recent=sum(self.asked[case_id].quanta for case_id in new)
            + sum(shared[case_id].quanta for case_id in new_shared),
            recent_cases=len(new),
            supervision=sum(self.supervision(case, worker) for case in cases),
            provisional=tuple(said),
        )
