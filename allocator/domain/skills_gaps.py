"""What is asked and what is there: the fields of ``gaps.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Number
from allocator.domain.fact import Fact


class FrameworkName(Fact):
    """Which framework asked, and which version of it."""

    name: str
    version: str


class PersonGap(Fact):
    """One person below what their grade or role asks of one competency.

    ``cases`` they hold look for more of it than they have.
    """

    worker_id: str
    team: str
    competency: str
    held: int
    asked: int
    source: str
    date: datetime.date | None
    cases: int


class WorkGap(Fact):
    """What the work of a team looks for in one competency, beside the people who have it.

    ``level`` is what most of that work looks for; ``able`` have it, of ``people``. ``units_short`` of the work are in
    the hands of somebody below what the case looks for, or wait for somebody who has it.
    ``units_expected`` are the units by the forecast.
    """

    team: str
    competency: str
    level: int
    people: int
    able: int
    wanted: int
    cases: int
    cases_short: int
    units: Number
    units_short: Number
    units_expected: Number
    below_grade: int | None
    asked_of: int


class Covered(Fact):
    """Who in a team has a skill at the level that most of its work looks for, and how many people should."""

    team: str
    competency: str
    level: int
    worker_ids: tuple[str, ...]
    wanted: int
    cases: int

    @property
    def is_thin(self) -> bool:
        """Whether it rests on too few people."""
        return len(self.worker_ids) < self.wanted


class Leaving(Fact):
    """What would happen if one person left: skills that nobody or one has then, cases nobody has the skills for."""

    worker_id: str
    team: str
    lost: tuple[str, ...]
    left_to_one: tuple[str, ...]
    cases_stranded: tuple[str, ...]


class GradeShown(Fact):
    """A grade beyond theirs all of whose levels a person meets; a prompt to talk, never a finding."""

    worker_id: str
    seniority: str
    meets: str


class Gaps(Fact):
    """Everything ``gaps.json`` says, in its order; a blank ``team`` is the whole service."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    framework: FrameworkName
    policy: str
    unit: str
    as_of: datetime.date
    version: str
    inputs: dict[str, str]
    work: tuple[WorkGap, ...]
    cover: tuple[Covered, ...]
    leaving: tuple[Leaving, ...]
    people: tuple[PersonGap, ...]
    grades: tuple[GradeShown, ...]
