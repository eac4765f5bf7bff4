"""From a solver's integers back to people and cases."""

from allocator.domain.proposal import Placement, Proposal
from allocator.problem.ledger import Choices
from allocator.problem.posed import Problem


def proposed(problem: Problem, choices: Choices) -> Proposal:
    """The placements that choices stand for."""
    return Proposal(
        placements=tuple(
            Placement(
                case_id=case_id,
                worker_id=problem.posts[choice.worker].worker_id,
                co_worker_id=""
                if choice.helper is None
                else problem.posts[choice.helper].worker_id,
            )
            for group, choice in zip(problem.groups, choices, strict=True)
            if choice is not None
            for case_id in group.case_ids
        )
    )
