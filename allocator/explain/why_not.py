"""Why not this worker: a rule's sentence, or the price of having it so, found by mending the proposal."""

from allocator.audit.review import Review
from allocator.domain.account import Excluded, Priced
from allocator.errors import Impossible, NoAnswerInTime
from allocator.explain.prices import points
from allocator.explain.runner_up import worse_match
from allocator.explain.words import share
from allocator.problem.ledger import Choice, Choices, Ledger
from allocator.problem.posed import Problem
from allocator.problem.screen import refusals
from allocator.solvers.answer import Granted, Limits, Solution


def why_not(
    review: Review,
    problem: Problem,
    solution: Solution,
    case_id: str,
    worker_id: str,
    limits: Limits,
) -> Priced:
    """What stands against giving one waiting case to one worker, everything else free to follow."""
    # A solver is imported when it is asked, so that help comes at once.
    from allocator.solvers.wish import grant

    workload = review.before
    index = next(
        n for n, group in enumerate(problem.groups) if case_id in group.case_ids
    )
    cases = [workload.team.case[member] for member in problem.groups[index].case_ids]
    refused = tuple(
        Excluded(worker_id=worker_id, rule=rule, reason=reason)
        for rule, reason in refusals(workload, cases, workload.team.worker[worker_id])
    )
    if refused:
        return Priced(worker_id=worker_id, refusals=refused)
    wanted = next(
        n for n, post in enumerate(problem.posts) if post.worker_id == worker_id
    )
    pairs = tuple(pair for pair in problem.groups[index].pairs if pair.worker == wanted)
    if not pairs:
        return Priced(
            worker_id=worker_id, clash="Nobody can be the co-worker this would need."
        )
    try:
        granted = grant(problem, solution, index, wanted, limits)
    except Impossible:
        return Priced(
            worker_id=worker_id, clash="With the pins in place there is no room for it."
        )
    except NoAnswerInTime:
        return Priced(
            worker_id=worker_id,
            clash="No proposal with it was found in the time allowed; there may be one.",
        )
    before, after = solution.choices, granted.choices
    moved = _moved(before, after, index)
    difference = granted.cost.minus(solution.cost)
    return Priced(
        worker_id=worker_id,
        cost_difference=difference.total,
        cost_at_least=granted.at_least,
        points=points(
            difference, sum(review.before.asked[c.case_id].quanta for c in cases)
        ),
        proven=granted.is_proven,
        what_gets_worse=_worse(review, problem, solution, granted, index),
        others_moved=sum(len(problem.groups[n].case_ids) for n in moved),
        also_moved=tuple(_in_words(problem, before, after, n) for n in moved),
    )


def _worse(
    review: Review, problem: Problem, solution: Solution, forced: Granted, index: int
) -> tuple[str, ...]:
    """What the forced proposal makes worse, in the order of the goals."""
    phrases = []
    if forced.cost.unplaced > solution.cost.unplaced:
        phrases.append("More cases, or more urgent ones, would wait.")
    if forced.cost.unsafe > solution.cost.unsafe:
        phrases.append("More work would lie beyond people's safe limits.")
    old, new = solution.choices[index], forced.choices[index]
    if new is not None:
        instead = problem.posts[new.worker].worker_id
        holding = review.before.holdings[instead]
        added = [
            Ledger(problem, choices).added[new.worker]
            for choices in (solution.choices, forced.choices)
        ]
        if added[1] > added[0]:
            shares = [
                share(holding.held + more, holding, review.policy) for more in added
            ]
            phrases.append(
                f"{instead} would be at {shares[1]} of capacity, not {shares[0]}."
            )
        if old is not None:
            team = review.team
            proposed = team.worker[problem.posts[old.worker].worker_id]
            for case_id in problem.groups[index].case_ids:
                phrases += worse_match(
                    review, team.case[case_id], proposed, team.worker[instead]
                )
    return tuple(phrases)


def _moved(before: Choices, after: Choices, index: int) -> list[int]:
    """Which other households would change hands or co-worker."""
    pairs = enumerate(zip(before, after, strict=True))
    return [n for n, (old, new) in pairs if n != index and old != new]


def _in_words(problem: Problem, before: Choices, after: Choices, index: int) -> str:
    cases = ", ".join(problem.groups[index].case_ids)
    old, new = _whose(problem, before[index]), _whose(problem, after[index])
    return f"{cases} from {old} to {new}"


def _whose(problem: Problem, choice: Choice | None) -> str:
    if choice is None:
        return "waiting"
    holder = problem.posts[choice.worker].worker_id
    if choice.helper is None:
        return holder
    return f"{holder} with {problem.posts[choice.helper].worker_id}"
