"""Carries out a plan, one run after the other, and keeps every row as soon as it is known."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from allocator.problem.posed import Cost
from benchmarks.files import write_whole
from benchmarks.process import Request
from benchmarks.recipe import Recipe, build
from benchmarks.rows import Row, completed, merged, read_rows, write_rows
from benchmarks.run import Step, run

RESULTS = Path(__file__).parent / "results"


class Improvement(NamedTuple):
    """One step of one run, as the file beside the rows keeps it."""

    family: str
    size: str
    seed: int
    solver: str
    limit_seconds: float
    step: Step


def carry_out(
    asked: Iterable[Request], place: Path, tell: Callable[[Row], None]
) -> Path:
    """Run everything; rows go to the place, the way each run took to a file beside it."""
    for recipe, same in groupby(asked, key=lambda request: request.recipe):
        instance = build(recipe)
        for request in same:
            result = run(request, instance)
            tell(result.row)
            write_rows(place, completed(merged(read_rows(place), [result.row])))
            _keep_steps(place, recipe, request, result.steps)
    return place


def steps_beside(place: Path) -> Path:
    """Where the steps of the runs in a file of rows are kept."""
    return place.with_name(f"{place.stem}-steps.csv")


def read_steps(place: Path) -> list[Improvement]:
    """Every step kept beside a file of rows; none where there are none."""
    path = steps_beside(place)
    if not path.exists():
        return []
    found = []
    with path.open(newline="", encoding="utf-8") as file:
        for family, size, seed, solver, limit, at, *goals in csv.reader(file):
            numbers = [int(goal) for goal in goals]
            step = Step(float(at), Cost(*numbers[:3]), Cost(*numbers[3:]))
            found.append(
                Improvement(family, size, int(seed), solver, float(limit), step)
            )
    return found


def _keep_steps(
    place: Path, recipe: Recipe, request: Request, steps: Sequence[Step]
) -> None:
    if not steps:
        return
    run_of = (
        recipe.family,
        recipe.size,
        recipe.seed,
        request.solver,
        float(request.seconds),
    )
    kept = [one for one in read_steps(place) if one[:5] != run_of]
    kept += [Improvement(*run_of, step) for step in steps]
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [*one[:5], one.step.seconds, *one.step.cost, *one.step.bound] for one in kept
    )
    write_whole(steps_beside(place), text.getvalue())
