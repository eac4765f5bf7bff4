"""What each of two policies would have proposed for past batches, and what that would have meant."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version

from allocator.audit.judge import Verdict, judge
from allocator.domain.account import PolicyName
from allocator.domain.backtest import (
    Backtest,
    BatchTested,
    Both,
    CaseTested,
    Result,
    Shares,
    Status,
    WorkerTested,
)
from allocator.errors import Impossible, NoAnswerInTime
from allocator.pipeline.averages import counted, overall
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.report.backtest import Replayed
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import ENGINE
from allocator.tables.batch import Batch

# Who one proposal gives a case to: a worker and a co-worker, either of them empty for nobody.
_People = tuple[str, str]


def replay(
    batches: Mapping[str, Batch],
    policies: tuple[Policy, Policy],
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Replayed:
    """Lets both policies propose for every batch as it was, and measures each proposal by both.

    The limits hold for each search. Once interrupted, the batches finished by then are told.
    Raises Impossible where pins and rules of a batch clash, NoAnswerInTime where no batch was finished.
    """
    limits, tested = limits or Limits(), list[BatchTested]()
    for number, (name, batch) in enumerate(batches.items(), 1):
        proposed = []
        for policy in policies:
            tell(f"Asking {policy.name} about {name}, {number} of {len(batches)}")
            proposed.append(_proposed(name, batch, policy, as_of, limits))
        if limits.stop.requested:
            # A search cut short says nothing of its policy.
            break
        tested.append(_tested(name, batch, *proposed))
    if not tested:
        raise NoAnswerInTime(limits.seconds)
    return Replayed(
        account=Backtest(
            policies=Both(first=_name(policies[0]), second=_name(policies[1])),
            seed=limits.seed,
            version=version("case-allocator"),
            overall=overall(tested),
            batches=tuple(tested),
        ),
        policies=policies,
        teams={one.batch: batches[one.batch].team for one in tested},
        left_out=len(batches) - len(tested),
    )


def _proposed(
    name: str,
    batch: Batch,
    policy: Policy,
    as_of: datetime.date | None,
    limits: Limits,
) -> tuple[Status, Verdict]:
    """What a policy proposes for a batch as its own judge sees it, and whether that is proven best."""
    workload = measure(batch, policy, as_of=as_of)
    problem = pose(workload)
    try:
        solution = solved(workload, problem, limits, ENGINE)
    except Impossible as clash:
        raise Impossible(
            clash.clashes, f"{name} under {policy.name}", clash.shortage
        ) from clash
    verdict = judged(workload, problem, solution, ENGINE)
    return "optimal" if solution.is_optimal else "feasible", verdict


def _tested(
    name: str,
    batch: Batch,
    first: tuple[Status, Verdict],
    second: tuple[Status, Verdict],
) -> BatchTested:
    (first_status, by_first), (second_status, by_second) = first, second
    # By whom it is measured, then whose proposal it is.
    verdicts = (
        (by_first, _in_the_eyes_of(by_first, by_second)),
        (_in_the_eyes_of(by_second, by_first), by_second),
    )
    cases = tuple(_cases(by_first, by_second))
    return BatchTested(
        batch=name,
        as_of=by_first.review.as_of,
        inputs=batch.inputs,
        status=Both(first=first_status, second=second_status),
        results=counted(case.result for case in cases),
        measured_by=Both(
            first=Both(first=verdicts[0][0].measures, second=verdicts[0][1].measures),
            second=Both(first=verdicts[1][0].measures, second=verdicts[1][1].measures),
        ),
        rules_broken=Both(
            first=_broken(verdicts[0][1]), second=_broken(verdicts[1][0])
        ),
        workers=tuple(
            WorkerTested(
                worker_id=worker.worker_id,
                team=worker.team,
                new_cases=Both(
                    first=_given(by_first, worker.worker_id),
                    second=_given(by_second, worker.worker_id),
                ),
                measured_by=Both(
                    first=_shares(*verdicts[0], worker.worker_id),
                    second=_shares(*verdicts[1], worker.worker_id),
                ),
            )
            for worker in batch.team.workers
        ),
        cases=cases,
    )


def _in_the_eyes_of(one: Verdict, other: Verdict) -> Verdict:
    """What the judge of one policy says of the other's proposal; it may break rules."""
    review = one.review
    return judge(
        review.team, review.policy, review.as_of, other.review.proposal, review.before
    )


def _broken(verdict: Verdict) -> dict[str, int]:
    """How often each rule is broken, in the order of the checks."""
    return dict(Counter(breach.rule for breach in verdict.breaches))


def _given(verdict: Verdict, worker_id: str) -> int:
    placements = verdict.review.proposal.placements
    return sum(placement.worker_id == worker_id for placement in placements)


def _shares(first: Verdict, second: Verdict, worker_id: str) -> Shares:
    return Shares(
        percent_before=first.review.before.holdings[worker_id].percent,
        percent_after=Both(
            first=first.review.after.holdings[worker_id].percent,
            second=second.review.after.holdings[worker_id].percent,
        ),
    )


def _cases(first: Verdict, second: Verdict) -> Iterator[CaseTested]:
    """Every waiting case and who would have it; skills are matched as the first policy sees them."""
    review = first.review
    for case in review.team.waiting:
        people = (_people(first, case.case_id), _people(second, case.case_id))
        matches = [
            review.before.matching.percent(case, review.team.worker[worker_id])
            if worker_id
            else None
            for worker_id, _ in people
        ]
        yield CaseTested(
            case_id=case.case_id,
            group_id=case.group_id,
            urgency=case.urgency or review.policy.priorities.default_urgency,
            result=_result(*people),
            worker_id=Both(first=people[0][0], second=people[1][0]),
            co_worker_id=Both(first=people[0][1], second=people[1][1]),
            skill_match_percent=Both(first=matches[0], second=matches[1]),
        )


def _people(verdict: Verdict, case_id: str) -> _People:
    placement = verdict.review.placement.get(case_id)
    return (placement.worker_id, placement.co_worker_id) if placement else ("", "")


def _result(first: _People, second: _People) -> Result:
    if not first[0] or not second[0]:
        return "first_only" if first[0] else "second_only" if second[0] else "neither"
    return "same" if first == second else "different"


def _name(policy: Policy) -> PolicyName:
    return PolicyName(name=policy.name, digest=policy.digest)
