"""Puts the account of a proposal together: every assignment, every worker, everything left waiting."""

from collections.abc import Iterator

from allocator.audit.judge import Verdict
from allocator.domain.account import Assignment, Unallocated, WorkerAccount
from allocator.explain.reasons import reasons
from allocator.explain.runner_up import runner_up
from allocator.explain.unallocated import unallocated
from allocator.explain.words import listed
from allocator.problem.ledger import Ledger
from allocator.problem.posed import Problem


def assignments(
    verdict: Verdict, problem: Problem, ledger: Ledger
) -> Iterator[Assignment]:
    """Every placed case that waits, with its reasons and runner-up, in the order of the batch's households."""
    review = verdict.review
    index_of = {
        case_id: index
        for index, group in enumerate(problem.groups)
        for case_id in group.case_ids
    }
    for placed in review.placed:
        index = index_of[placed.cases[0].case_id]
        waiting = [c for c in placed.cases if review.team.case[c.case_id].is_waiting]
        second = runner_up(review, ledger, index) if waiting else None
        for case in waiting:
            yield Assignment(
                case_id=case.case_id,
                group_id=case.group_id,
                worker_id=placed.worker.worker_id,
                co_worker_id=placed.co_worker.worker_id if placed.co_worker else "",
                units=review.policy.weighting.units(
                    review.after.asked[case.case_id].quanta
                ),
                skill_match_percent=review.before.matching.percent(case, placed.worker),
                reasons=reasons(
                    verdict, placed, case, len(problem.groups[index].pairs)
                ),
                runner_up=second,
            )


def left_waiting(verdict: Verdict) -> Iterator[Unallocated]:
    """Every case nobody is proposed for."""
    review = verdict.review
    for cases in review.before.households(review.to_place):
        waiting = [case for case in cases if case.case_id not in review.placement]
        if waiting:
            yield from unallocated(review, waiting)


def workers(verdict: Verdict) -> Iterator[WorkerAccount]:
    """Every worker before and after."""
    review = verdict.review
    units = review.policy.weighting.units
    given = [placement.worker_id for placement in review.proposal.placements]
    for worker in review.team.workers:
        before, after = (
            review.before.holdings[worker.worker_id],
            review.after.holdings[worker.worker_id],
        )
        yield WorkerAccount(
            worker_id=worker.worker_id,
            team=worker.team,
            capacity=units(before.capacity.quanta),
            units_before=units(before.held),
            units_after=units(after.held),
            percent_before=before.percent,
            percent_after=after.percent,
            cases_before=before.cases,
            cases_after=after.cases,
            new_cases=given.count(worker.worker_id),
            provisional=bool(after.provisional),
            flagged=review.before.is_flagged(worker),
        )


def provisional(verdict: Verdict) -> tuple[str, ...]:
    """Which numbers stand on a default, gathered by what is missing."""
    workload = verdict.review.before
    found: dict[str, list[str]] = {}
    for worker in workload.team.workers:
        for phrase in workload.standing.provisional(worker):
            found.setdefault(phrase, []).append(worker.worker_id)
    for case_id, asked in workload.asked.items():
        for phrase in asked.provisional:
            found.setdefault(phrase, []).append(case_id)
    return tuple(
        f"{phrase[0].upper()}{phrase[1:]}: {listed(ids)}."
        for phrase, ids in found.items()
    )
