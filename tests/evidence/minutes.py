"""A small weighting in minutes, a team that works by it, and diaries as they would be if it were exactly right."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from allocator.domain.case import Case
from allocator.domain.diary import Entry
from allocator.domain.team import Team
from allocator.policy.calibration import Calibration
from allocator.policy.guard import Guard, load_guard
from allocator.policy.policy import Policy
from allocator.policy.weighting import Weighting
from allocator.tables.batch import Batch
from allocator.tables.diary import Diary
from allocator.workload.measure import Workload
from tests.builders import DAY, case, small_policy, small_weighting, team, worker

TERMS: list[dict[str, Any]] = [
    {
        "kind": "recurring",
        "name": "Visits",
        "by": ["type"],
        "every": {
            "three": {"every_weeks": 2, "units_each": 80},
            "five": {"every_weeks": 1, "units_each": 60},
        },
    },
    {
        "kind": "lookup",
        "name": "Recording",
        "by": ["type"],
        "units": {"three": 40, "five": 90},
    },
    {
        "kind": "multiply",
        "name": "Complexity",
        "by": "complexity",
        "of": ["Visits", "Recording"],
        "percent": {"low": 80, "medium": 100, "high": 150},
    },
    {
        "kind": "each",
        "name": "Intervention",
        "units": {"play": 30},
        "otherwise": 10,
    },
]
PARTS = [
    {"name": "Seen", "tasks": ["direct_work"], "terms": ["Visits"]},
    {"name": "Written", "tasks": ["admin"]},
]


def minutes_weighting(**changes: Any) -> Weighting:
    """Visits, recording, complexity and interventions, to the minute."""
    content = {
        "unit": "minutes per week",
        "terms": TERMS,
        "by_experience": False,
        "siblings_percent": 50,
        **changes,
    }
    return small_weighting(**content)


def minutes_policy(**changes: Any) -> Policy:
    """The small policy with that weighting."""
    return small_policy(minutes_weighting(**changes))


def calibration(**changes: Any) -> Calibration:
    """Visits are seen in direct work, everything else in admin; the current numbers are hardly believed."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "interval_percent": 90,
        "bootstraps": 100,
        "prior_percent": 30,
        "prior_at_least_minutes": 5,
        "prior_points": 15,
        "least_weeks": Decimal("0.5"),
        "condition_index": 30,
        "variance_inflation": 10,
        "parts": PARTS,
    }
    return Calibration.model_validate({**content, **changes})


def guard(smallest: int) -> Guard:
    """The guard that ships, with another smallest group."""
    found = load_guard()
    faith = found.keeping_faith.changed(smallest_group=smallest)
    return found.changed(keeping_faith=faith)


def mixed_team(people: int, cases_each: int = 8) -> Team:
    """Everyone holds both types at every complexity, some with play or something else to do."""
    cases: list[Case] = []
    for person in range(people):
        for number in range(cases_each):
            turn = person + number
            cases.append(
                case(
                    f"C{person}-{number}",
                    ("three", "five")[turn % 2],
                    worker_id=f"W{person}",
                    complexity=("low", "medium", "high")[turn % 3],
                    interventions=(("play",), (), ("drama",), ())[(turn // 2) % 4],
                )
            )
    workers = [worker(f"W{person}") for person in range(people)]
    return team(*workers, *cases)


def workload(facts: Team, policy: Policy | None = None) -> Workload:
    """The team weighed in minutes."""
    return Workload(facts, policy or minutes_policy(), DAY)


def batch(facts: Team) -> Batch:
    """The team as it was read."""
    return Batch(team=facts)


def line(worker_id: str = "W0", day: int = 0, minutes: int = 60, **facts: Any) -> Entry:
    """An hour of direct work on the first day."""
    date = DAY + datetime.timedelta(days=day)
    return Entry(
        **{
            "worker_id": worker_id,
            "date": date,
            "minutes": minutes,
            "task": "direct_work",
            **facts,
        }
    )


def exact_diary(
    facts: Team,
    minutes: Mapping[str, Mapping[str, float]],
    weeks: int = 2,
    days: Sequence[int] = range(5),
) -> Diary:
    """Everyone writes on five days a week; on each case, by task, so many minutes a week without fail."""
    entries = []
    for week in range(weeks):
        for one in facts.workers:
            # So that the diary covers each day, whatever was done on it.
            entries += [
                line(one.worker_id, 7 * week + day, 5, task="learning") for day in days
            ]
        for case_id, tasks in minutes.items():
            who = facts.case[case_id].worker_id
            entries += [
                line(who, 7 * week + n, round(each), task=task, case_id=case_id)
                for n, (task, each) in enumerate(tasks.items())
                if round(each)
            ]
    return Diary(tuple(entries))
