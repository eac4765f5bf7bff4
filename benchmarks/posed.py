"""An instance that is one problem in integers, with or without the people it came from."""

from dataclasses import dataclass

from allocator.errors import BrokenAnswer
from allocator.pipeline import judged
from allocator.problem.ledger import Choice, Choices, Ledger
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits, Solution
from allocator.workload.measure import Workload
from benchmarks.instance import Answer, Judged, Size, Solver
from benchmarks.public.best_known import Known


@dataclass(frozen=True)
class Posed:
    """A problem, the workload it was posed from where there is one, and what others have found where it is public."""

    problem: Problem
    workload: Workload | None = None
    known: Known | None = None

    @property
    def size(self) -> Size:
        """Workers, groups and allowed pairs."""
        pairs = sum(len(group.pairs) for group in self.problem.groups)
        return Size(len(self.problem.posts), len(self.problem.groups), pairs)

    def answer(self, solve: Solver, limits: Limits) -> Answer:
        """The whole problem put to the solver as it is."""
        found = solve(self.problem, limits)
        return Answer(
            [None if choice is None else [*choice] for choice in found.choices],
            found.cost,
            found.bound,
        )

    def judged(self, answer: Answer, solver: str) -> Judged:
        """From the records where there are any, else group by group in a fresh ledger."""
        choices = tuple(
            None if choice is None else Choice(*choice) for choice in answer.choices
        )
        if self.workload is not None:
            said = Solution(choices, answer.cost, answer.bound, 0.0)
            verdict = judged(self.workload, self.problem, said, solver)
            return Judged(Cost(*verdict.cost), verdict.measures)
        cost = checked(self.problem, choices)
        if cost != answer.cost:
            raise BrokenAnswer(
                f"{solver} says its answer costs {tuple(answer.cost)}; it costs {tuple(cost)}."
            )
        return Judged(cost)


def checked(problem: Problem, choices: Choices) -> Cost:
    """What choices cost, if they keep every rule: each must still fit when it comes, in the order of the batch.

    Fitting never gets easier as others are placed, so a set of choices that fits as a whole fits in any order.
    """
    ledger = Ledger(problem)
    for index, (group, choice) in enumerate(zip(problem.groups, choices, strict=True)):
        if choice is None and group.required:
            raise BrokenAnswer(f"{group.case_ids[0]} must be placed and is not.")
        if choice is None:
            continue
        if choice not in ledger.options(index):
            raise BrokenAnswer(
                f"{group.case_ids[0]} cannot go to worker {choice.worker} with co-worker {choice.helper}."
            )
        ledger.place(index, choice)
    return ledger.cost()
