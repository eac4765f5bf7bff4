"""What people learn and how it is followed: courses, goals, qualifications, what is coming, what workers say."""

import datetime
from typing import Literal

from pydantic import Field

from allocator.domain.fact import Fact

HIGHEST = 4
How = Literal["course", "individual", "joint_work"]
Says = Literal["agree", "too_high", "too_low", "unclear"]


class Course(Fact):
    """One chance to learn: a course that several people attend together, or learning arranged for one person.

    ``cost`` and ``places`` are of the whole course, or of one person where it is individual.
    """

    course_id: str = Field(min_length=1)
    title: str = ""
    competency: str = Field(min_length=1)
    kind: Literal["course", "individual"] = "course"
    from_level: int = Field(default=0, ge=0, le=HIGHEST)
    to_level: int = Field(ge=1, le=HIGHEST)
    days: float = Field(gt=0)
    cost: int = Field(default=0, ge=0)
    places: int | None = Field(default=None, ge=1)
    start: datetime.date | None = None
    team: str = ""


class Goal(Fact):
    """What one person is to learn, how, beside whom and by when: a line of a development plan."""

    worker_id: str = Field(min_length=1)
    competency: str = Field(min_length=1)
    from_level: int = Field(default=0, ge=0, le=HIGHEST)
    to_level: int = Field(ge=1, le=HIGHEST)
    how: How = "joint_work"
    course_id: str = ""
    mentor_id: str = ""
    by: datetime.date | None = None


class Practice(Fact):
    """A case in which somebody could practise what they learn: one that waits, or one that their mentor holds."""

    case_id: str
    level: int
    with_mentor: bool


class PlannedGoal(Fact):
    """One goal and where it can be practised; ``level_means`` are the framework's words for the level aimed for."""

    goal: Goal
    level_means: str
    course: Course | None
    practice: tuple[Practice, ...]


class DevelopmentPlan(Fact):
    """The goals of one person."""

    worker_id: str
    team: str
    goals: tuple[PlannedGoal, ...]


class Qualification(Fact):
    """Something a worker is qualified or registered for, and until when."""

    worker_id: str = Field(min_length=1)
    qualification: str = Field(min_length=1)
    gained: datetime.date | None = None
    expires: datetime.date | None = None


class Outlook(Fact):
    """How much more, or less, of one type of case is expected, and why."""

    type: str = Field(min_length=1)
    growth_percent: float
    reason: str = ""


class Remark(Fact):
    """What a worker says of one of their own ratings, if anything, and when somebody answered."""

    worker_id: str = Field(min_length=1)
    competency: str = Field(min_length=1)
    says: Says | None = None
    level: int | None = Field(default=None, ge=0, le=HIGHEST)
    comment: str = ""
    date: datetime.date | None = None
    answered: datetime.date | None = None


class AgreedGrade(Fact):
    """A grade that people have agreed for a worker."""

    worker_id: str = Field(min_length=1)
    seniority: str = Field(min_length=1)
    date: datetime.date | None = None
    reason: str = ""
