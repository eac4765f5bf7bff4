"""What people answered in a survey, and what may be told of it: the fields of ``survey.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact

STRAIN = "strain"


class Answer(Fact):
    """What one person answered in one wave; ``worker_id`` is blank where they did not give it."""

    wave: datetime.date
    worker_id: str = ""
    team: str = ""
    answers: dict[str, int] = Field(default_factory=dict)
    facts: dict[str, float] = Field(default_factory=dict)


class Score(Fact):
    """The average of a topic, from 0 to 100, and the interval it lies in."""

    topic: str
    points: float
    low: float
    high: float


class Reliability(Fact):
    """How well the questions of a topic hang together; None where too few answered or there is only one."""

    topic: str
    questions: int
    alpha: float | None
    ordinal_alpha: float | None


class TeamAnswers(Fact):
    """One team in one wave; what is not shown is about too few people, or would tell about too few."""

    team: str
    invited: int | None
    answered: int | None
    response_percent: float | None
    scores: tuple[Score, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether anything may be told of the team."""
        return bool(self.scores)


class Wave(Fact):
    """Everything told of one wave, of everyone and team by team."""

    wave: datetime.date
    invited: int | None
    answered: int | None
    response_percent: float | None
    scores: tuple[Score, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    teams: tuple[TeamAnswers, ...] = ()


class Change(Fact):
    """How far a topic moved from one wave to the next; of everyone where ``team`` is blank."""

    team: str
    topic: str
    since: datetime.date
    until: datetime.date
    points: float
    low: float
    high: float


class QuestionnaireName(Fact):
    """Which questions were asked, and the digest of exactly what they said."""

    title: str
    digest: str


class Survey(Fact):
    """Everything ``survey.json`` says, in its order; waves from old to new."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    questionnaire: QuestionnaireName
    as_of: datetime.date
    smallest_group: int
    ends_hidden_points: int
    interval_percent: int
    topics: dict[str, str]
    waves: tuple[Wave, ...]
    changes: tuple[Change, ...]
    still_open: tuple[datetime.date, ...]
    version: str
