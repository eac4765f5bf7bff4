"""What is wanted: one function, one goal, in strict order; less is better in each."""

from collections.abc import Callable

from allocator.program.choices import Choices, Expression, total, weighted

Goal = Callable[[Choices], Expression]


def placed(choices: Choices) -> Expression:
    """Place cases, most urgent first (urgency-weighted cases that wait)."""
    groups = enumerate(choices.problem.groups)
    return weighted([(choices.waits(g), group.urgency) for g, group in groups])


def safe(choices: Choices) -> Expression:
    """Keep people below their safe limit (steps of load beyond it, more the further over)."""
    return total(choices.unsafe(worker) for worker in range(len(choices.problem.posts)))


def balanced(choices: Choices) -> Expression:
    """Even out workload and new work (steps of load times the percentage of capacity they land on)."""
    return total(choices.uneven(worker) for worker in range(len(choices.problem.posts)))


def suited(choices: Choices) -> Expression:
    """Match skills, keep known workers, work locally, develop people (steps of load times percentage points)."""
    return weighted(
        [
            (choices.takes(g, pair.worker), pair.cost)
            for g, group in enumerate(choices.problem.groups)
            for pair in group.pairs
            if pair.cost
        ]
    )


def blended(choices: Choices) -> Expression:
    """Balance and suitability traded off, in one unit."""
    return balanced(choices) + suited(choices)


GOALS: tuple[Goal, ...] = (placed, safe, blended)
