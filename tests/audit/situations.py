"""Random teams with a random legal proposal, to be judged or spoiled."""

from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from allocator.audit.judge import Verdict, judge
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.proposing import proposed
from allocator.workload.measure import Workload
from tests.builders import DAY, case, small_competency, small_policy, team, worker


@dataclass(frozen=True)
class Situation:
    """A team, a policy and what is proposed."""

    facts: Team
    policy: Policy
    proposal: Proposal

    def verdict(self) -> Verdict:
        return judge(self.facts, self.policy, DAY, self.proposal)

    @property
    def placement(self) -> Placement:
        """The first placement, which is there to be spoiled."""
        return self.proposal.placements[0]

    def with_case(self, **changes: Any) -> "Situation":
        """The same with the first placed case changed."""
        cases = tuple(
            c.changed(**changes) if c.case_id == self.placement.case_id else c
            for c in self.facts.cases
        )
        return Situation(self.facts.changed(cases=cases), self.policy, self.proposal)

    def with_holder(self, **changes: Any) -> "Situation":
        """The same with the first holder changed."""
        workers = tuple(
            w.changed(**changes) if w.worker_id == self.placement.worker_id else w
            for w in self.facts.workers
        )
        return Situation(
            self.facts.changed(workers=workers), self.policy, self.proposal
        )

    def with_facts(self, **more: tuple[Any, ...]) -> "Situation":
        """The same with more records of some kinds."""
        tables = {
            name: (*getattr(self.facts, name), *records)
            for name, records in more.items()
        }
        return Situation(self.facts.changed(**tables), self.policy, self.proposal)

    def with_competency(self, **changes: Any) -> "Situation":
        """The same under another competency file."""
        policy = small_policy(competency=small_competency(**changes))
        return Situation(self.facts, policy, self.proposal)


@st.composite
def choices(draw: st.DrawFn, workload: Workload) -> Ledger:
    """Some of what waits placed wherever it fits."""
    ledger = Ledger(pose(workload))
    for index in draw(st.permutations(range(len(ledger.choices)))):
        choice = draw(st.sampled_from([None, *ledger.options(index)]))
        if choice is not None:
            ledger.place(index, choice)
    return ledger


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    """Ordinary people with ordinary cases, at least one of them placed, and nothing special about any."""
    people = [f"W{n}" for n in range(1, draw(st.integers(1, 3)) + 1)]
    kinds = st.sampled_from(["one", "two", "three", "five"])
    held = [
        case(f"H{n}", draw(kinds), worker_id=draw(st.sampled_from(people)))
        for n in range(draw(st.integers(0, 4)))
    ]
    waiting = [case(f"C{n}", draw(kinds)) for n in range(draw(st.integers(1, 3)))]
    hours = st.sampled_from([20, 30])
    facts = team(*(worker(person, draw(hours)) for person in people), *held, *waiting)
    policy = small_policy()
    ledger = draw(
        choices(Workload(facts, policy, DAY)).filter(
            lambda found: any(choice is not None for choice in found.choices)
        )
    )
    proposal = proposed(ledger.problem, tuple(ledger.choices))
    return Situation(facts, policy, proposal)
