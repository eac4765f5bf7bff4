"""The answers of an audit laid out by worker and competency: the newest of each rater, of questions still asked."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allocator.domain.answers import Answer
from allocator.domain.worker import Worker
from allocator.policy.framework import RUNGS, Framework

Levels = NDArray[np.int8]
MISSING = -1


class Given(NamedTuple):
    """One standing answer: when, at which level, by whom and on which version of the form."""

    date: datetime.date
    level: int
    rater_id: str
    version: str


class Answered(NamedTuple):
    """Every standing answer, by the places of worker and competency.

    ``own`` and ``supervisors`` hold levels, MISSING where nobody answered; ``counts`` how many answers of anyone gave
    each level.
    """

    workers: tuple[Worker, ...]
    competencies: tuple[str, ...]
    own: Levels
    supervisors: Levels
    counts: Levels
    said: dict[tuple[int, int], tuple[Given | None, Given | None]]
    forms: dict[tuple[str, str], list[int]]
    """The levels of each form, by worker and whoever filled it in."""
    left_out: int

    @property
    def both(self) -> NDArray[np.bool_]:
        """Where worker and supervisor both answered."""
        return np.asarray((self.own != MISSING) & (self.supervisors != MISSING))


def answered(
    workers: Sequence[Worker], answers: Iterable[Answer], framework: Framework
) -> Answered:
    """The newest answer of everyone about every worker and competency; questions since worded anew are left out."""
    rows = {worker.worker_id: place for place, worker in enumerate(workers)}
    columns = {name: place for place, name in enumerate(framework.competencies)}
    newest, left_out = _newest(answers, framework)
    shape = (len(rows), len(columns))
    own, supervisors = (
        np.full(shape, MISSING, np.int8),
        np.full(shape, MISSING, np.int8),
    )
    counts = np.zeros((*shape, RUNGS), np.int8)
    said: dict[tuple[int, int], tuple[Given | None, Given | None]] = {}
    forms: dict[tuple[str, str], list[int]] = {}
    for (worker_id, competency, rater, rater_id), given in newest.items():
        row, column = place = rows[worker_id], columns[competency]
        counts[row, column, given.level] += 1
        forms.setdefault((worker_id, rater_id), []).append(given.level)
        mine, theirs = said.get(place, (None, None))
        if rater == "self":
            said[place] = given, theirs
            own[place] = given.level
        elif _speaks_first(given, theirs, workers[row].supervisor_id):
            said[place] = mine, given
            supervisors[place] = given.level
    return Answered(
        tuple(workers), tuple(columns), own, supervisors, counts, said, forms, left_out
    )


def _newest(
    answers: Iterable[Answer], framework: Framework
) -> tuple[dict[tuple[str, str, str, str], Given], int]:
    """The newest standing answer by worker, competency, rater and who that is; how many are of no use now."""
    newest: dict[tuple[str, str, str, str], Given] = {}
    left_out: Counter[str] = Counter()
    for answer in answers:
        if answer.level is None or answer.date is None:
            continue
        if answer.version not in framework.standing_since[answer.competency]:
            left_out[answer.competency] += 1
            continue
        place = (answer.worker_id, answer.competency, answer.rater, answer.given_by)
        there = newest.get(place)
        if there is None or there.date < answer.date:
            newest[place] = Given(
                answer.date, answer.level, answer.given_by, answer.version
            )
    return newest, left_out.total()


def _speaks_first(given: Given, there: Given | None, supervisor_id: str) -> bool:
    """Whether an answer counts before another: the worker's own supervisor first, then the newest."""

    def rank(one: Given) -> tuple[bool, datetime.date, str]:
        return one.rater_id == supervisor_id, one.date, one.rater_id

    return there is None or rank(given) > rank(there)
