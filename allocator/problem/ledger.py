"""A partial proposal in integers: what has been given to whom, what still fits, and what it costs."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.problem.posed import Cost, Group, Helper, Pair, Post, Problem, Support


class Choice(NamedTuple):
    """The worker who takes a group, and the co-worker where one is needed; both by index."""

    worker: int
    helper: int | None = None


Choices = tuple[Choice | None, ...]


def stays(problem: Problem) -> Choices:
    """Every household with whoever holds it, all others waiting."""
    return tuple(
        None if group.holder is None else Choice(group.holder)
        for group in problem.groups
    )


class Ledger:
    """Added load, cases and supervision of every worker, and moves, as groups are placed and taken back."""

    def __init__(self, problem: Problem, choices: Sequence[Choice | None] = ()) -> None:
        self.problem = problem
        self.choices: list[Choice | None] = [None] * len(problem.groups)
        self.added = [0] * len(problem.posts)
        self.cases = [0] * len(problem.posts)
        self.new_cases = [0] * len(problem.posts)
        self.moved = 0
        self.supervision = [0] * len(problem.supervisors)
        self._supervisor = {
            worker: n for n, s in enumerate(problem.supervisors) for worker in s.workers
        }
        for index, choice in enumerate(choices):
            if choice is not None:
                self.place(index, choice)

    def place(self, index: int, choice: Choice) -> None:
        """Give a group to a worker, whether or not it fits."""
        self._book(index, choice, 1)
        self.choices[index] = choice

    def take_back(self, index: int) -> Choice | None:
        """Let a group wait again; what it was given to before."""
        before = self.choices[index]
        if before is not None:
            self._book(index, before, -1)
            self.choices[index] = None
        return before

    def options(self, index: int) -> Iterator[Choice]:
        """Every way in which a waiting group fits as things stand."""
        group = self.problem.groups[index]
        for pair in group.pairs:
            if not self._fits(group, pair):
                continue
            if pair.support is Support.NONE:
                yield Choice(pair.worker)
                continue
            for helper in group.helpers:
                if self._helps(pair, helper):
                    yield Choice(pair.worker, helper.worker)

    def price(self, index: int, choice: Choice) -> Cost:
        """What giving a waiting group to a worker would add to the cost, as things stand."""
        group = self.problem.groups[index]
        pair = group.pair(choice.worker)
        unsafe, uneven = self._rise(choice.worker, pair.demand)
        if choice.helper is not None:
            more_unsafe, more_uneven = self._rise(
                choice.helper, group.helper(choice.helper).demand
            )
            unsafe, uneven = unsafe + more_unsafe, uneven + more_uneven
        return Cost(-group.urgency, unsafe, uneven + pair.cost)

    def cost(self) -> Cost:
        """What the proposal costs as it stands."""
        found = Cost(0, 0, 0)
        for group, choice in zip(self.problem.groups, self.choices, strict=True):
            placed = choice is not None
            found = found.plus(
                Cost(
                    0 if placed else group.urgency,
                    0,
                    group.pair(choice.worker).cost if choice is not None else 0,
                )
            )
        for post, added in zip(self.problem.posts, self.added, strict=True):
            found = found.plus(Cost(0, post.unsafe(added), post.uneven(added)))
        return found

    def _book(self, index: int, choice: Choice, sign: int) -> None:
        group = self.problem.groups[index]
        pair = group.pair(choice.worker)
        self.added[choice.worker] += sign * pair.demand
        self.cases[choice.worker] += sign * len(group.case_ids)
        if choice.worker != group.holder:
            self.new_cases[choice.worker] += sign * len(group.case_ids)
            self.moved += sign * (group.holder is not None)
        if choice.helper is not None:
            self.added[choice.helper] += sign * group.helper(choice.helper).demand
        if choice.worker in self._supervisor:
            self.supervision[self._supervisor[choice.worker]] += sign * pair.supervision

    def _fits(self, group: Group, pair: Pair) -> bool:
        post = self.problem.posts[pair.worker]
        cases = self.cases[pair.worker] + len(group.case_ids)
        if self.added[pair.worker] + pair.demand > post.room:
            return False
        if cases > post.case_room:
            return False
        if pair.worker != group.holder and not self._may_be_given(group, post, pair):
            return False
        supervisor = self._supervisor.get(pair.worker)
        if supervisor is None or not pair.supervision:
            return True
        return (
            self.supervision[supervisor] + pair.supervision
            <= self.problem.supervisors[supervisor].room
        )

    def _may_be_given(self, group: Group, post: Post, pair: Pair) -> bool:
        """Whether a group may come to a worker as new cases, and leave who holds it if anybody does."""
        most = self.problem.most_moves
        if group.holder is not None and most is not None and self.moved >= most:
            return False
        new_cases = self.new_cases[pair.worker] + len(group.case_ids)
        return new_cases <= post.new_case_room

    def _helps(self, pair: Pair, helper: Helper) -> bool:
        if helper.worker == pair.worker or (
            pair.support is Support.LEAD and not helper.leads
        ):
            return False
        return (
            self.added[helper.worker] + helper.demand
            <= self.problem.posts[helper.worker].room
        )

    def _rise(self, worker: int, demand: int) -> tuple[int, int]:
        post, before = self.problem.posts[worker], self.added[worker]
        return (
            post.unsafe(before + demand) - post.unsafe(before),
            post.uneven(before + demand) - post.uneven(before),
        )
