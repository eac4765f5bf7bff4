"""How like another an answer is, as rules and goals of the constraint program."""

from collections.abc import Iterator

from allocator.problem.ledger import Choices as Answer
from allocator.program.choices import Choices, Expression, total
from allocator.program.goals import Goal
from allocator.program.rules import Constraint, Rule


def apart(earlier: Answer, groups: int) -> Rule:
    """Rule: at least so many groups go to other workers than in an earlier answer."""

    def another_plan(choices: Choices) -> Iterator[Constraint]:
        to_others = [
            choices.takes(g, pair.worker)
            for g, before in enumerate(earlier)
            for pair in choices.problem.groups[g].pairs
            if before is not None and before.worker != pair.worker
        ]
        yield total(to_others) >= groups

    return another_plan


def changes(standing: Answer) -> Goal:
    """Goal: change as few holders and co-workers of a standing answer as can be."""

    def least_changed(choices: Choices) -> Expression:
        kept = []
        for g, before in enumerate(standing):
            if before is None:
                kept.append(choices.waits(g))
                continue
            group = choices.problem.groups[g]
            if any(pair.worker == before.worker for pair in group.pairs):
                kept.append(choices.takes(g, before.worker))
            if before.helper in {helper.worker for helper in group.helpers}:
                kept.append(choices.helps(g, before.helper))
        return -total(kept)

    return least_changed
