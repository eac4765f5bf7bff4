"""Who should learn what within a budget: the fields of ``training.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact
from allocator.domain.skills_gaps import FrameworkName
from allocator.domain.skills_unlocks import Outcome


class Seat(Fact):
    """One person on one course: the levels it spans for them, and what that is worth."""

    worker_id: str
    team: str
    course_id: str
    competency: str
    from_level: int
    to_level: int
    days: float
    points: int


class Run(Fact):
    """One course that is held, or one kind of individual learning, for whom and at what price."""

    course_id: str
    title: str
    competency: str
    kind: Literal["course", "individual"]
    start: datetime.date | None
    worker_ids: tuple[str, ...]
    days: float
    cost: int
    points: int


class Need(Fact):
    """What one team could gain in one competency, per day of learning at best, and how much of it the plan meets.

    ``levels`` are missing over ``people``; ``points`` are what the courses offered could bring them one by one: null
    where too few people are asked for it.
    """

    team: str
    competency: str
    people: int | None
    levels: int | None
    able: int
    wanted: int
    unlocked_weight: int
    points: int | None
    points_per_day: float | None
    people_in_plan: int


class Training(Fact):
    """Everything ``training.json`` says, in its order; budgets are null where there is no limit.

    ``now`` and ``then`` are proposals for what waits: as things stand, and as if everyone had learnt what is planned.
    """

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    framework: FrameworkName
    policy: PolicyName
    as_of: datetime.date
    seed: int
    version: str
    inputs: dict[str, str]
    status: Literal["optimal", "feasible"]
    money: int | None
    days: float | None
    money_used: int
    days_used: float
    points: int
    bound: int
    now: Outcome
    then: Outcome
    needs: tuple[Need, ...]
    runs: tuple[Run, ...]
    seats: tuple[Seat, ...]
