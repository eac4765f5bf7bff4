"""The best proposal found by trying them all, judged from the records: knows no problem, program or solver."""

from itertools import product

from allocator.audit.cost import Goals
from allocator.audit.judge import judge
from allocator.domain.case import Case
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from tests.builders import DAY

Option = tuple[Placement, ...]


def best(facts: Team, policy: Policy) -> tuple[Goals, list[Proposal]] | None:
    """The least cost of any proposal without breaches, and every proposal that reaches it; None where none is legal."""
    unpinned = facts.changed(
        pins=tuple(pin for pin in facts.pins if pin.kind == "never")
    )
    choices = [
        [
            option
            for option in options(cases, facts)
            if is_legal(option, unpinned, policy)
        ]
        for cases in households(facts, policy)
    ]
    found: dict[Goals, list[Proposal]] = {}
    for combination in product(*choices):
        proposal = Proposal(
            placements=tuple(p for option in combination for p in option)
        )
        verdict = judge(facts, policy, DAY, proposal)
        if not verdict.breaches:
            found.setdefault(verdict.cost, []).append(proposal)
    if not found:
        return None
    least = min(found)
    return least, found[least]


def is_legal(option: Option, facts: Team, policy: Policy) -> bool:
    """Whether one household placed alone breaks nothing; if it does, it breaks the same in company."""
    return not judge(facts, policy, DAY, Proposal(placements=option)).breaches


def options(cases: list[Case], facts: Team) -> list[Option]:
    """Everything that could be done with one household, sensible or not."""
    ids = [worker.worker_id for worker in facts.workers]
    pairs = [(holder, helper) for holder in ids for helper in ("", *ids)]
    return [
        (),
        *(
            tuple(
                Placement(case_id=case.case_id, worker_id=holder, co_worker_id=helper)
                for case in cases
            )
            for holder, helper in pairs
        ),
    ]


def households(facts: Team, policy: Policy) -> list[list[Case]]:
    """Waiting cases that stay together."""
    found: dict[str, list[Case]] = {}
    for case in facts.cases:
        if case.is_waiting:
            together = policy.holds("household_together")
            found.setdefault(case.household if together else case.case_id, []).append(
                case
            )
    return list(found.values())
