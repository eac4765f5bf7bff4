"""Judges any proposal, whoever made it."""

import datetime
from dataclasses import dataclass

from allocator.audit.breaches import Breach, breaches
from allocator.audit.cost import Goals, cost
from allocator.audit.measures import measures
from allocator.audit.review import Review
from allocator.domain.account import Measures
from allocator.domain.proposal import Proposal
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload


@dataclass(frozen=True)
class Verdict:
    """What the records say of a proposal."""

    review: Review
    breaches: tuple[Breach, ...]
    cost: Goals
    measures: Measures


def judge(
    team: Team,
    policy: Policy,
    as_of: datetime.date,
    proposal: Proposal,
    measured: Workload | None = None,
    asked: Rebalancing | None = None,
) -> Verdict:
    """Every breach, the cost and the measures of a proposal, recomputed from the records.

    Only a run that was ``asked`` to rebalance may have moved cases that somebody holds.
    """
    review = Review(team, policy, as_of, proposal, measured, asked)
    found = breaches(review)
    return Verdict(review, found, cost(review), measures(review, len(found)))
