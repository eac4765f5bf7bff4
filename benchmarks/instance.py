"""What is measured: an instance can be solved by any solver in a child process, and judges the answer itself."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from allocator.domain.account import Measures
from allocator.problem.posed import Cost, Problem
from allocator.solvers.answer import Limits, Solution
from benchmarks.public.best_known import Known

Solver = Callable[[Problem, Limits], Solution]


class Size(NamedTuple):
    """How large an instance is: people, groups of cases, and pairs of both that are allowed."""

    workers: int
    groups: int
    pairs: int


class Answer(NamedTuple):
    """What a solver says: its choices as lists, so that they can leave the process, and what it claims of them."""

    choices: list[Any]
    cost: Cost
    bound: Cost


class Judged(NamedTuple):
    """What an answer really costs, and what people see of it where there are people."""

    cost: Cost
    measures: Measures | None = None


class Instance(Protocol):
    """Anything that can be measured."""

    @property
    def size(self) -> Size:
        """How large it is."""

    @property
    def known(self) -> Known | None:
        """What others have found of it, where it is public."""

    def answer(self, solve: Solver, limits: Limits) -> Answer:
        """What one solver makes of it."""

    def judged(self, answer: Answer, solver: str) -> Judged:
        """The answer worked out again; raises BrokenAnswer where it breaks a rule or misstates its cost."""
