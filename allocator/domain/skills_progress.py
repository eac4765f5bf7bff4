"""What became of people's levels, what falls due, and what the framework itself shows: one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact
from allocator.domain.skills_gaps import FrameworkName

Became = Literal["higher", "same", "lower", "new", "not_rated"]
About = Literal["rating", "qualification", "goal", "remark"]


class Moved(Fact):
    """One person's level in one competency before and now, beside what is asked and what their plan aims for."""

    worker_id: str
    team: str
    competency: str
    before: int | None
    now: int | None
    asked: int
    aim: int | None
    became: Became


class TeamProgress(Fact):
    """What changed in one team, or in the service where the name is blank; null where too few to show."""

    team: str
    people: int
    higher: int | None
    lower: int | None
    gaps_before: int | None
    gaps_now: int | None
    goals: int | None
    goals_reached: int | None


class CompetencyProgress(Fact):
    """What changed in one competency over everyone rated both times, where they are enough people to show."""

    competency: str
    people: int
    mean_before: float
    mean_now: float
    higher: int
    lower: int


class Progress(Fact):
    """Everything ``progress.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    framework: FrameworkName
    as_of: datetime.date
    version: str
    inputs: dict[str, str]
    teams: tuple[TeamProgress, ...]
    competencies: tuple[CompetencyProgress, ...]
    moved: tuple[Moved, ...]


class Due(Fact):
    """Something that falls due for one person: an old rating, a qualification, a goal, an unanswered remark."""

    date: datetime.date
    about: About
    worker_id: str
    what: str
    overdue: bool


class ItemReview(Fact):
    """One competency as the framework has it, beside the answers people gave.

    ``alike_percent`` of those rated have the commonest level; ``short`` of those asked are below what is asked. Null
    where too few people to say.
    """

    competency: str
    rated: int
    alike_percent: float | None
    asked_of: int
    short: int | None
    cases: int
    remarks: int
    findings: tuple[str, ...]
