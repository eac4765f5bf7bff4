"""How an instance is made anew in any process: its part of the suite, family, size and seed, or its file."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from allocator.errors import UnknownName
from allocator.problem.pose import pose
from benchmarks.families import batches
from benchmarks.families.adversarial import ADVERSARIAL
from benchmarks.families.country import country
from benchmarks.families.shapes import SHAPES, shaped
from benchmarks.instance import Instance
from benchmarks.posed import Posed
from benchmarks.public import gap, nursing

COUNTRY = "country"
OWN = (*SHAPES, *ADVERSARIAL, COUNTRY)
PUBLIC: dict[str, Callable[[Path], Instance]] = {
    "gap": gap.load,
    "nursing": nursing.load,
}


class Recipe(NamedTuple):
    """What to make: a batch of people, a random problem of so many workers by groups, or what a file holds."""

    part: str
    family: str
    size: str
    seed: int = 1
    path: str = ""

    @property
    def name(self) -> str:
        """What rows and pages call it."""
        return self.size if self.path else f"{self.family} {self.size}"


def build(recipe: Recipe) -> Instance:
    """The instance; the same recipe gives the same instance."""
    if recipe.path:
        return PUBLIC[recipe.family](Path(recipe.path))
    if recipe.part == "practice":
        workload = batches.batch(recipe.size, recipe.seed)
        return Posed(pose(workload), workload)
    workers, groups = map(int, recipe.size.split("x"))
    chance = np.random.default_rng(recipe.seed)
    if recipe.family == COUNTRY:
        return Posed(country(workers, groups, chance))
    if recipe.family in SHAPES:
        return Posed(shaped(SHAPES[recipe.family], workers, groups, chance))
    if recipe.family in ADVERSARIAL:
        return Posed(ADVERSARIAL[recipe.family](workers, groups, chance))
    raise UnknownName("family", recipe.family, OWN)
