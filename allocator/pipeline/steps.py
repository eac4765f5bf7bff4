"""The steps that every journey shares: weigh, solve, judge."""

import datetime

from allocator.audit.judge import Verdict, judge
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.errors import BrokenAnswer, Impossible
from allocator.explain.clashes import clashes, too_much_pinned
from allocator.policy.policy import Policy
from allocator.problem.posed import Problem
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import BLIND, PLANNING, solve
from allocator.tables.batch import Batch, fit
from allocator.workload.measure import Workload


def measure(
    batch: Batch, policy: Policy, *, as_of: datetime.date | None = None
) -> Workload:
    """What every case asks and every worker has; raises InvalidBatch for rows the policy cannot read."""
    team = fit(batch, policy).team
    return Workload(team, policy, as_of or newest_day(team))


def solved(
    workload: Workload,
    problem: Problem,
    limits: Limits,
    solver: str,
    cluster: str = "",
) -> Solution:
    """A solver's answer; when none is possible, the pins and rules that clash are named."""
    try:
        return solve(problem, limits, solver, cluster)
    except Impossible as error:
        raise Impossible(
            clashes(workload, limits), shortage=too_much_pinned(workload)
        ) from error


def judged(
    workload: Workload,
    problem: Problem,
    solution: Solution,
    solver: str,
    asked: Rebalancing | None = None,
) -> Verdict:
    """What the records say of a solver's answer.

    An answer that breaks a rule or misstates its cost is a bug and raises BrokenAnswer, with two exceptions: the blind
    count, and a rule of thumb that cannot see far enough ahead to place every pinned case.
    """
    held = {case.case_id for case in workload.team.cases if case.worker_id}
    verdict = judge(
        workload.team,
        workload.policy,
        workload.as_of,
        proposed(problem, solution.choices, held),
        measured=workload,
        asked=asked,
    )
    if solver == BLIND:
        return verdict
    broken = [
        breach
        for breach in verdict.breaches
        if solver in PLANNING or breach.rule != "pins_hold"
    ]
    if broken:
        rule, about, text = broken[0]
        raise BrokenAnswer(
            f"{solver} broke {len(broken)} rules; {rule}: {about} {text}."
        )
    if tuple(verdict.cost) != tuple(solution.cost):
        raise BrokenAnswer(
            f"{solver} says its answer costs {tuple(solution.cost)}; it costs {tuple(verdict.cost)}."
        )
    return verdict


def newest_day(team: Team, today: datetime.date | None = None) -> datetime.date:
    """The newest day a batch knows of that is not in the future; today where it has no dates."""
    today = today or datetime.date.today()
    days = (
        day
        for case in team.cases
        for day in (case.referral_date, case.start_date)
        if day and day <= today
    )
    return max(days, default=today)
