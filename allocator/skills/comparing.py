"""Teams, grades and roles of an audit side by side, each figure with how sure it is and how few it is of."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import By, GroupFound
from allocator.policy.framework import Framework
from allocator.skills.answered import Answered
from allocator.skills.estimates import differing
from allocator.skills.figures import agreement_on, rounded, share
from allocator.skills.laid import Laid, mean_of_known
from allocator.skills.overall import columns_of
from allocator.small_groups import (
    NOWHERE,
    Group,
    Places,
    differences_give_away,
    gives_away,
    grouped,
    hidden,
    places,
)

Floats = NDArray[np.float64]

_SMALLER = {
    "team": "Smaller teams together",
    "grade": "Smaller grades together",
    "role": "Rarer roles together",
}


def groups(found: Answered, laid: Laid, framework: Framework) -> Iterator[GroupFound]:
    """Teams, grades and roles, small ones together; those that differ from the rest by more than chance are marked."""
    columns = columns_of(found, framework)
    told_so_far = [_everyone(found)]
    measures = np.column_stack(
        [
            mean_of_known(laid.met, axis=1),
            *(
                mean_of_known(laid.met[:, places], axis=1)
                for places in columns.values()
            ),
        ]
    )
    for by, parts in groupings(found, framework):
        sides = differing(measures, parts)
        shown = places(parts, len(found.workers))
        means = _cells(laid.taken, parts, told_so_far, framework)
        overall = _cells(
            mean_of_known(laid.taken, axis=1)[:, None], parts, told_so_far, framework
        )
        shares = _cells(laid.met, parts, told_so_far, framework)
        shown_shares = ~np.isnan(_cells(measures, parts, told_so_far, framework))
        told_so_far.append(shown)
        for number, (group, side) in enumerate(zip(parts, sides, strict=True)):
            people = list(group.people)
            yield GroupFound(
                by=by,
                group=group.name,
                together=group.together,
                workers=len(people),
                mean=rounded(float(overall[number, 0])),
                met=share(
                    measures[people, 0],
                    framework,
                    side[0],
                    may_be_shown=bool(shown_shares[number, 0]),
                ),
                areas={
                    area: share(
                        measures[people, place],
                        framework,
                        side[place],
                        may_be_shown=bool(shown_shares[number, place]),
                    )
                    for place, area in enumerate(columns, 1)
                },
                agreement=agreement_on(laid, people, framework),
                means=_by_name(found, means[number], 2),
                met_percents=_by_name(found, 100 * shares[number], 1),
            )


def groupings(
    found: Answered, framework: Framework
) -> Iterator[tuple[By, list[Group]]]:
    """Teams, grades and roles; those left out that would give away a few people beside the others."""
    least = framework.audit.smallest_group
    shown = [_everyone(found)]
    for by, labels in _labels(found, framework):
        parts = grouped(labels, least, _SMALLER[by])
        if not parts:
            continue
        added = [*shown, places(parts, len(found.workers))]
        if not gives_away(added, least):
            shown = added
            yield by, parts


def _everyone(found: Answered) -> Places:
    """All people as one group."""
    return np.zeros(len(found.workers), dtype=np.intp)


def _labels(found: Answered, framework: Framework) -> Iterator[tuple[By, list[str]]]:
    """What people are told apart by: teams, grades, and roles where they say more than grades."""
    levels = framework.grades.levels
    team = [worker.team or "No team" for worker in found.workers]
    grade = [
        levels[
            worker.seniority
            if worker.seniority in levels
            else framework.grades.ordinary
        ].title
        for worker in found.workers
    ]
    role = [worker.role or "No role given" for worker in found.workers]
    yield "team", team
    yield "grade", grade
    if len({*zip(grade, role, strict=True)}) > len({*grade}) and any(
        worker.role for worker in found.workers
    ):
        yield "role", role


def _cells(
    values: Floats,
    parts: Sequence[Group],
    told_so_far: Sequence[Places],
    framework: Framework,
) -> Floats:
    """Each group's mean in each competency, nan where too few people have one or it could be worked out."""
    least = framework.audit.smallest_group
    shown = np.full((len(parts), values.shape[1]), np.nan)
    known, grouping = ~np.isnan(values), places(parts, len(values))
    counts = np.array([known[list(part.people)].sum(axis=0) for part in parts])
    for number, part in enumerate(parts):
        shown[number] = mean_of_known(values[list(part.people)], axis=0)
    for place in range(values.shape[1]):
        small = sorted(hidden(counts[:, place].tolist(), least))
        shown[small, place] = np.nan
        left = np.where(np.isin(grouping, small), NOWHERE, grouping)
        if differences_give_away([*told_so_far, left], known[:, place], least):
            shown[:, place] = np.nan
    return shown


def _by_name(found: Answered, cells: Floats, digits: int) -> dict[str, float | None]:
    return {
        name: rounded(float(cell), digits)
        for name, cell in zip(found.competencies, cells, strict=True)
    }
