"""Which held cases a run was free to move, told from the records alone."""

import datetime
from collections import Counter, defaultdict

from allocator.domain.case import Case
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.policy.priorities import Moves


def leaving(team: Team, asked: Rebalancing) -> frozenset[str]:
    """Cases that must go to somebody else."""
    return frozenset(c.case_id for c in team.cases if c.worker_id in asked.leavers)


def free(
    team: Team, policy: Policy, as_of: datetime.date, asked: Rebalancing
) -> frozenset[str]:
    """Cases that may go to somebody else: whole households of people whose cases may, where nothing has to stay."""
    terms = policy.priorities.moves
    if terms is None:
        return frozenset()
    pinned = {pin.case_id for pin in team.pins if pin.kind == "must"}
    stay = {
        case.case_id
        for case in team.cases
        if case.is_waiting
        or case.case_id in pinned
        or not asked.may_lose(team.worker[case.worker_id])
        or _stays(case, as_of, terms)
    }
    households = defaultdict(list)
    for case in team.cases:
        households[case.household].append(case)
    found: list[Case] = []
    for cases in households.values():
        if policy.holds("household_together"):
            holders = {case.worker_id for case in cases}
            if len(holders) == 1 and not any(case.case_id in stay for case in cases):
                found += cases
        else:
            siblings = Counter(case.worker_id for case in cases)
            found += [
                case
                for case in cases
                if siblings[case.worker_id] == 1 and case.case_id not in stay
            ]
    return frozenset(case.case_id for case in found)


def _stays(case: Case, as_of: datetime.date, terms: Moves) -> bool:
    """Whether something about a held case itself keeps it where it is."""
    soon = as_of + datetime.timedelta(days=terms.stays_before_due_days)
    return (
        bool(case.co_worker_id)
        or case.joint
        or case.type in terms.stays_types
        or (case.restricted and terms.stays_if_restricted)
        or (case.due_date is not None and case.due_date < soon)
    )
