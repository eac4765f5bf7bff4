"""What diaries say of a weighting: the fields of ``calibration.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact

Finding = Literal["higher", "lower", "within_chance", "too_few_people", "not_seen"]
Counts = Literal["minutes_each_time", "minutes_a_week", "percent"]


class Between(Fact):
    """A number and what it lies between, as surely as the calibration asks."""

    value: float
    low: float
    high: float


class NumberCalibrated(Fact):
    """One number of the weighting: as it is, by the diaries alone, beside what is believed, and as proposed."""

    term: str
    key: str
    counts: Counts
    current: float
    proposed: float
    finding: Finding
    estimate: Between | None
    alone: Between | None
    from_diaries_percent: float | None
    cases: int
    people: int | None
    variance_inflation: float | None
    entangled: int | None


class Entangled(Fact):
    """Numbers the diaries cannot tell apart, and what they come to together in an average week of such a case."""

    numbers: tuple[str, ...]
    current: float
    estimate: Between
    cases: int


class PartSeen(Fact):
    """One part of the diary: hours a week on all cases as expected and as seen, and how much people differ."""

    name: str
    expected_hours: float
    seen_hours: float
    seen_percent: Between
    people_differ_percent: float


class Calibration(Fact):
    """Everything ``calibration.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policy: PolicyName
    proposed: PolicyName
    calibration: str
    as_of: datetime.date
    first_day: datetime.date
    last_day: datetime.date
    people: int
    weeks: float
    cases: int
    hours: float
    hours_counted: float
    hours_without_case: float
    hours_on_other_cases: float
    hours_on_other_tasks: float
    interval_percent: int
    belief_widened: float
    seed: int
    version: str
    inputs: dict[str, str]
    parts: tuple[PartSeen, ...]
    numbers: tuple[NumberCalibrated, ...]
    entangled: tuple[Entangled, ...]
    left_out_of_account: tuple[str, ...]
