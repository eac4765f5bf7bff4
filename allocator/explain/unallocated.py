"""Why nobody: who is ruled out by what once the proposal is made, and the smallest change that would help."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.audit.review import Review
from allocator.domain.account import Excluded, Unallocated, Unblock
from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.explain.words import share, skill_title, unit
from allocator.problem.screen import (
    Refusal,
    is_joint,
    may_help,
    may_lead,
    needs_lead,
    refusals,
)
from allocator.workload.measure import Workload

_SUGGESTIONS = 3


class _Change(NamedTuple):
    """A change people could make, with how much of it is asked; smaller amounts come first within a kind."""

    kind: int
    amount: float
    change: str
    text: str


def unallocated(review: Review, cases: Sequence[Case]) -> tuple[Unallocated, ...]:
    """One account for each case of a household that is left waiting."""
    found = {
        worker.worker_id: _refused(review.after, cases, worker)
        for worker in review.team.workers
    }
    excluded = tuple(
        Excluded(worker_id=worker_id, rule=refused[0].rule, reason=refused[0].reason)
        for worker_id, refused in found.items()
        if refused
    )
    changes = sorted(
        change
        for worker_id, refused in found.items()
        if len(refused) == 1
        for change in _changes(
            review.after, cases, review.team.worker[worker_id], refused[0]
        )
    )
    unblock = [
        Unblock(change=change.change, text=change.text)
        for change in _one_of_each(changes)
    ]
    if not unblock:
        unblock = [
            Unblock(change="add_worker", text=_who_is_needed(review.after, cases))
        ]
    default = review.policy.priorities.default_urgency
    return tuple(
        Unallocated(
            case_id=case.case_id,
            urgency=case.urgency or default,
            excluded=excluded,
            unblock=tuple(unblock),
        )
        for case in cases
    )


def _refused(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> list[Refusal]:
    """Every rule that keeps a worker from the household after the proposal, the want of a co-worker included."""
    refused = list(refusals(workload, cases, worker))
    if workload.policy.holds("joint_work_supported"):
        leads = needs_lead(workload, cases, worker)
        if (leads or is_joint(cases)) and not any(
            other is not worker
            and may_help(workload, cases, other)
            and (not leads or may_lead(workload, cases, other))
            for other in workload.team.workers
        ):
            refused.append(
                Refusal(
                    "joint_work_supported", "No co-worker can take it on beside them."
                )
            )
    return refused or [
        Refusal("", "Could take it; the search ended before it was placed.")
    ]


def _changes(
    workload: Workload, cases: Sequence[Case], worker: Worker, refused: Refusal
) -> Iterator[_Change]:
    """What would lift the one rule that keeps a worker from the household, unless it protects people."""
    who, holding = worker.worker_id, workload.holdings[worker.worker_id]
    match refused.rule:
        case "joint_work_supported":
            yield _Change(0, 0, "find_co_worker", f"Find a co-worker for {who}.")
        case "within_new_case_limit":
            after = holding.recent_cases + len(cases)
            yield _Change(
                1,
                after,
                "allow_new_case",
                f"Allow {who} {after} new cases in these weeks.",
            )
        case "within_case_limit":
            after = holding.cases + len(cases)
            yield _Change(
                2,
                after,
                "raise_case_limit",
                f"Raise the case limit of {who} to {after}.",
            )
        case "supervision_within_reach":
            minutes = sum(workload.supervision(case, worker) for case in cases) / 100
            text = f"Find {minutes:.0f} more minutes a week of supervision for {who}."
            yield _Change(3, minutes, "add_supervision", text)
        case "within_ceiling":
            after = holding.held + workload.adds(cases, worker)
            ceiling = (
                holding.capacity.quanta
                * workload.policy.priorities.ceiling_percent
                // 100
            )
            units = workload.policy.weighting.units(after - max(ceiling, 0))
            taken_off = (
                f"Take {units:,} {unit(workload.policy.weighting.unit)} off {who}"
            )
            text = f"{taken_off}, or accept {share(after, holding, workload.policy)} of capacity."
            yield _Change(
                4,
                (after - ceiling) / max(1, holding.capacity.quanta),
                "relieve_worker",
                text,
            )
        case "available_when_due":
            yield _Change(
                5, 0, "move_due_date", f"Move the date it is due to when {who} is back."
            )
        case "within_team":
            yield _Change(
                6,
                holding.percent or 0,
                "lend_worker",
                f"Let {who} of {worker.team} take it.",
            )
        case "skills_cover":
            short = {
                n: v
                for case in cases
                for n, v in workload.matching.short_of_required(case, worker).items()
            }
            steps = "; ".join(
                f"{skill_title(workload, n)} from {has} to {asked}"
                for n, (has, asked) in short.items()
            )
            amount = sum(asked - has for has, asked in short.values())
            yield _Change(7, amount, "train_worker", f"Train {who} in {steps}.")
        case "household_together":
            yield _Change(
                8,
                holding.percent or 0,
                "split_household",
                f"Accept that siblings are held apart, with {who}.",
            )


def _one_of_each(changes: Sequence[_Change]) -> list[_Change]:
    """The smallest change of each kind, the least disruptive kinds first."""
    first: dict[int, _Change] = {}
    for change in changes:
        first.setdefault(change.kind, change)
    return list(first.values())[:_SUGGESTIONS]


def _who_is_needed(workload: Workload, cases: Sequence[Case]) -> str:
    units = workload.policy.weighting.units(
        sum(asked.quanta for asked in workload.scale.together(cases))
    )
    skills = {
        name: n
        for case in cases
        for name, n in workload.matching.asks(case).required.items()
    }
    asked = ", ".join(
        f"{skill_title(workload, name)} {level}" for name, level in skills.items()
    )
    skilled = f" with {asked}" if asked else ""
    room = f"{units:,} {unit(workload.policy.weighting.unit)}"
    return f"Nobody here is one change away: find a worker{skilled} who has {room}."
