"""Small questionnaires, answers and guards to build tests from: say only what the test is about."""

import datetime
from typing import Any

from allocator.domain.survey import Answer
from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire
from allocator.tables.survey import Answers

WAVE = datetime.date(2026, 7, 6)
NEXT = datetime.date(2026, 9, 7)
LATER = datetime.date(2026, 12, 31)  # when every wave is closed


def questionnaire(**changes: Any) -> Questionnaire:
    """Two questions of strain, one of them reversed, and one of support, from 1 to 5."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "purpose": "To test.",
        "minutes": 1,
        "scale": {"lowest": 1, "highest": 5, "labels": [*"abcde"]},
        "topics": {
            "stress": {"title": "Stress", "strain": True},
            "support": {"title": "Support"},
        },
        "questions": [
            {"name": "tense", "topic": "stress", "text": "Tense."},
            {"name": "calm", "topic": "stress", "text": "Calm.", "reversed": True},
            {"name": "backed", "topic": "support", "text": "Backed."},
        ],
        "facts": [
            {"name": "supervision_weeks", "text": "Weeks?", "least": 0, "most": 104},
            {"name": "learning_hours", "text": "Hours?", "least": 0, "most": 160},
        ],
        "comment": {"text": "Anything else?"},
    }
    return Questionnaire.model_validate({**content, **changes})


def guard(
    smallest_group: int = 5, ends_hidden_points: int = 0, **changes: Any
) -> Guard:
    """Groups of five, nothing hidden at the ends unless asked, busy from 90%, strained from 60 points."""
    content: dict[str, Any] = {
        "title": "Small",
        "source": "Tests.",
        "keeping_faith": {
            "smallest_group": smallest_group,
            "ends_hidden_points": ends_hidden_points,
            "keep_months": 12,
        },
        "survey": {
            "open_days": 14,
            "interval_percent": 90,
            "fewest_for_reliability": 20,
            "unsure_points": 15,
        },
        "quarters": {"busy_from_percent": 90, "strained_from_points": 60},
        "sustained_overload": {"above_percent": 100, "weeks": 4, "longest_gap_days": 10},
        "high_strain": {"from_points": 75},
        "missed_supervision": {"most_weeks": 5},
        "missed_learning": {"least_hours": 2},
    }  # fmt: skip
    return Guard.model_validate({**content, **changes})


def answer(
    tense: int = 3,
    calm: int = 3,
    backed: int = 3,
    *,
    worker_id: str = "",
    team: str = "North",
    wave: datetime.date = WAVE,
    **facts: float,
) -> Answer:
    """One person's answers."""
    given = {"tense": tense, "calm": calm, "backed": backed}
    return Answer(wave=wave, worker_id=worker_id, team=team, answers=given, facts=facts)


def read(*answers: Answer) -> Answers:
    """Answers as if they had been read, none of them incomplete."""
    return Answers(answers, {}, ())
