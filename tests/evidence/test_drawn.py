import datetime
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest

from allocator.domain.diary import minute_of
from allocator.evidence.drawn import Chance, draw
from allocator.evidence.expected import Expectation, held
from allocator.evidence.kept import kept
from tests.builders import DAY
from tests.evidence.minutes import calibration, mixed_team, workload


def test_diaries_come_to_what_is_expected_on_average() -> None:
    """Over many weeks and people, minutes on cases are what the weighting asks, in each part."""
    found = workload(mixed_team(40))
    ids = [one.worker_id for one in found.team.workers]
    expected = Expectation(found, calibration(), held(found, ids)).at({}).minutes

    # Short sittings are many: their sum is within one percent in two of three draws.
    chance = Chance(pace=0, habit=0, case=0, sitting_minutes=10)
    entries = draw(found, calibration(), ids, DAY, 13, 1, chance)

    for part, task in enumerate(("direct_work", "admin")):
        written = sum(e.length for e in entries if e.task == task and e.case_id)
        assert written / 13 == pytest.approx(float(expected[part].sum()), rel=0.025)


def test_a_drawn_diary_is_one_that_somebody_could_keep() -> None:
    """Days are days of work of the weeks asked for, within 24 hours, and nothing overlaps."""
    found = workload(mixed_team(6, cases_each=16))
    ids = [one.worker_id for one in found.team.workers]

    entries = draw(found, calibration(), ids, DAY, 2, 3)

    days = defaultdict(list)
    for entry in entries:
        days[entry.worker_id, entry.date].append(entry)
    assert {day for _, day in days} <= {
        DAY + datetime.timedelta(7 * week + n) for week in range(2) for n in range(5)
    }
    for those in days.values():
        assert sum(entry.length for entry in those) <= 24 * 60
        timed = sorted(
            (minute_of(e.start), minute_of(e.end)) for e in those if e.start and e.end
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(timed))
    assert {one.weeks for one in kept(entries).values()} == {2}


def test_other_people_leave_a_diary_as_it_is() -> None:
    """Everyone has a stream of chance of their own."""
    found = workload(mixed_team(3))
    alone = draw(found, calibration(), ["W0"], DAY, 1, 9)
    with_others = draw(found, calibration(), ["W0", "W1"], DAY, 1, 9)

    assert [e for e in with_others if e.worker_id == "W0"] == alone
    assert np.all([e.length % 5 == 0 for e in alone])
