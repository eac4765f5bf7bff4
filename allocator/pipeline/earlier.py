"""A proposal that was saved, taken up again where the batch and the policy are still the same."""

from pathlib import Path

from pydantic import ValidationError

from allocator.audit.judge import judge
from allocator.domain.account import Account, Assignment
from allocator.errors import AllocatorError
from allocator.problem.ledger import Choice, Ledger
from allocator.problem.posed import Cost, Problem
from allocator.problem.proposing import proposed
from allocator.solvers.answer import Solution
from allocator.tables.batch import Batch
from allocator.workload.measure import Workload


def saved(path: Path, batch: Batch, workload: Workload, problem: Problem) -> Solution:
    """The proposal in a ``proposal.json``, as a solver's answer to the same problem.

    Raises AllocatorError, in one line, where it cannot be read or was made from something else.
    """
    account = _read(path)
    if changed := _changed(account, batch, workload):
        raise _Refused(path, f"was made from {changed}")
    choices = _choices(path, account, problem)
    cost = Ledger(problem, choices).cost()
    verdict = judge(
        workload.team,
        workload.policy,
        workload.as_of,
        proposed(problem, choices),
        measured=workload,
    )
    if cost.total != account.cost or verdict.breaches:
        raise _Refused(path, "was edited, or made by another version")
    # Of a bound in one number only the total counts.
    optimal = account.status == "optimal"
    bound = cost if optimal else Cost(0, 0, account.bound)
    return Solution(choices, cost, bound, account.seconds)


class _Refused(AllocatorError):
    """A saved proposal that does not fit."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} {why}. Make the proposal again, or leave it out.")


def _read(path: Path) -> Account:
    try:
        return Account.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise _Refused(path, "is not a proposal.json of this version") from error


def _changed(account: Account, batch: Batch, workload: Workload) -> str:
    """What is not as it was when the proposal was made; empty where all is."""
    names = sorted(batch.inputs.keys() | account.inputs.keys())
    files = [n for n in names if batch.inputs.get(n) != account.inputs.get(n)]
    if files:
        return f"other files ({', '.join(files)})"
    if account.policy.digest != workload.policy.digest:
        return f"another policy ({account.policy.name})"
    if account.as_of != workload.as_of:
        return f"another day ({account.as_of:%-d %B %Y})"
    return "" if account.status != "impossible" else "pins and rules that clash"


def _choices(
    path: Path, account: Account, problem: Problem
) -> tuple[Choice | None, ...]:
    assigned = {one.case_id: one for one in account.assignments}
    post = {post.worker_id: n for n, post in enumerate(problem.posts)}
    found: list[Choice | None] = []
    for group in problem.groups:
        one = assigned.get(group.case_ids[0])
        choice = None if one is None else _choice(one, post)
        holders = {pair.worker for pair in group.pairs}
        helpers = {None, *(helper.worker for helper in group.helpers)}
        if choice and (choice.worker not in holders or choice.helper not in helpers):
            raise _Refused(path, "was edited, or made by another version")
        found.append(choice)
    return tuple(found)


def _choice(assignment: Assignment, post: dict[str, int]) -> Choice:
    # An id that nobody has is the index of nobody, and so refused like someone who may not hold the case.
    co_worker_id = assignment.co_worker_id
    return Choice(
        post.get(assignment.worker_id, -1),
        post.get(co_worker_id, -1) if co_worker_id else None,
    )
