"""Fictional diaries, drawn from a weighting whose numbers are known: to try a calibration on, and to test it."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from allocator.domain.diary import Entry, Task
from allocator.evidence.expected import Expectation, Held, held
from allocator.policy.calibration import Calibration
from allocator.workload.measure import Workload

_STEP = 5  # minutes, to which people write
_FIRST_MINUTE, _LAST_MINUTE = 8 * 60 + 30, 23 * 60
_DAYS = 5
# Minutes a week of what belongs to no case, for someone full time.
_BESIDES: dict[Task, float] = {
    "meetings": 100, "admin": 110, "supervision": 45, "learning": 90, "other": 60,
}  # fmt: skip
_FULL_TIME_HOURS = 37


@dataclass(frozen=True)
class Chance:
    """How much people and cases differ from what a weighting expects; each is a share of it."""

    pace: float = 0.12  # between people, in all they do
    habit: float = 0.08  # between people, in one part of the diary
    case: float = 0.25  # between cases that look alike
    sitting_minutes: float = 40  # how long one piece of work is on average


def draw(
    workload: Workload,
    calibration: Calibration,
    worker_ids: Sequence[str],
    first_day: datetime.date,
    weeks: int,
    seed: int,
    chance: Chance | None = None,
) -> list[Entry]:
    """The diaries that some people might have kept from a Monday on, if the policy's weighting were exactly right.

    Expected minutes are exact: whatever is drawn is as often more as less, rounding to five minutes included.
    """
    cases = held(workload, worker_ids)
    expected = Expectation(workload, calibration, cases).at({}).minutes
    streams = np.random.default_rng(seed).spawn(len(worker_ids))
    chance, entries = chance or Chance(), list[Entry]()
    for worker_id, stream in zip(worker_ids, streams, strict=True):
        drawn = _Drawn(stream, chance, calibration)
        own = [
            row for row, one in enumerate(cases) if one.worker.worker_id == worker_id
        ]
        pieces = [
            piece
            for row in own
            for piece in drawn.on_case(
                cases[row], [part[row] for part in expected], weeks
            )
        ]
        hours = workload.team.worker[worker_id].hours
        pieces += drawn.besides(hours / _FULL_TIME_HOURS, weeks)
        entries += drawn.written(worker_id, pieces, first_day)
    return entries


# A week, a task, minutes, and a case or none.
_Piece = tuple[int, Task, int, str]


class _Drawn:
    """One person's weeks."""

    def __init__(
        self, stream: Generator, chance: Chance, calibration: Calibration
    ) -> None:
        self._stream, self._chance = stream, chance
        self._tasks = [part.tasks for part in calibration.parts]
        pace = self._around_one(chance.pace)
        self._paces = [pace * self._around_one(chance.habit) for _ in self._tasks]
        self._tension = stream.normal(2.4, 0.5)
        self._writes_times = bool(stream.random() < 0.5)

    def on_case(self, one: Held, expected: Sequence[float], weeks: int) -> list[_Piece]:
        """What is done on one case, week by week; nothing before it started."""
        like = self._around_one(self._chance.case)
        pieces: list[_Piece] = []
        for tasks, minutes, pace in zip(
            self._tasks, expected, self._paces, strict=True
        ):
            for week in range(weeks):
                for length in self._sittings(minutes * like * pace):
                    task = tasks[int(self._stream.integers(len(tasks)))]
                    pieces.append((week, task, length, one.case.case_id))
        return pieces

    def besides(self, share: float, weeks: int) -> list[_Piece]:
        """What belongs to no case."""
        return [
            (week, task, length, "")
            for task, minutes in _BESIDES.items()
            for week in range(weeks)
            for length in self._sittings(minutes * share)
        ]

    def written(
        self, worker_id: str, pieces: list[_Piece], first_day: datetime.date
    ) -> list[Entry]:
        """The lines of a diary: pieces on the emptiest days of their week, one after another."""
        filled: dict[tuple[int, int], int] = defaultdict(int)
        placed: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
        for number in self._stream.permutation(len(pieces)):
            piece = pieces[number]
            days = [(piece[0], day) for day in range(_DAYS)]
            # Weeks begin fuller than they end.
            best = min(days, key=lambda day: (filled[day] * (1 + 0.05 * day[1]), day))
            filled[best] += piece[2]
            placed[best].append(piece)
        # Somebody whose diary covers a week wrote something every day of it.
        return [
            entry
            for (week, day), those in sorted(placed.items())
            for entry in self._day(
                worker_id, first_day + datetime.timedelta(7 * week + day), those
            )
        ]

    def _day(
        self, worker_id: str, day: datetime.date, pieces: list[_Piece]
    ) -> list[Entry]:
        fits = _FIRST_MINUTE + sum(piece[2] for piece in pieces) <= _LAST_MINUTE
        with_times = self._writes_times and fits
        entries, now = [], _FIRST_MINUTE
        for _, task, length, case_id in pieces:
            tension = self._tension + (0.5 if case_id else 0) - 0.1 * day.weekday()
            entries.append(
                Entry(
                    worker_id=worker_id,
                    date=day,
                    start=_time(now) if with_times else None,
                    end=_time(now + length) if with_times else None,
                    minutes=None if with_times else length,
                    task=task,
                    case_id=case_id,
                    stress=int(np.clip(round(self._stream.normal(tension, 0.7)), 1, 5)),
                    resources="missing" if self._stream.random() < 0.12 else "adequate",
                )
            )
            now += length
        return entries

    def _sittings(self, expected: float) -> list[int]:
        """Pieces of work that come to so many minutes on average, in steps of five."""
        number = int(self._stream.poisson(expected / self._chance.sitting_minutes))
        lengths = self._stream.gamma(4.0, self._chance.sitting_minutes / 4, number)
        # Up as often as what is left is of a step, so that rounding takes nothing away.
        steps = np.floor(lengths / _STEP + self._stream.random(number)).astype(int)
        return [int(step) * _STEP for step in steps if step]

    def _around_one(self, differs: float) -> float:
        """A factor of one on average that differs by so much."""
        shape = 1 / differs**2 if differs else 0
        return float(self._stream.gamma(shape, 1 / shape)) if shape else 1.0


def _time(minute: int) -> datetime.time:
    return datetime.time(minute // 60, minute % 60)
