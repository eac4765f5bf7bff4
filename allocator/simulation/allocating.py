"""The allocation meeting of a simulated week: the team weighed, the problem posed and solved, the answer judged."""

from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.proposal import Proposal
from allocator.pipeline import judged
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.simulation.plan import Practice
from allocator.simulation.world import World
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits, Solution, Stop
from allocator.solvers.catalogue import ENGINE, solve
from allocator.solvers.settling import SMALL
from allocator.tables.batch import Batch
from allocator.tables.policy_fit import fitted
from allocator.workload.measure import Workload

# A bound on time that is never met: an answer cut short by the clock would not repeat.
_FOR_EVER = 3600.0


@dataclass(frozen=True)
class Meeting:
    """What came of one meeting: the proposal, how well each placement matches, and the team as it is afterwards."""

    proposal: Proposal
    matches: tuple[float, ...]
    after: Workload


def weighed(world: World, now: float, policy: Policy) -> Workload:
    """The team as it stands, weighed by a policy."""
    team = world.team(now)
    batch = Batch(team=team, unstated_level=policy.competency.matching.unstated_level)
    earlier = world.weighed.get(policy.digest)
    workload = Workload(fitted(batch, policy).team, policy, world.day(now), earlier)
    world.weighed[policy.digest] = workload
    return workload


def meet(world: World, now: float, practice: Practice, stop: Stop) -> Meeting:
    """Every waiting case given to somebody where the rules allow it."""
    workload = weighed(world, now, practice.policy)
    if not workload.team.waiting:
        return Meeting(Proposal(), (), workload)
    problem = pose(workload)
    solution = _solved(problem, practice.solver, world, stop)
    verdict = judged(workload, problem, solution, practice.solver)
    review = verdict.review
    matches = tuple(
        workload.matching.percent(case, placed.worker)
        for placed in review.placed
        for case in placed.cases
    )
    return Meeting(review.proposal, matches, review.after)


def unfit(world: World, policy: Policy) -> list[Case]:
    """Cases that have become what their worker's grade may not hold, or not alone; nobody asks about them again."""
    levels, ordinary = policy.competency.levels, policy.competency.ordinary
    found = []
    for case_id in sorted(world.changed_type):
        case = world.open[case_id].case
        worker = world.workers.get(case.worker_id)
        if worker is None or not policy.holds("seniority_covers"):
            continue
        level = levels.get(worker.seniority, levels[ordinary])
        alone = not case.co_worker_id
        if case.type in level.never or (alone and case.type in level.only_jointly):
            found.append(case)
    world.changed_type.clear()
    return found


def _solved(problem: Problem, solver: str, world: World, stop: Stop) -> Solution:
    run = world.scenario.run
    limits = Limits(seconds=_FOR_EVER, work=run.work, seed=run.seed, stop=stop)
    pairs = sum(len(group.pairs) for group in problem.groups)
    if solver == ENGINE and pairs <= SMALL:
        # What the engine begins with; the compiled search it goes on to takes longer to load than this takes.
        return cp_sat.solve(problem, limits)
    return solve(problem, limits, solver)
