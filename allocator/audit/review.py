"""A proposal laid beside the records: the team before it, the team after it, and each household in it."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from allocator.audit.free import free, leaving
from allocator.domain.case import Case
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload


class Placed(NamedTuple):
    """Cases of one household that a proposal gives to one worker, as they would come to them."""

    cases: tuple[Case, ...]
    worker: Worker
    co_worker: Worker | None


@dataclass(frozen=True)
class Review:
    """What the judge looks at; built from records, never from a solver's numbers."""

    team: Team
    policy: Policy
    as_of: datetime.date
    proposal: Proposal

    measured: Workload | None = None
    """The team already weighed, where the caller has done so."""

    asked: Rebalancing | None = None
    """What people asked of a run that may move held cases."""

    @cached_property
    def before(self) -> Workload:
        """The team as it stands."""
        return self.measured or Workload(self.team, self.policy, self.as_of)

    @cached_property
    def leaving(self) -> frozenset[str]:
        """Cases of people who leave."""
        return leaving(self.team, self.asked) if self.asked else frozenset()

    @cached_property
    def stayed(self) -> frozenset[str]:
        """Cases that might have moved and did not."""
        return self.may_move - self.placement.keys()

    @cached_property
    def moved(self) -> tuple[str, ...]:
        """Cases that somebody holds now and somebody else would, in the order of the proposal."""
        return tuple(c for c in self.placement if self.team.case[c].worker_id)

    @cached_property
    def to_place(self) -> tuple[Case, ...]:
        """Cases for whom somebody has to be found: those that wait, and those of people who leave."""
        return tuple(
            case for case in self.base.team.waiting if case.case_id not in self.may_move
        )

    @cached_property
    def base(self) -> Workload:
        """The team without everything that might move: what the proposal adds to."""
        if self.asked is None:
            return self.before
        return self.before.released(self.may_move | self.leaving, self.asked.leavers)

    @cached_property
    def may_move(self) -> frozenset[str]:
        """Cases that may leave someone who stays."""
        if self.asked is None:
            return frozenset()
        return free(self.team, self.before.policy, self.as_of, self.asked)

    @cached_property
    def after(self) -> Workload:
        """The team with every placement made."""
        return self.before.after(self.proposal)

    @cached_property
    def placement(self) -> dict[str, Placement]:
        """Placements by case."""
        return {placement.case_id: placement for placement in self.proposal.placements}

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Placements gathered by household, worker and co-worker."""
        found: dict[tuple[str, str, str], list[Case]] = {}
        for placement in self.proposal.placements:
            case = self.base.team.case[placement.case_id]
            household = (
                case.household
                if self.policy.holds("household_together")
                else case.case_id
            )
            found.setdefault(
                (household, placement.worker_id, placement.co_worker_id), []
            ).append(case)
        return tuple(
            Placed(
                tuple(cases),
                self.team.worker[worker_id],
                self.team.worker.get(co_worker_id),
            )
            for (_, worker_id, co_worker_id), cases in found.items()
        )
