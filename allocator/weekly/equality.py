"""Workload, complexity, new and development cases by protected characteristic: questions to ask, of no small group."""

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.domain.account import PolicyName
from allocator.domain.fairness import Characteristic, Equality, GroupTold, Measure
from allocator.domain.week import Week, WeekWorker
from allocator.policy.policy import Policy
from allocator.skills.estimates import differing
from allocator.small_groups import Group, gives_away, grouped, places
from allocator.weekly.fairness import look_back, new_cases

Floats = NDArray[np.float64]

MEASURES: tuple[Measure, ...] = ("workload", "complexity", "new_cases", "development")
NOT_GIVEN = "not given"
OTHERS = "smaller groups together"
_RESAMPLES = 2_000
_SEED = 0
_MIDDLE = (2.5, 97.5)


class _View(NamedTuple):
    """One characteristic: its groups of people, by their places among all."""

    characteristic: str
    groups: list[Group]


def equality(
    weeks: Sequence[Week],
    policy: Policy,
    given: Sequence[Characteristic],
    *,
    most: int | None = None,
) -> Equality:
    """Groups beside everyone else who carries cases, over the last weeks of one team; ``weeks`` are oldest first."""
    terms = look_back(policy)
    shown = list(weeks)[-((most or terms.look_back_weeks) + 1) :]
    last = shown[-1]
    people = [worker for worker in last.workers if worker.carries_cases]
    values = _values(shown, people)
    views, not_shown = _views(people, given, terms.smallest_group)

    told: list[GroupTold] = []
    for view in views:
        # Shuffled within one characteristic, over all of its groups and measures at once.
        marks = differing(values, view.groups)
        for group, marked in zip(view.groups, marks, strict=True):
            told += _told(
                view,
                group,
                values,
                [bool(mark) for mark in marked],
                terms.smallest_group,
            )
    return Equality(
        since=shown[0].as_of,
        as_of=last.as_of,
        policy=PolicyName(name=policy.name, digest=policy.digest),
        version=version("case-allocator"),
        people=len(people),
        smallest_group=terms.smallest_group,
        groups=tuple(told),
        not_shown=tuple(not_shown),
    )


def _values(shown: Sequence[Week], people: Sequence[WeekWorker]) -> Floats:
    """A row for each person and a column for each measure; nan where somebody has none."""
    received: dict[str, int] = {}
    for before, after in pairwise(shown):
        for worker_id, number in new_cases(before, after).items():
            received[worker_id] = received.get(worker_id, 0) + number
    nan = float("nan")
    find: Mapping[Measure, Callable[[WeekWorker], float | None]] = {
        "workload": lambda one: one.percent,
        "complexity": lambda one: one.units_per_case,
        "new_cases": lambda one: received.get(one.worker_id, 0),
        "development": lambda one: one.development_cases,
    }
    rows = [
        [
            nan if (value := find[measure](one)) is None else value
            for measure in MEASURES
        ]
        for one in people
    ]
    return np.array(rows, dtype=np.float64).reshape(len(people), len(MEASURES))


def _views(
    people: Sequence[WeekWorker], given: Sequence[Characteristic], least: int
) -> tuple[list[_View], list[str]]:
    """The characteristics that can be shown without telling of fewer than ``least`` people, and why others cannot."""
    values = {(one.worker_id, one.characteristic): one.value for one in given}
    views: list[_View] = []
    not_shown: list[str] = []
    # All people together count as shown: a group that everyone less another group leaves must be large enough, too.
    everyone = np.zeros(len(people), dtype=np.intp)
    shown = [everyone]
    for characteristic in dict.fromkeys(one.characteristic for one in given):
        labels = [
            values.get((person.worker_id, characteristic), NOT_GIVEN)
            for person in people
        ]
        groups = grouped(labels, least, OTHERS) if len(people) >= least else []
        if not groups:
            not_shown.append(
                f"{characteristic}: no two groups of {least} people or more, so nothing is told of it."
            )
            continue
        with_it = [*shown, places(groups, len(people))]
        if gives_away(with_it, least):
            not_shown.append(
                f"{characteristic}: beside what is shown above, it would tell of fewer than {least} people."
            )
            continue
        shown = with_it
        views.append(_View(characteristic, groups))
    return views, not_shown


def _told(
    view: _View, group: Group, values: Floats, marks: Sequence[bool], least: int
) -> list[GroupTold]:
    """One row for each measure that enough people of the group, and enough others, have."""
    inside = np.zeros(len(values), dtype=np.bool_)
    inside[list(group.people)] = True
    told = []
    for place, measure in enumerate(MEASURES):
        column = values[:, place]
        known = ~np.isnan(column)
        ours, others = column[inside & known], column[~inside & known]
        # Those who have no figure must not be told by what is missing, either.
        lacking = [int(np.sum(inside & ~known)), int(np.sum(~inside & ~known))]
        if min(len(ours), len(others)) < least or any(
            0 < one < least for one in lacking
        ):
            continue
        low, high = _interval(ours, others)
        told.append(
            GroupTold(
                characteristic=view.characteristic,
                group=group.name,
                pooled=group.together,
                people=len(group.people),
                measure=measure,
                mean=_rounded(ours.mean()),
                others_mean=_rounded(others.mean()),
                difference=_rounded(ours.mean() - others.mean()),
                low=_rounded(low),
                high=_rounded(high),
                differs=marks[place],
            )
        )
    return told


def _interval(ours: Floats, others: Floats) -> tuple[float, float]:
    """Where 95 of 100 differences lie when people are drawn again, with replacement, from each side."""
    chance = np.random.default_rng([_SEED, len(ours), len(others)])
    drawn = [
        side[chance.integers(0, len(side), (_RESAMPLES, len(side)))].mean(axis=1)
        for side in (ours, others)
    ]
    low, high = np.percentile(drawn[0] - drawn[1], _MIDDLE)
    return float(low), float(high)


def _rounded(number: float) -> float:
    """To one decimal: finer figures would help somebody work out single people's."""
    return round(float(number), 1)
