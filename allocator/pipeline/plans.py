"""Several good plans for one batch: the best proposal, and others that are different from it and from each other."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version

from allocator.audit.judge import Verdict
from allocator.domain.account import PolicyName
from allocator.domain.case import URGENCIES
from allocator.domain.plans import CasePlanned, Holder, Plan, Plans
from allocator.errors import Impossible, NoAnswerInTime
from allocator.explain.beside import beside
from allocator.explain.prices import average, in_words, points
from allocator.explain.words import counted
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.problem.posed import Problem
from allocator.report.plans import Planned
from allocator.solvers.answer import Limits, Solution, differing
from allocator.solvers.catalogue import ENGINE
from allocator.tables.batch import Batch

COUNT, DIFFER_PERCENT = 3, 20
# One case moved is hardly another plan.
_LEAST = 2


def offer(
    batch: Batch,
    policy: Policy,
    *,
    count: int = COUNT,
    differ_percent: float = DIFFER_PERCENT,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Planned:
    """The best proposal, and the best others that give so many of its households to other workers than any before.

    The limits hold for each search. Once interrupted, the plans finished by then are told. Raises Impossible where pins
    and rules clash, NoAnswerInTime where the limits end before any proposal.
    """
    # A solver is imported when it is asked, so that help comes at once.
    from allocator.solvers.alternatives import another

    limits = limits or Limits()
    workload = measure(batch, policy, as_of=as_of)
    problem = pose(workload)
    tell(f"Looking for the best proposal, 1 of {count}")
    found, not_found = [solved(workload, problem, limits, ENGINE)], ""
    placed = sum(choice is not None for choice in found[0].choices)
    # Rounded up without floats: 20% of 5 is 1, not a little more.
    far = max(_LEAST, -int(-placed * round(100 * differ_percent) // 10_000))
    while len(found) < count and not not_found and not limits.stop.requested:
        tell(f"Looking for one that is different, {len(found) + 1} of {count}")
        try:
            found.append(another(problem, found, far, limits))
        except Impossible:
            not_found = _none_exists(len(found), far)
        except NoAnswerInTime:
            not_found = (
                "No further plan was found in the time allowed; there may be one."
            )
    verdicts = [judged(workload, problem, one, ENGINE) for one in found]
    return Planned(
        account=Plans(
            policy=PolicyName(name=workload.policy.name, digest=workload.policy.digest),
            inputs=batch.inputs,
            as_of=workload.as_of,
            seed=limits.seed,
            version=version("case-allocator"),
            households=placed,
            households_to_differ=far,
            plans=tuple(_plan(number, found, verdicts) for number in range(len(found))),
            not_found=not_found,
            cases=tuple(_cases(problem, verdicts)),
        ),
        team=workload.team,
        policy=policy,
        interrupted=limits.stop.requested,
    )


def _none_exists(plans: int, far: int) -> str:
    than = "it" if plans == 1 else "each of them"
    return (
        f"There is no further plan: none that keeps the rules gives {counted(far, 'household')} "
        f"to other workers than {than}."
    )


def _plan(number: int, found: Sequence[Solution], verdicts: Sequence[Verdict]) -> Plan:
    one, first = found[number], found[0]
    workload = verdicts[0].review.before
    difference = one.cost.minus(first.cost)
    told = beside(verdicts[number].measures, verdicts[0].measures)
    return Plan(
        plan=number + 1,
        status="optimal" if one.is_optimal else "feasible",
        cost=one.cost.total,
        cost_difference=difference.total,
        points=points(difference, average(workload)),
        price=in_words(difference, workload) if number else "",
        households_differ=tuple(
            differing(one.choices, other.choices) for other in found
        ),
        cases_differ=tuple(
            _cases_that_differ(verdicts[number], other) for other in verdicts
        ),
        better=told.better,
        worse=told.worse,
        measures=verdicts[number].measures,
    )


def _cases_that_differ(one: Verdict, other: Verdict) -> int:
    """How many cases two plans give to different workers."""
    theirs = other.review.placement
    return sum(
        case_id in theirs and theirs[case_id].worker_id != placement.worker_id
        for case_id, placement in one.review.placement.items()
    )


def _cases(problem: Problem, verdicts: Sequence[Verdict]) -> Iterator[CasePlanned]:
    """Every waiting case by urgency within those that differ and those that do not, which come last."""
    review = verdicts[0].review
    default = review.policy.priorities.default_urgency
    told = []
    for case_id in (c for group in problem.groups for c in group.case_ids):
        case = review.team.case[case_id]
        placements = [verdict.review.placement.get(case_id) for verdict in verdicts]
        told.append(
            CasePlanned(
                case_id=case_id,
                group_id=case.group_id,
                urgency=case.urgency or default,
                differs=any(one != placements[0] for one in placements),
                holders=tuple(
                    Holder(
                        worker_id=one.worker_id if one else "",
                        co_worker_id=one.co_worker_id if one else "",
                    )
                    for one in placements
                ),
            )
        )
    yield from sorted(
        told, key=lambda one: (not one.differs, URGENCIES.index(one.urgency))
    )
