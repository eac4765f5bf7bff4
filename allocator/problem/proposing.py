"""From a solver's integers back to people and cases."""

from collections.abc import Collection

from allocator.domain.proposal import Placement, Proposal
from allocator.problem.ledger import Choices
from allocator.problem.posed import Problem


def proposed(
    problem: Problem, choices: Choices, held: Collection[str] = ()
) -> Proposal:
    """The placements that choices stand for; ``held`` are cases that have a worker now, whoever keeps them.

    What stays with its holder is no placement.
    """
    placements, returned = [], []
    for group, choice in zip(problem.groups, choices, strict=True):
        if choice is None:
            returned += [case_id for case_id in group.case_ids if case_id in held]
        elif choice.worker != group.holder:
            placements += [
                Placement(
                    case_id=case_id,
                    worker_id=problem.posts[choice.worker].worker_id,
                    co_worker_id=""
                    if choice.helper is None
                    else problem.posts[choice.helper].worker_id,
                )
                for case_id in group.case_ids
            ]
    return Proposal(placements=tuple(placements), returned=tuple(returned))
