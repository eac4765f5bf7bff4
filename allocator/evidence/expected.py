"""What a weighting expects of each case in each part of the diary, and how that moves with each of its numbers.

The weighting itself is asked, once as it is and once with each number raised: nothing here knows how terms add up.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.calibration import Calibration
from allocator.policy.numbers import Number, key_of, numbers, unlimited, with_values
from allocator.policy.weighting import Weighting
from allocator.workload.measure import Workload
from allocator.workload.scale import Asked, Scale

Minutes = npt.NDArray[np.float64]

# The weighting is in proportion to each number, so any rise shows the same; this one drowns the rounding.
_RISE = 100
_SIBLINGS = "Siblings"


class Held(NamedTuple):
    """A case in the hands of someone who holds or shares it, and the share of it that they carry."""

    worker: Worker
    case: Case
    share: float


class Expected(NamedTuple):
    """Minutes a week of each held case in each part, and what one more of each number adds: rows, then numbers."""

    minutes: list[Minutes]
    slopes: list[Minutes]


def held(workload: Workload, worker_ids: Sequence[str]) -> list[Held]:
    """Every case that some people hold or share, as the weighting counts siblings and co-working."""
    found, weighting = [], workload.policy.weighting
    siblings = float(weighting.siblings_percent) / 100
    co_working = float(weighting.co_working_percent) / 100
    for worker_id in worker_ids:
        worker = workload.team.worker[worker_id]
        for case in workload.team.held_by[worker_id]:
            is_sibling = _is_sibling(workload.asked[case.case_id])
            found.append(Held(worker, case, siblings if is_sibling else 1.0))
        for case in workload.team.co_worked_by[worker_id]:
            is_sibling = _is_sibling(workload.shared[worker_id][case.case_id])
            share = co_working * (siblings if is_sibling else 1.0)
            found.append(Held(worker, case, share))
    return [one for one in found if one.share]


def _is_sibling(asked: Asked) -> bool:
    return any(term.term == _SIBLINGS for term in asked.terms)


class Expectation:
    """Asks one weighting about the same cases again and again, with other numbers."""

    def __init__(
        self, workload: Workload, calibration: Calibration, cases: Sequence[Held]
    ) -> None:
        self._workload, self.cases = workload, cases
        self._weighting = unlimited(workload.policy.weighting)
        self.current = numbers(self._weighting)
        self._parts = len(calibration.parts)
        self._part = {
            number: calibration.part_of(number.term) for number in self.current
        }
        self._shares = np.array([one.share for one in cases])
        self._of = self._cases_of_each()

    @property
    def numbers(self) -> list[Number]:
        """Every number of the weighting, in the order of the slopes."""
        return [*self.current]

    def cases_of(self, number: Number) -> list[int]:
        """The places of the cases that a number counts for."""
        return self._of[number]

    def at(
        self, values: Mapping[Number, Decimal], *, with_slopes: bool = True
    ) -> Expected:
        """What is expected with other numbers; slopes take nearly all of the time, and can be left at nothing."""
        changed = with_values(self._weighting, values)
        now = {**self.current, **values}
        minutes, slopes = [], []
        for part in range(self._parts):
            others = {
                number: Decimal(0)
                for number in self.current
                if not number.is_percent and self._part[number] != part
            }
            only = with_values(changed, others)
            base = self._minutes(only, range(len(self.cases)))
            slope = np.zeros((len(self.cases), len(self.current)))
            for place, number in enumerate(self.current):
                rows = self._of[number]
                if with_slopes and rows and number not in others:
                    raised = with_values(only, {number: now[number] + _RISE})
                    more = self._minutes(raised, rows) - base[rows]
                    slope[rows, place] = more / _RISE
            minutes.append(base)
            slopes.append(slope)
        return Expected(minutes, slopes)

    def _scale(self, weighting: Weighting) -> Scale:
        policy = self._workload.policy.changed(weighting=weighting)
        return Scale(policy, self._workload.standing, self._workload.as_of)

    def _minutes(self, weighting: Weighting, rows: Sequence[int]) -> Minutes:
        scale = self._scale(weighting)
        step = float(weighting.round_to)
        found = [
            scale.alone(self.cases[row].case, self.cases[row].worker).quanta * step
            for row in rows
        ]
        minutes: Minutes = np.array(found) * self._shares[list(rows)]
        return minutes

    def _cases_of_each(self) -> defaultdict[Number, list[int]]:
        scale, found = (
            self._scale(self._weighting),
            defaultdict[Number, list[int]](list),
        )
        file = self._workload.policy.names.weighting
        journeys = [number for number in self.current if number.term == "Travel"]
        for row, one in enumerate(self.cases):
            met: dict[Number, None] = {}
            for term in scale.alone(one.case, one.worker).terms:
                said = term.source.removeprefix(f"{file}: {term.term}, ")
                if said != term.source:
                    met[key_of(self._weighting, term.term, said, self.current)] = None
            met |= dict.fromkeys(journeys)
            for number in met:
                found[number].append(row)
        return found
