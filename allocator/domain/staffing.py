"""How many people keep a team safe: the fields of ``staffing.json``, one record each."""

from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact
from allocator.domain.simulated import Interval, PolicyFrom, ScenarioName

Verdict = Literal["keeps", "fails", "undecided"]


class Kind(Fact):
    """Something that could be paid for: a worker to hire, or a training place for somebody who is there."""

    name: str
    kind: Literal["hire", "training"]
    cost: float
    at_most: int


class Tried(Fact):
    """One staffing that was simulated, and whether it keeps the team below the wanted share of runs that break."""

    numbers: dict[str, int]
    cost: float
    runs: int
    broken: int
    broken_percent: Interval
    verdict: Verdict


class NextStep(Fact):
    """What one more of a kind is worth, beside the staffing it is added to, in the same runs."""

    added_to: Literal["now", "recommended"]
    name: str
    cost: float
    runs: int
    broken_points: Interval
    weeks_unbroken: Interval


class Staffing(Fact):
    """Everything ``staffing.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    answer: str
    scenario: ScenarioName
    line: str
    policies: tuple[PolicyFrom, ...]
    breach: tuple[str, ...]
    not_reached: tuple[str, ...]
    breach_below_percent: float
    confidence_percent: float
    weeks: int
    runs_at_most: int
    seed: int
    version: str
    complete: bool
    kinds: tuple[Kind, ...]
    now: Tried
    recommended: Tried | None
    cheaper_undecided: tuple[Tried, ...]
    next_steps: tuple[NextStep, ...]
    tried: tuple[Tried, ...]
