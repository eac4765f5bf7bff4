"""What is worth a conversation: people and supervisors who see levels differently, forms that give one level only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import fsum, isnan, sqrt

import numpy as np
from numpy.typing import NDArray

from allocator.domain.compiled import LevelFound, Prompt
from allocator.policy.framework import Audit, Framework
from allocator.skills.answered import Answered
from allocator.skills.estimates import student
from allocator.skills.laid import mean_of_known

Floats = NDArray[np.float64]

_MOST_NAMED = 3
# Means of a few whole levels: what differs further behind the point is the machine's.
_DIGITS = 9


def prompts(
    found: Answered, levels: Iterable[LevelFound], framework: Framework
) -> list[Prompt]:
    """Every prompt: supervisors first, then people by how far apart they and their supervisor are."""
    limits = framework.audit
    apart = np.where(
        found.both, found.own.astype(float) - found.supervisors.astype(float), np.nan
    )
    lean = _leans(found, apart)
    told = [
        *_supervisors(found, apart, limits),
        *_estimators(found, apart, limits, lean),
        *_far_apart(found, levels),
        *_one_level(found, limits),
    ]
    order = ("supervisor", "over", "under", "apart", "one_level")
    return sorted(
        told,
        key=lambda one: (
            order.index(one.kind),
            -abs(one.difference),
            -one.answers,
            one.worker_id,
            one.supervisor_id,
        ),
    )


def _answered_by(found: Answered) -> list[str]:
    """Whose answer stands beside each worker's own: whoever gave most of them."""
    givers: list[dict[str, int]] = [defaultdict(int) for _ in found.workers]
    for (row, _), (_, theirs) in found.said.items():
        if theirs is not None:
            givers[row][theirs.rater_id] += 1
    return [
        max(sorted(given), key=lambda one: given[one]) if given else ""
        for given in givers
    ]


def _leans(found: Answered, apart: Floats) -> dict[int, tuple[str, float]]:
    """For each worker, their supervisor and how far own levels lie above that supervisor's for the others."""
    givers = _answered_by(found)
    own_means = mean_of_known(apart, axis=1).tolist()
    known: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row, giver in enumerate(givers):
        if not isnan(own_means[row]):
            known[giver][row] = own_means[row]
    total = {giver: fsum(means.values()) for giver, means in known.items()}
    told = {}
    for row, giver in enumerate(givers):
        people = len(known[giver]) - (row in known[giver])
        others = total.get(giver, 0.0) - known[giver].get(row, 0.0)
        told[row] = giver, round(others / people, _DIGITS) if people else 0.0
    return told


def _estimators(
    found: Answered,
    apart: Floats,
    limits: Audit,
    lean: dict[int, tuple[str, float]],
) -> Iterator[Prompt]:
    """People whose own levels lie above or below their supervisor's, far enough and by more than chance."""
    least = float(limits.prompt_levels)
    for row, worker in enumerate(found.workers):
        known = apart[row][~np.isnan(apart[row])]
        if len(known) < limits.prompt_answers or not _is_apart(known, least):
            continue
        middle = float(known.mean())
        giver, others = lean[row]
        side = 1 if middle > 0 else -1
        far = sorted(
            (
                (-side * apart[row, column], name)
                for column, name in enumerate(found.competencies)
                if side * apart[row, column] > 0
            )
        )
        yield Prompt(
            "over" if middle > 0 else "under",
            worker.worker_id,
            giver,
            round(middle, 2),
            len(known),
            tuple(name for _, name in far[:_MOST_NAMED]),
            leans=side * others >= least,
        )


def _supervisors(found: Answered, apart: Floats, limits: Audit) -> Iterator[Prompt]:
    """Supervisors whose answers stand apart from own levels otherwise than those of all other supervisors."""
    people: defaultdict[str, list[int]] = defaultdict(list)
    for row, giver in enumerate(_answered_by(found)):
        if giver:
            people[giver].append(row)
    own_means = mean_of_known(apart, axis=1)
    for giver, rows in sorted(people.items()):
        mine = own_means[rows]
        mine = mine[~np.isnan(mine)]
        others = own_means[
            [
                row
                for other, theirs in people.items()
                if other != giver
                for row in theirs
            ]
        ]
        others = others[~np.isnan(others)]
        if len(mine) < 2 or len(others) < 2:
            continue
        relative = mine - others.mean()
        if _is_apart(relative, float(limits.prompt_levels)):
            yield Prompt(
                "supervisor", "", giver, round(float(relative.mean()), 2), len(mine)
            )


def _is_apart(differences: Floats, least: float) -> bool:
    """Whether differences are large enough on average, and more than chance would make them."""
    middle, spread = abs(float(differences.mean())), float(differences.std(ddof=1))
    error = student(len(differences) - 1) * spread / sqrt(len(differences))
    return middle >= least and middle > error


def _far_apart(found: Answered, levels: Iterable[LevelFound]) -> Iterator[Prompt]:
    """Competencies on which worker and supervisor have yet to talk before a level is agreed."""
    supervisors = dict(
        zip(
            (worker.worker_id for worker in found.workers),
            _answered_by(found),
            strict=True,
        )
    )
    open_still: defaultdict[str, list[LevelFound]] = defaultdict(list)
    for level in levels:
        if level.how == "apart":
            open_still[level.worker_id].append(level)
    for worker_id, several in open_still.items():
        largest = max(abs((one.own or 0) - (one.supervisor or 0)) for one in several)
        names = tuple(one.competency for one in several)
        yield Prompt(
            "apart", worker_id, supervisors[worker_id], largest, len(names), names
        )


def _one_level(found: Answered, limits: Audit) -> Iterator[Prompt]:
    """Forms that give the same level to everything."""
    for (worker_id, rater_id), given in found.forms.items():
        if len(given) >= limits.one_level_answers and len(set(given)) == 1:
            own = worker_id == rater_id
            yield Prompt(
                "one_level",
                worker_id,
                "" if own else rater_id,
                float(given[0]),
                len(given),
            )
