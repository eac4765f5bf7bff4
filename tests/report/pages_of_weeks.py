"""The pages about weeks, with a text of one's choosing wherever a batch has one."""

import datetime

import numpy as np

from allocator.domain.fairness import Characteristic, Turn
from allocator.domain.week import Week, WeekCase, WeekWorker
from allocator.policy.loading import load_policy
from allocator.report import changes_files, fairness_files, waiting_files
from allocator.report.changes import Changed
from allocator.report.waiting import Waiting
from allocator.weekly.changes import changes as compared
from allocator.weekly.equality import equality as asked
from allocator.weekly.fairness import fairness as looked_back
from allocator.weekly.waiting import waiting_list
from allocator.workload.measure import Workload
from tests.builders import DAY, case, team, worker
from tests.weekly.test_changes import kept, week
from tests.weekly.test_fairness import stood

_POLICY = "caseload-count"


def changes(text: str = "x") -> str:
    """One case of each kind of change."""
    before = week(
        kept("C1", text),
        kept("C2"),
        kept("C3", "W1"),
        kept("C4"),
        kept("C5", proposed_worker_id="W1"),
    )
    after = week(
        kept("C1", "W1"),
        kept("C2", clock="overdue"),
        kept("C5", "W1"),
        kept(text),
        kept("C6", withheld=True),
    )
    records = team(worker("W1", name=text))
    return changes_files.html(Changed(compared(after, before), records))


def waiting(text: str = "x") -> str:
    """Cases with clocks of every sort, one restricted."""
    days = [DAY - datetime.timedelta(days=n) for n in (0, 9, 40)]
    kind = load_policy(_POLICY)
    records = team(
        worker("W1", name=text),
        case(text, "assessment", urgency="urgent", referral_date=days[1]),
        case("C2", "assessment", referral_date=days[0], barred_worker_ids=("W1",)),
        case("C3", "assessment", referral_date=days[2], restricted=True),
        case("C4", "assessment"),
    )
    return waiting_files.html(
        Waiting(waiting_list(Workload(records, kind, DAY)), records)
    )


def fairness(text: str = "x") -> str:
    """Three weeks of a few people, with duty."""
    weeks, day = _weeks((text, "A", "B")), DAY + datetime.timedelta(days=9)
    rota = [Turn(worker_id="A", date=day)]
    return fairness_files.html(looked_back(weeks, load_policy(_POLICY), rota=rota))


def equality(text: str = "x") -> str:
    """Two characteristics, one of which marks a difference, and one that cannot be told of."""
    weeks = _weeks(tuple(f"W{n}" for n in range(20)))
    said = [
        Characteristic(worker_id=f"W{n}", characteristic=name, value=value)
        for n in range(20)
        for name, value in (("sex", text if n < 10 else "b"), ("age", f"v{n}"))
    ]
    return fairness_files.equality_html(asked(weeks, load_policy(_POLICY), said))


def _weeks(names: tuple[str, ...]) -> list[Week]:
    chance = np.random.default_rng(1)
    people: tuple[WeekWorker, ...] = tuple(
        stood(one, percent=100.0 - 5 * n, units_per_case=3.0)
        for n, one in enumerate(names)
    )
    held: list[WeekCase] = []
    found = []
    for number in range(1, 4):
        held += [
            kept(f"C{number}{n}", names[int(chance.integers(len(names)))])
            for n in range(4)
        ]
        one = week(*held, number=number, days=7 * number)
        found.append(one.changed(workers=people))
    return found
