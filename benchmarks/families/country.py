"""Many authorities at once: teams that share no one, as one problem."""

from numpy.random import Generator

from allocator.problem.posed import Group, Post, Problem
from benchmarks.families.shapes import Shape, shaped

AUTHORITIES = 40
_AUTHORITY = Shape(fill=0.6)


def country(workers: int, groups: int, chance: Generator) -> Problem:
    """Forty authorities of equal size; within one, everybody may hold every case."""
    posts: list[Post] = []
    made: list[Group] = []
    for place, own in enumerate(chance.spawn(AUTHORITIES)):
        size = (workers // AUTHORITIES, groups // AUTHORITIES)
        one = shaped(_AUTHORITY, *size, own, place)
        posts += one.posts
        made += one.groups
    return Problem(tuple(posts), tuple(made))
