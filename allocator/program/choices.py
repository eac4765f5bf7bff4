"""What the program may choose, asked for by meaning."""

from collections.abc import Iterable, Sequence

from ortools.sat.python import cp_model

from allocator.problem.ledger import Choice, Ledger
from allocator.problem.ledger import Choices as Answer
from allocator.problem.posed import Problem

Expression = cp_model.LinearExpr


def total(variables: Iterable[cp_model.IntVar]) -> Expression:
    """The sum of variables, 0 for none."""
    return cp_model.LinearExpr.sum(list(variables))


def weighted(parts: Sequence[tuple[cp_model.IntVar, int]]) -> Expression:
    """The sum of variables each times its factor, 0 for none."""
    return cp_model.LinearExpr.weighted_sum(
        [variable for variable, _ in parts], [factor for _, factor in parts]
    )


class Choices:
    """The variables of one program over one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self._takes = [
            {
                pair.worker: self.model.new_bool_var(f"takes {g} {pair.worker}")
                for pair in group.pairs
            }
            for g, group in enumerate(problem.groups)
        ]
        self._waits = [
            self.model.new_bool_var(f"waits {g}") for g, _ in enumerate(problem.groups)
        ]
        self._helps = [
            {
                helper.worker: self.model.new_bool_var(f"helps {g} {helper.worker}")
                for helper in group.helpers
            }
            for g, group in enumerate(problem.groups)
        ]
        self._loads = self._gather_loads()
        # A variable for each load keeps the lines of the curves short. Load only ever costs, so none is overstated.
        self._load = []
        for worker, _ in enumerate(problem.posts):
            load = self.model.new_int_var(0, self._reach(worker), f"load {worker}")
            self.model.add(load >= weighted(self._loads[worker]))
            self._load.append(load)
        reach = [self._reach(worker) for worker in range(len(problem.posts))]
        self._unsafe = [
            self.model.new_int_var(0, post.unsafe(most), f"unsafe {w}")
            for w, (post, most) in enumerate(zip(problem.posts, reach, strict=True))
        ]
        self._uneven = [
            self.model.new_int_var(0, post.uneven(most), f"uneven {w}")
            for w, (post, most) in enumerate(zip(problem.posts, reach, strict=True))
        ]
        for worker, post in enumerate(problem.posts):
            for cost, curve in (
                (self._unsafe[worker], post.unsafe),
                (self._uneven[worker], post.uneven),
            ):
                for slope, intercept in curve.lines(reach[worker]):
                    if slope:
                        self.model.add(
                            cost >= slope * self.added_load(worker) + intercept
                        )

    def takes(self, group: int, worker: int) -> cp_model.IntVar:
        """Whether a worker holds a group; only pairs that the problem allows exist."""
        return self._takes[group][worker]

    def waits(self, group: int) -> cp_model.IntVar:
        """Whether nobody holds a group."""
        return self._waits[group]

    def helps(self, group: int, worker: int) -> cp_model.IntVar:
        """Whether a worker co-works a group."""
        return self._helps[group][worker]

    def added_load(self, worker: int) -> Expression:
        """What the worker would hold more, in steps of the weighting."""
        return self._load[worker]

    def added_cases(self, worker: int) -> Expression:
        """How many more cases the worker would hold."""
        return weighted(
            [
                (taken[worker], len(group.case_ids))
                for taken, group in zip(self._takes, self.problem.groups, strict=True)
                if worker in taken
            ]
        )

    def new_cases(self, worker: int) -> Expression:
        """How many cases the worker would hold that they do not hold now."""
        return weighted(
            [
                (taken[worker], len(group.case_ids))
                for taken, group in zip(self._takes, self.problem.groups, strict=True)
                if worker in taken and worker != group.holder
            ]
        )

    def moves(self) -> Expression:
        """How many households leave who holds them."""
        return total(
            taken
            for takes, group in zip(self._takes, self.problem.groups, strict=True)
            if group.holder is not None
            for worker, taken in takes.items()
            if worker != group.holder
        )

    def unsafe(self, worker: int) -> cp_model.IntVar:
        """What the worker's load beyond the safe limit counts."""
        return self._unsafe[worker]

    def uneven(self, worker: int) -> cp_model.IntVar:
        """What the worker's load counts against evenness."""
        return self._uneven[worker]

    def hint(self, answer: Sequence[Choice | None]) -> None:
        """Start the search from an answer; every variable is told, for half a hint is worth little."""
        ledger = Ledger(self.problem, answer)
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools annotates all but this
        for g, choice in enumerate(answer):
            self.model.add_hint(self._waits[g], choice is None)
            for worker, taken in self._takes[g].items():
                self.model.add_hint(
                    taken, choice is not None and choice.worker == worker
                )
            for worker, helped in self._helps[g].items():
                self.model.add_hint(
                    helped, choice is not None and choice.helper == worker
                )
        for worker, post in enumerate(self.problem.posts):
            self.model.add_hint(self._load[worker], ledger.added[worker])
            self.model.add_hint(self._unsafe[worker], post.unsafe(ledger.added[worker]))
            self.model.add_hint(self._uneven[worker], post.uneven(ledger.added[worker]))

    def answer(self, values: Sequence[int]) -> Answer:
        """The answer that values of the variables, by their index, stand for."""
        found: list[Choice | None] = []
        for taken, helped in zip(self._takes, self._helps, strict=True):
            worker = next((w for w, var in taken.items() if values[var.index]), None)
            helper = next((w for w, var in helped.items() if values[var.index]), None)
            found.append(None if worker is None else Choice(worker, helper))
        return tuple(found)

    def _gather_loads(self) -> list[list[tuple[cp_model.IntVar, int]]]:
        loads: list[list[tuple[cp_model.IntVar, int]]] = [
            [] for _ in self.problem.posts
        ]
        for taken, helped, group in zip(
            self._takes, self._helps, self.problem.groups, strict=True
        ):
            for pair in group.pairs:
                loads[pair.worker].append((taken[pair.worker], pair.demand))
            for helper in group.helpers:
                loads[helper.worker].append((helped[helper.worker], helper.demand))
        return loads

    def _reach(self, worker: int) -> int:
        """The most that could ever be added to a worker."""
        return min(
            self.problem.posts[worker].room,
            sum(demand for _, demand in self._loads[worker]),
        )
