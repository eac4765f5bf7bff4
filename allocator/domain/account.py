"""A proposal as it is told to people and to other systems: the fields of ``proposal.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.case import Urgency
from allocator.domain.fact import Fact

Number = int | float


class RunnerUp(Fact):
    """The next best worker for a case if everything else stays as proposed."""

    worker_id: str
    cost_difference: int
    what_gets_worse: tuple[str, ...]


class Assignment(Fact):
    """One waiting case, the worker proposed for it and why."""

    case_id: str
    group_id: str
    worker_id: str
    co_worker_id: str
    units: Number
    skill_match_percent: Number
    reasons: tuple[str, ...]
    runner_up: RunnerUp | None


class Move(Fact):
    """One case that somebody holds and somebody else would, and what that brings."""

    case_id: str
    group_id: str
    from_worker_id: str
    to_worker_id: str
    co_worker_id: str
    weeks_held: int | None
    units: Number
    relief: str
    reasons: tuple[str, ...]


class Excluded(Fact):
    """A worker who cannot take an unallocated case, and the rule that says so."""

    worker_id: str
    rule: str
    reason: str


class Unblock(Fact):
    """A change by people that would let an unallocated case be placed."""

    change: str
    text: str


class Unallocated(Fact):
    """One case nobody could be proposed for: who was ruled out by what, and what would help."""

    case_id: str
    urgency: Urgency
    excluded: tuple[Excluded, ...]
    unblock: tuple[Unblock, ...]


class WorkerAccount(Fact):
    """A worker's workload before and after the proposal; percent is None where there is no capacity."""

    worker_id: str
    team: str
    capacity: Number
    units_before: Number
    units_after: Number
    percent_before: float | None
    percent_after: float | None
    cases_before: int
    cases_after: int
    new_cases: int
    provisional: bool
    flagged: bool = False
    """Whether people have agreed to spare them."""


class Measures(Fact):
    """What a proposal amounts to for everyone, recomputed by the judge."""

    placed: int
    unplaced: int
    unplaced_by_urgency: dict[str, int]
    max_percent: float | None
    min_percent: float | None
    spread_percent: float | None
    sd_percent: float | None
    over_safe_limit: int
    over_ceiling: int
    jain_index: float | None
    mean_skill_match_percent: float | None
    continuity_kept: int
    continuity_possible: int
    travel_minutes: Number
    rule_breaches: int
    moved: int = 0


class PolicyName(Fact):
    """Which policy decided, and the digest of exactly what it said."""

    name: str
    digest: str


class Account(Fact):
    """Everything ``proposal.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    status: Literal["optimal", "feasible", "impossible"]
    cost: int
    bound: int
    gap_percent: float
    improvement_closed_percent: float | None
    seconds: float
    policy: PolicyName
    inputs: dict[str, str]
    as_of: datetime.date
    seed: int
    version: str
    assignments: tuple[Assignment, ...]
    unallocated: tuple[Unallocated, ...]
    workers: tuple[WorkerAccount, ...]
    measures: dict[str, Measures]
    moves: tuple[Move, ...] = ()


class Compared(Fact):
    """One solver's answer to a batch, judged like every other."""

    solver: str
    status: Literal["optimal", "feasible"]
    cost: int
    bound: int
    seconds: float
    measures: Measures


class Priced(Fact):
    """What giving a case to a worker of someone's choosing would take, at most and as far as proven at least."""

    worker_id: str
    refusals: tuple[Excluded, ...] = ()
    clash: str = ""
    cost_difference: int | None = None
    cost_at_least: int | None = None
    points: float | None = None
    proven: bool = False
    what_gets_worse: tuple[str, ...] = ()
    others_moved: int = 0
    also_moved: tuple[str, ...] = ()


class Explanation(Fact):
    """Everything there is to say about one case."""

    case_id: str
    units: Number
    unit: str
    terms: tuple[str, ...]
    held_by: str = ""
    assignment: Assignment | None = None
    unallocated: Unallocated | None = None
    why_not: Priced | None = None
