"""What diaries saw: minutes a week on each held case in each part, beside how long they were kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from allocator.domain.diary import Entry
from allocator.evidence.expected import Held, Minutes
from allocator.evidence.kept import Kept
from allocator.evidence.least_squares import Places
from allocator.policy.calibration import Calibration


@dataclass(frozen=True)
class Seen:
    """For each held case that was seen long enough: minutes a week in each part, weeks, and whose diary it was.

    A case on which nothing was written was seen to take nothing. ``minutes`` are what all lines come to; ``counted``
    is what stands in ``rates``, and ``unheld`` what was written about cases its writer neither holds nor shares.
    """

    cases: tuple[Held, ...]
    rates: Minutes
    weeks: Minutes
    people: tuple[str, ...]
    minutes: int
    counted: int
    without_case: int
    unheld: int
    other_tasks: int

    @property
    def owner(self) -> Places:
        """By case, the place of its worker among the people."""
        place = {worker_id: number for number, worker_id in enumerate(self.people)}
        return np.array([place[one.worker.worker_id] for one in self.cases])


def seen(
    entries: Iterable[Entry],
    diaries: Mapping[str, Kept],
    cases: Sequence[Held],
    calibration: Calibration,
) -> Seen:
    """Adds up diaries case by case; time that belongs to no case anyone holds is counted, and left out."""
    part = {task: n for n, one in enumerate(calibration.parts) for task in one.tasks}
    whose = {(one.worker.worker_id, one.case.case_id) for one in cases}
    spent: dict[tuple[str, str], list[int]] = defaultdict(
        lambda: [0] * len(calibration.parts)
    )
    totals = dict.fromkeys(("all", "no case", "not theirs", "other task"), 0)
    for entry in entries:
        length, place = entry.length, part.get(entry.task)
        totals["all"] += length
        if place is None:
            totals["other task"] += length
        elif not entry.case_id:
            totals["no case"] += length
        elif (entry.worker_id, entry.case_id) not in whose:
            totals["not theirs"] += length
        else:
            spent[entry.worker_id, entry.case_id][place] += length
    kept, rates, weeks, counted = list[Held](), list[list[float]](), list[float](), 0
    for one in cases:
        long = diaries[one.worker.worker_id].weeks_since(one.case.start_date)
        if long >= float(calibration.least_weeks):
            minutes = spent[one.worker.worker_id, one.case.case_id]
            kept.append(one)
            rates.append([each / long for each in minutes])
            weeks.append(long)
            counted += sum(minutes)
    return Seen(
        cases=tuple(kept),
        rates=np.array(rates).reshape(len(kept), len(calibration.parts)),
        weeks=np.array(weeks),
        people=tuple(dict.fromkeys(one.worker.worker_id for one in kept)),
        minutes=totals["all"],
        counted=counted,
        without_case=totals["no case"],
        unheld=totals["not theirs"],
        other_tasks=totals["other task"],
    )
