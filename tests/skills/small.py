"""A framework and batches so small that what they come to can be told by hand."""

from decimal import Decimal
from typing import Any

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.competency import Competency
from allocator.policy.framework import Framework, FrameworkFile
from allocator.policy.framework_loading import framework_of
from allocator.policy.policy import Policy
from allocator.skills.picture import Picture
from allocator.tables.contents import Batch
from allocator.workload.measure import Workload
from tests.builders import DAY, small_competency, small_policy

SKILLS = {"law": "Law", "play": "Play", "care": "Care"}


def described(**required: int) -> dict[str, Any]:
    """One competency, asked of grades at levels."""
    return {
        "area": "all",
        "question": "How well?",
        "levels": ["None.", "A little.", "Alone.", "Well.", "Leads."],
        "required": required,
    }


def competency(**changes: Any) -> Competency:
    """The small grades, with three skills; cases of type 'three' want law 2."""
    return small_competency(
        **{
            "accept_any": False,
            "ratings_stand_months": 12,
            "skills": SKILLS,
            "types": {"three": {"wanted": {"law": 2}}},
            **changes,
        }
    )


def framework(grades: Competency | None = None, **changes: Any) -> Framework:
    """Ordinary people are asked for law 2 and play 1, leads for law 3; talking is no skill of cases."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "version": "1",
        "competency": "small",
        "scale": [{"title": str(n), "meaning": "Some."} for n in range(5)],
        "areas": {"all": "All"},
        "competencies": {
            "law": described(ordinary=2, lead=3),
            "play": described(ordinary=1, lead=1),
            "care": described(),
            "talking": {**described(ordinary=2, lead=2), "title": "Talking"},
        },
        "audit": {
            "smallest_group": 3,
            "prompt_levels": Decimal("0.5"),
            "prompt_answers": 2,
            "far_apart": 2,
            "one_level_answers": 10,
            "alpha_reliable": Decimal("0.8"),
            "alpha_tentative": Decimal("0.667"),
        },
        "agreeing": {"within": 1, "takes": "supervisor"},
        "pilot": {
            "least_answers": 2,
            "floor_percent": 70,
            "ceiling_percent": 40,
            "far_apart_percent": 25,
            "unclear_percent": 25,
            "minutes": 3,
        },
        "versions": [{"version": "1", "date": DAY, "why": "First."}],
        "cover": {"people": 2},
        "expiry": {"notice_weeks": 4},
        "development": {
            "goals_each": 2,
            "months": 12,
            "training": {
                "level": 1,
                "no_cover": 40,
                "thin_cover": 20,
                "unlocked": 10,
                "days_each": 5,
                "away_percent": 50,
            },
            "mentoring": {"least_level": 3, "levels_above": 1, "most_people": 1},
            "review": {"alike_percent": 90},
        },
        **changes,
    }
    return framework_of(
        "small", FrameworkFile.model_validate(content), grades or competency()
    )


def policy(**changes: Any) -> Policy:
    """The small policy with the small skills."""
    return small_policy(competency=competency(**changes))


def picture(
    *records: Worker | Case,
    frame: Framework | None = None,
    under: Policy | None = None,
    **facts: Any,
) -> Picture:
    """A few people and cases as the audit sees them."""
    team = Team(
        workers=tuple(one for one in records if isinstance(one, Worker)),
        cases=tuple(one for one in records if isinstance(one, Case)),
        **facts,
    )
    found = under or policy()
    return Picture(Batch(team), Workload(team, found, DAY), frame or framework())
