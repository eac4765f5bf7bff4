"""What the simulated weeks answer: the fields of ``simulation.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact

Number = float | None
Numbers = tuple[Number, ...]


def within(urgency: str, days: int) -> str:
    """The measure that says which share of cases of one urgency have a worker within so many days."""
    return f"{urgency.replace(' ', '_')}_within_{days}_days_percent"


class Interval(Fact):
    """A number and the interval that holds it with the stated confidence; none where one run alone cannot tell."""

    value: Number
    low: Number
    high: Number


class Fan(Fact):
    """How one measure spreads over the runs, week by week; ``runs`` have a value that week."""

    p10: Numbers
    p25: Numbers
    p50: Numbers
    p75: Numbers
    p90: Numbers
    mean: Numbers
    runs: tuple[int, ...]


class Wait(Fact):
    """How long cases of one urgency wait for a worker, those still waiting at the end counted as what they are."""

    urgency: str
    cases: int
    still_waiting: int
    median_days: int | None
    p90_days: int | None


class Breaking(Fact):
    """When the team breaks, as a distribution: a quarter of runs by week ``p25``; None where fewer ever do."""

    runs: int
    broken: int
    p10: int | None
    p25: int | None
    p50: int | None
    p75: int | None
    first_by_rule: dict[str, int]
    unbroken_percent: tuple[Interval, ...]


class PolicyFrom(Fact):
    """Which policy and solver a line allocates with from a week on."""

    from_week: int
    policy: PolicyName
    solver: str


class LineTold(Fact):
    """Everything about one of the lines compared."""

    name: str
    policies: tuple[PolicyFrom, ...]
    without: tuple[str, ...]
    runs: int
    measures: dict[str, Interval]
    waits: tuple[Wait, ...]
    breaking: Breaking | None
    weeks: dict[str, Fan]


class Difference(Fact):
    """How much more the first line has of each measure than another, run by run."""

    line: str
    beside: str
    measures: dict[str, Interval]


class ScenarioName(Fact):
    """Which scenario was simulated, and what it asks."""

    name: str
    title: str
    question: str
    source: str
    digest: str


class Precision(Fact):
    """How the number of runs came about: after how many the answer was to be looked at, and was."""

    wanted: float
    reached: bool
    half_width: Number
    planned: tuple[int, ...]
    looks: tuple[int, ...]


class Simulated(Fact):
    """Everything ``simulation.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    answer: str
    scenario: ScenarioName
    answered_by: str
    breach: tuple[str, ...]
    burnout: str
    not_reached: tuple[str, ...]
    measured_by: PolicyName | None
    start: datetime.date
    weeks: int
    runs: int
    runs_asked: int
    seed: int
    version: str
    confidence_percent: float
    precision: Precision | None
    lines: tuple[LineTold, ...]
    differences: tuple[Difference, ...]
