"""Where time goes by what diaries say together: the fields of ``diary.json``, one record each.

Whatever would tell of too few people is null, wherever it stands, also how many people where all but a few.
"""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.diary import Task
from allocator.domain.fact import Fact

By = Literal["case_type", "stage", "seniority"]


class TaskTime(Fact):
    """One group of tasks: hours in a person's week, its share of all time, and how it was."""

    task: Task
    people: int | None
    hours_a_week: float | None
    percent: float | None
    mean_stress: float | None
    missing_percent: float | None


class GroupTime(Fact):
    """Cases of one type or stage, or people of one grade: their share of all time, and what it went into.

    ``minutes_a_week`` is for each case, or for each person.
    """

    by: By
    key: str
    people: int | None
    cases: int | None
    minutes_a_week: float | None
    percent: float | None
    task_percent: dict[Task, float] | None
    mean_stress: float | None


class DayTime(Fact):
    """One day of the week, 1 Monday to 7 Sunday: hours on the days that people worked, and how tense it was."""

    weekday: int
    people: int | None
    hours: float | None
    mean_stress: float | None


class HourTime(Fact):
    """One hour of the day: its share of the time that was written down with its start and end."""

    hour: int
    people: int | None
    percent: float | None


class Contract(Fact):
    """Hours written down beside hours contracted, over whole weeks of the diaries."""

    above_percent: int
    hours_written: float
    hours_contracted: float
    people: int
    people_above: int | None
    hours_above_a_week: float | None


class TimeUse(Fact):
    """Everything ``diary.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    worker_id: str
    first_day: datetime.date
    last_day: datetime.date
    people: int
    weeks: float
    lines: int
    hours: float
    hours_on_cases_percent: float
    smallest_group: int
    version: str
    inputs: dict[str, str]
    tasks: tuple[TaskTime, ...]
    groups: tuple[GroupTime, ...]
    weekdays: tuple[DayTime, ...]
    hours_of_day: tuple[HourTime, ...]
    contract: Contract | None
