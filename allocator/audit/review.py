"""A proposal laid beside the records: the team before it, the team after it, and each household in it."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload


class Placed(NamedTuple):
    """Waiting cases of one household that a proposal gives to one worker."""

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

    @cached_property
    def before(self) -> Workload:
        """The team as it stands."""
        return self.measured or Workload(self.team, self.policy, self.as_of)

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
            case = self.team.case[placement.case_id]
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
