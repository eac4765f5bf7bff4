"""Small facts to build tests from: say only what the test is about."""

import datetime
from decimal import Decimal
from typing import Any

from allocator.domain.case import Case
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.competency import Competency, Level
from allocator.policy.policy import Names, Policy
from allocator.policy.priorities import Priorities
from allocator.policy.rules import COMPETENCY_RULES, PRIORITIES_RULES
from allocator.policy.weighting import Weighting
from allocator.workload.measure import Workload

DAY = datetime.date(2026, 9, 14)  # a Monday


def worker(worker_id: str = "W1", hours: float = 10, **facts: Any) -> Worker:
    """Someone with 10 hours, which the small policy makes 10 points of capacity."""
    return Worker(worker_id=worker_id, contracted_hours=hours, **facts)


def case(case_id: str = "C1", kind: str = "three", **facts: Any) -> Case:
    """A waiting case of 3 points under the small policy; kinds are one, two, three, five and eight."""
    return Case(case_id=case_id, type=kind, **facts)


def team(*records: Worker | Case, **facts: Any) -> Team:
    """Workers and cases as one team."""
    return Team(
        workers=tuple(record for record in records if isinstance(record, Worker)),
        cases=tuple(record for record in records if isinstance(record, Case)),
        **facts,
    )


def place(*triples: tuple[str, ...]) -> Proposal:
    """A proposal of (case, worker) or (case, worker, co-worker)."""
    return Proposal(
        placements=tuple(
            Placement(
                case_id=t[0], worker_id=t[1], co_worker_id=t[2] if len(t) > 2 else ""
            )
            for t in triples
        )
    )


def weighted(facts: Team, policy: Policy | None = None) -> Workload:
    """The team weighed by the small policy."""
    return Workload(facts, policy or small_policy(), DAY)


def small_weighting(**changes: Any) -> Weighting:
    """Types worth their name in points; an hour is a point of capacity."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "unit": "points",
        "round_to": Decimal(1),
        "co_working_percent": 50,
        "terms": [
            {
                "kind": "lookup",
                "name": "Type",
                "by": ["type"],
                "units": {"one": 1, "two": 2, "three": 3, "five": 5, "eight": 8},
            }
        ],
        "capacity": {"full_time_hours": 10, "full_time_units": 10},
    }
    return Weighting.model_validate({**content, **changes})


def small_competency(**changes: Any) -> Competency:
    """Grades: new (holds 'eight' only jointly, 3 new cases), ordinary, lead; any skill goes."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "ordinary": "ordinary",
        "accept_any": True,
        "stretch_levels": 1,
        "levels": {
            "new": Level(title="New worker", only_jointly=("eight",), new_cases=3),
            "ordinary": Level(title="Worker", gives_supervision_percent=10),
            "lead": Level(
                title="Lead worker", never=("one",), gives_supervision_percent=10
            ),
        },
        "rules": {name: {"sentence": f"Rule {name}."} for name in COMPETENCY_RULES},
    }
    return Competency.model_validate({**content, **changes})


def small_priorities(**changes: Any) -> Priorities:
    """Safe to 100%, ceiling 110%, balance in steps of 10%."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "horizon_weeks": 4,
        "ceiling_percent": 110,
        "default_urgency": "medium",
        "unplaced": {"urgent": 27, "high": 9, "medium": 3, "low": 1},
        "over_safe": [{"from_percent": 100, "weight": 1}],
        "balance": {"step_percent": 10, "recent_intake_percent": 20, "recent_weeks": 4},
        "trade_offs": {
            "skill_level": 2,
            "known_worker": 10,
            "locality": 3,
            "language": 8,
            "development": 4,
            "flagged": 5,
        },
        "rules": {name: {"sentence": f"Rule {name}."} for name in PRIORITIES_RULES},
    }
    return Priorities.model_validate({**content, **changes})


def small_policy(
    weighting: Weighting | None = None,
    competency: Competency | None = None,
    priorities: Priorities | None = None,
) -> Policy:
    """A policy whose sums can be done in the head."""
    return Policy(
        name="small",
        title="Small",
        approach="Tests.",
        names=Names(
            title="Small",
            source="Tests.",
            approach="Tests.",
            weighting="small",
            competency="small",
            priorities="small",
        ),
        weighting=weighting or small_weighting(),
        competency=competency or small_competency(),
        priorities=priorities or small_priorities(),
    )
