"""Instances of our own are what they say they are, the same every time, and posed as the pipeline would pose them."""

from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest

from allocator.policy.loading import load_policy
from allocator.problem.posed import UNLIMITED, Problem, Support
from allocator.solvers import cp_sat
from allocator.solvers.answer import Limits
from benchmarks.families.adversarial import ADVERSARIAL, exactly_full, ring
from benchmarks.families.country import AUTHORITIES, country
from benchmarks.families.people import someone
from benchmarks.families.shapes import SHAPES, shaped
from benchmarks.posed import Posed
from benchmarks.recipe import OWN, Recipe, build


def made(family: str, workers: int = 20, groups: int = 40, seed: int = 1) -> Problem:
    """A small problem of one family."""
    instance = build(Recipe("own", family, f"{workers}x{groups}", seed))
    assert isinstance(instance, Posed)
    return instance.problem


@pytest.mark.parametrize("family", [*SHAPES, *ADVERSARIAL])
def test_a_seed_repeats_an_instance(family: str) -> None:
    """The same recipe gives the same problem; it has the size asked for, and every limit is one of a real problem."""
    problem = made(family)

    assert problem == made(family)
    assert (len(problem.posts), len(problem.groups)) == (20, 40)
    for group in problem.groups:
        workers = [pair.worker for pair in group.pairs]
        assert workers == sorted(set(workers))
        assert all(pair.demand > 0 for pair in group.pairs)
    for post in problem.posts:
        for curve in (post.unsafe, post.uneven):
            assert all(a < b for a, b in pairwise(curve.starts))
            assert all(a < b for a, b in pairwise(curve.slopes))


@pytest.mark.parametrize("family", [*SHAPES, "giants", "primes", "two sizes"])
def test_another_seed_gives_another_instance(family: str) -> None:
    """Chance comes from the seed and nothing else."""
    assert made(family, seed=1) != made(family, seed=2)


def test_curves_are_those_of_the_pipeline() -> None:
    """Each step of load costs its utilisation in steps of two percent, a fifth of that as new work, and safety."""
    capacity, held, recent = 100, 60, 20
    post = someone(0, capacity, held, recent)
    fifth = load_policy().priorities.balance.recent_intake_percent / 100

    def level(load: int) -> int:
        return int(Decimal(100) * (2 * load + 1) / (2 * capacity) // 2) * 2

    assert post.room == 110 - held
    for added in range(post.room + 1):
        steps = range(added)
        assert post.uneven(added) == sum(
            level(held + n) + int(level(recent + n) * fifth) for n in steps
        )
        assert post.unsafe(added) == sum(
            1 if held + n < 105 else 2 for n in steps if held + n >= 100
        )


def test_shapes_differ_in_what_they_are_named_for() -> None:
    """Who may hold what, how much room there is, households, limits and joint work."""
    problems = {name: made(name, 40, 80) for name in SHAPES}

    def allowed(name: str) -> float:
        pairs = sum(len(group.pairs) for group in problems[name].groups)
        return pairs / (40 * 80)

    def fill(name: str) -> float:
        work = sum(max(p.demand for p in g.pairs) for g in problems[name].groups)
        return work / sum(post.room for post in problems[name].posts)

    assert allowed("dense") == allowed("tight") == 1
    assert 0.05 < allowed("sparse") < 0.15
    assert fill("dense") < 0.3 < fill("households") < 0.9 < fill("tight") < 1.2
    assert fill("overfull") > 1.3
    several = [len(group.case_ids) for group in problems["households"].groups]
    assert max(several) > 1 == min(several)
    assert any(p.case_room < UNLIMITED for p in problems["households"].posts)
    kinds = {p.support for group in problems["joint"].groups for p in group.pairs}
    assert kinds == {Support.NONE, Support.COMPANION, Support.LEAD}
    assert problems["joint"].supervisors
    assert not any(group.helpers for group in problems["dense"].groups)


def test_every_joint_pair_has_someone_to_help() -> None:
    """No pair asks for a co-worker where nobody could be one."""
    for group in made("joint").groups:
        for pair in group.pairs:
            if pair.support is not Support.NONE:
                assert any(
                    helper.worker != pair.worker
                    and (helper.leads or pair.support is Support.COMPANION)
                    for helper in group.helpers
                )


def test_exactly_full_leaves_no_step_of_load() -> None:
    """All cases together are all room together, and they can be packed so that everything is placed."""
    problem = exactly_full(3, 9, np.random.default_rng(3))

    work = sum(group.pairs[0].demand for group in problem.groups)
    assert work == sum(post.room for post in problem.posts)
    assert cp_sat.solve(problem, Limits()).cost.unplaced == 0


def test_a_ring_gives_each_case_two_neighbours() -> None:
    """Everybody shares cases with the next, the last with the first."""
    problem = ring(6, 40, np.random.default_rng(1))

    found = {tuple(pair.worker for pair in group.pairs) for group in problem.groups}
    assert found <= {(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 5)}
    assert len(found) > 4


def test_authorities_of_a_country_share_nobody() -> None:
    """Every case stays in its authority, and no name occurs twice."""
    problem = country(80, 160, np.random.default_rng(1))

    assert len(problem.posts) == 80
    assert len(problem.groups) == 160
    for index, group in enumerate(problem.groups):
        place = index // (160 // AUTHORITIES)
        assert {pair.worker // 2 for pair in group.pairs} == {place}
    ids = [case_id for group in problem.groups for case_id in group.case_ids]
    assert len(set(ids)) == len(ids)
    assert len({post.worker_id for post in problem.posts}) == 80


def test_every_family_has_a_recipe() -> None:
    """Nothing is named that cannot be made."""
    for family in OWN:
        assert build(Recipe("own", family, "40x40")).size.workers == 40


def test_shapes_know_their_seed() -> None:
    """A shape drawn from another generator of the same seed is the same."""
    drawn = [shaped(SHAPES["joint"], 8, 16, np.random.default_rng(5)) for _ in range(2)]

    assert drawn[0] == drawn[1]
