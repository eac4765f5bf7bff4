"""Small plans to simulate: say only what the test is about."""

from typing import Any

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.simulation.plan import Course, Plan, Practice
from allocator.simulation.scenario import Scenario
from allocator.solvers.catalogue import BASELINE
from tests.builders import DAY, small_policy, team

# Nothing but a worker's limit of cases keeps anybody from a case.
FREE = (
    "no_conflict_of_interest",
    "within_team",
    "qualification_covers",
    "skills_cover",
    "seniority_covers",
    "joint_work_supported",
    "within_ceiling",
    "within_new_case_limit",
    "available_when_due",
    "supervision_within_reach",
)


def scenario(**parts: Any) -> Scenario:
    """Four weeks in which three single children come each week and stay for about 20 days."""
    content: dict[str, Any] = {
        "title": "Small",
        "question": "Does it hold?",
        "source": "Tests.",
        "base": {"team": "none"},
        "run": {"weeks": 4, "replications": 2, "seed": 1, "work": 0.1},
        "compare": [{"name": "count", "policy": "small", "solver": BASELINE}],
        "intake": {
            "referrals_per_week": 3,
            "types_percent": {"three": 100},
            "urgency_percent": {"three": {"medium": 100}},
        },
        "stages": {"three": {"mean_days": 20, "next_percent": {"closed": 100}}},
    }
    for key, part in parts.items():
        mine = content.get(key)
        content[key] = {**mine, **part} if isinstance(mine, dict) else part
    return Scenario.model_validate(content)


def plan(
    given: Scenario, *records: Worker | Case, policy: Policy | None = None, **facts: Any
) -> Plan:
    """The scenario with a team, every line by one policy."""
    policy = policy or small_policy().without(*FREE)
    courses = tuple(
        Course(line.name, given.spared(line), (Practice(0, policy, line.solver),))
        for line in given.compare
    )
    return Plan(given, given.run.start or DAY, team(*records, **facts), courses)
