"""Public instances are read as their formats say, and put to the engine as problems of ours."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from allocator.errors import AllocatorError, BrokenAnswer, Impossible, NoAnswerInTime
from allocator.problem.posed import Cost, Problem
from allocator.solvers import cp_sat, greedy
from allocator.solvers.answer import Limits, Solution
from benchmarks.instance import Answer
from benchmarks.public import gap, nursing, wards
from benchmarks.public.best_known import best_known, facts

# Two workers, three cases; the numbers wrap as they do in the public files.
GAP = """ 2 3
 4 7
 2 6 1 9
 3 5 4
 2 6 3
 6 8
"""
COSTS = [[4, 7, 2], [6, 1, 9]]
DEMANDS = [[3, 5, 4], [2, 6, 3]]
ROOM = [6, 8]

# Two zones and four nurses, each with one to three patients and a workload of at most 30.
WARDS = """2 4
1 3 30
5 9 8 7 4 2
3 12 11 3
"""


@pytest.fixture
def tiny_gap(tmp_path: Path) -> Path:
    """A generalised assignment small enough to try everything."""
    path = tmp_path / "tiny"
    path.write_text(GAP)
    return path


@pytest.fixture
def tiny_wards(tmp_path: Path) -> Path:
    """Wards small enough to try everything."""
    path = tmp_path / "tiny.txt"
    path.write_text(WARDS)
    return path


def test_assignment_is_read_row_by_row(tiny_gap: Path) -> None:
    """Costs and demands are the workers', capacities come last; sums tell an instance from another."""
    found = gap.read(tiny_gap)

    assert [*map(list, found.costs)] == COSTS
    assert [*map(list, found.demands)] == DEMANDS
    assert [*found.capacities] == ROOM
    assert found.fingerprint == (2, 3, 29, 23, 14)


def test_assignment_is_solved_as_a_problem_of_ours(tiny_gap: Path) -> None:
    """The engine's cost is the least of all assignments that keep the capacities."""
    found = gap.load(tiny_gap).answer(cp_sat.solve, Limits())

    tried = [
        sum(COSTS[w][c] for c, w in enumerate(chosen))
        for chosen in product(range(2), repeat=3)
        if all(
            sum(DEMANDS[w][c] for c, at in enumerate(chosen) if at == w) <= ROOM[w]
            for w in range(2)
        )
    ]
    assert found.cost == found.bound == Cost(0, 0, min(tried))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 3 1 2 3", "it ends after 3 of 6 numbers for the costs"),
        ("1 1 1 1 1 1", "more numbers than its sizes ask for"),
        ("2 x", "row 1: 'x' is not a whole number"),
        ("", "it ends after 0 of 2 numbers"),
    ],
)
def test_what_is_no_instance_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """A file that ends early, goes on, or holds words is told in a line."""
    path = tmp_path / "wrong"
    path.write_text(text)

    with pytest.raises(AllocatorError, match=said):
        gap.read(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """So is a file that is not there."""
    with pytest.raises(AllocatorError, match="cannot be read"):
        wards.read(tmp_path / "nowhere")


def test_wards_are_read_zone_by_zone(tiny_wards: Path) -> None:
    """Sizes and limits first, then each zone's patients."""
    found = wards.read(tiny_wards)

    assert found.zones == ((9, 8, 7, 4, 2), (12, 11, 3))
    assert (found.nurses, found.least, found.most, found.ceiling) == (4, 1, 3, 30)
    assert found.fingerprint == (2, 4, 1, 3, 30, 8, 56, 488)
    assert list(found.staffing(0)) == [2, 3, 4, 5]
    assert list(found.staffing(1)) == [1, 2, 3]


def plans(found: wards.Wards) -> Iterator[wards.Plan]:
    """Every way to share out the patients of all zones."""
    ways = [
        [list(given) for given in product(range(found.nurses), repeat=len(zone))]
        for zone in found.zones
    ]
    return map(list, product(*ways))


def test_nursing_finds_the_most_even_plan(tiny_wards: Path) -> None:
    """Staffing and sharing together reach the least sum of squares that any legal plan has, and prove it."""
    instance = nursing.load(tiny_wards)

    found = instance.answer(cp_sat.solve, Limits())

    legal = []
    for plan in plans(instance.wards):
        try:
            legal.append(instance.wards.squares(plan))
        except BrokenAnswer:
            continue
    assert found.cost == found.bound == Cost(0, 0, min(legal))
    assert instance.judged(found, "engine").cost == found.cost


def test_zones_are_asked_for_only_when_needed(tiny_wards: Path) -> None:
    """Most staffings are ruled out by what even the smoothest split would cost."""
    asked = []

    def noting(problem: Problem, limits: Limits) -> Solution:
        asked.append((len(problem.groups), len(problem.posts)))
        return cp_sat.solve(problem, limits)

    nursing.load(tiny_wards).answer(noting, Limits())

    assert len(set(asked)) == len(asked) < 7


def test_a_plan_that_breaks_a_limit_is_refused(tiny_wards: Path) -> None:
    """Too many patients, too much work, too few nurses."""
    found = wards.read(tiny_wards)

    for plan in (
        [[0, 0, 0, 0, 1], [0, 1, 1]],
        [[0, 0, 1, 1, 1], [0, 0, 0]],
        [[0, 1, 2, 3, 3], [0, 1, 1]],
    ):
        with pytest.raises(BrokenAnswer):
            found.squares(plan)


def test_the_judge_sees_the_plan_and_not_the_claim(tiny_wards: Path) -> None:
    """A cost is worked out from the file's numbers."""
    plan = [[0, 1, 1, 0, 0], [0, 1, 1]]
    said = Answer(plan, Cost(0, 0, 1), Cost(0, 0, 1))

    judged = nursing.load(tiny_wards).judged(said, "boaster")

    assert judged.cost.blended == (9 + 4 + 2) ** 2 + 15**2 + 12**2 + 14**2


def test_nursing_without_time_says_so(tiny_wards: Path) -> None:
    """A solver that finds nothing leaves nothing, and a limit that cannot be met is impossible."""

    def nothing(problem: Problem, limits: Limits) -> Solution:
        raise NoAnswerInTime(0.0)

    with pytest.raises(NoAnswerInTime):
        nursing.load(tiny_wards).answer(nothing, Limits())


def test_too_few_nurses_are_impossible(tmp_path: Path) -> None:
    """Nine patients for two nurses of three at most."""
    path = tmp_path / "few.txt"
    path.write_text("1 2\n1 3 99\n9 1 1 1 1 1 1 1 1 1\n")

    with pytest.raises(Impossible):
        nursing.load(path).answer(cp_sat.solve, Limits())


def test_an_unproven_zone_leaves_the_whole_unproven(tiny_wards: Path) -> None:
    """With a rule of thumb in place of the engine the bound stays below the cost, and both hold."""
    instance = nursing.load(tiny_wards)

    rough = instance.answer(greedy.solve, Limits())
    best = instance.answer(cp_sat.solve, Limits())

    assert rough.bound <= best.cost <= rough.cost
    assert instance.judged(rough, "greedy").cost == rough.cost


def test_known_instances_are_recognised_by_their_numbers() -> None:
    """Each has numbers of its own; whatever a file is called, only these numbers are recognised."""
    for family in ("gap", "nursing"):
        known = facts()[family]["known"]
        prints = [tuple(one["fingerprint"]) for one in known]
        assert len(set(prints)) == len(prints)
        assert all(0 < one["bound"] <= one["cost"] for one in known)
        found = best_known(family, prints[0])
        assert found is not None
        assert found.name == known[0]["name"]
        assert best_known(family, [n + 1 for n in prints[0]]) is None


def test_changing_places_changes_no_fingerprint(tiny_gap: Path) -> None:
    """Workers and cases in another order are the same instance."""
    found = gap.read(tiny_gap)
    turned = gap.Assignment(
        tuple(row[::-1] for row in found.costs[::-1]),
        tuple(row[::-1] for row in found.demands[::-1]),
        found.capacities[::-1],
    )

    assert turned != found
    assert turned.fingerprint == found.fingerprint
