"""A small team's batch solved to the end and judged, ready to be explained."""

from dataclasses import dataclass

from allocator.audit.judge import Verdict, judge
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import solve
from allocator.workload.measure import Workload
from tests.builders import DAY, small_policy


@dataclass(frozen=True)
class Meeting:
    """What a meeting has before it."""

    workload: Workload
    problem: Problem
    solution: Solution
    verdict: Verdict

    @property
    def ledger(self) -> Ledger:
        """A ledger with everything placed as proposed."""
        return Ledger(self.problem, self.solution.choices)

    def holder(self, case_id: str) -> str:
        """Who is proposed for a case, nobody if it waits."""
        placement = self.verdict.review.placement.get(case_id)
        return placement.worker_id if placement else ""


def meet(facts: Team, policy: Policy | None = None) -> Meeting:
    """The best proposal for a team, proven."""
    policy = policy or small_policy()
    workload = Workload(facts, policy, DAY)
    problem = pose(workload)
    solution = solve(problem, Limits())
    assert solution.is_optimal
    verdict = judge(facts, policy, DAY, proposed(problem, solution.choices))
    assert verdict.breaches == ()
    return Meeting(workload, problem, solution, verdict)
