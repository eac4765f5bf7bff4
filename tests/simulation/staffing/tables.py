"""Tables of hires, and worlds in which it is known how often a team breaks with each staffing."""

from collections.abc import Sequence

import numpy as np

from allocator.domain.staffing import Kind, Staffing
from allocator.simulation.staffing.account import account
from allocator.simulation.staffing.margins import next_steps
from allocator.simulation.staffing.search import best, search
from allocator.simulation.staffing.trial import Numbers, Outcome, Run, trial
from tests.simulation.histories import planned, scenario

KINDS = (
    Kind(name="experienced", kind="hire", cost=62_000, at_most=3),
    Kind(name="newly qualified", kind="hire", cost=45_000, at_most=3),
    Kind(name="court course", kind="training", cost=3_000, at_most=2),
)
_HELPS = (1.2, 0.6, 0.15)


def share_broken(numbers: Numbers, need: float = 2.2) -> float:
    """How often a team with a staffing breaks, in truth: less with everybody more."""
    help_given = sum(n * worth for n, worth in zip(numbers, _HELPS, strict=False))
    return float(1 / (1 + np.exp(3.0 * (help_given - need))))


def world(seed: int = 1, need: float = 2.2) -> Run:
    """Runs in which every replication has luck of its own, the same whatever the staffing."""

    def run(numbers: Numbers, runs: int) -> Sequence[Outcome]:
        luck = np.random.default_rng(seed).random(runs)
        likely = share_broken(numbers, need)
        return [
            Outcome(
                bool(one < likely), 26 * float(one) / likely if one < likely else 26.0
            )
            for one in luck
        ]

    return run


def searched(need: float = 2.2, name: str = "") -> Staffing:
    """A whole search in such a world, told; ``name`` before the names of kinds."""
    kinds = tuple(kind.changed(name=name + kind.name) for kind in KINDS)
    run = world(need=need)
    found = search(kinds, lambda numbers: trial(numbers, run, 10, 200))
    chosen, nobody = best(found, kinds), (0, 0, 0)
    steps = [*next_steps("now", nobody, kinds, run, 50)]
    if chosen is not None and chosen.numbers != nobody:
        steps += next_steps("recommended", chosen.numbers, kinds, run, 50)
    asked = scenario(run={"weeks": 26, "replications": 200, "seed": 1, "work": 0.5})
    plan = planned(asked)
    return account(plan, plan.courses[0], kinds, found, steps, 10)
