"""What two policies would have proposed for past batches: the fields of ``backtest.json``, one record each."""

import datetime
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, Field

from allocator.domain.account import Measures, PolicyName
from allocator.domain.case import Urgency
from allocator.domain.fact import Fact

Value = TypeVar("Value")
Percent = float | None
Result = Literal["same", "different", "first_only", "second_only", "neither"]
Status = Literal["optimal", "feasible"]


class Both(Fact, Generic[Value]):
    """The same of the first policy and of the second."""

    first: Value
    second: Value


class Shares(Fact):
    """A worker's workload as one policy measures it: now, and with either proposal made."""

    percent_before: Percent
    percent_after: Both[Percent]


class WorkerTested(Fact):
    """What either proposal would have meant for one worker."""

    worker_id: str
    team: str
    new_cases: Both[int]
    measured_by: Both[Shares]


class CaseTested(Fact):
    """Who either proposal would have given one waiting case to; an empty id is nobody."""

    case_id: str
    group_id: str
    urgency: Urgency
    result: Result
    worker_id: Both[str]
    co_worker_id: Both[str]
    skill_match_percent: Both[Percent]


class BatchTested(Fact):
    """One past batch, proposed for by both policies; each proposal is measured by both.

    ``rules_broken`` are a policy's rules that the other's proposal breaks, and how often.
    """

    batch: str
    as_of: datetime.date
    inputs: dict[str, str]
    status: Both[Status]
    results: dict[Result, int]
    measured_by: Both[Both[Measures]]
    rules_broken: Both[dict[str, int]]
    workers: tuple[WorkerTested, ...]
    cases: tuple[CaseTested, ...]


class Overall(Fact):
    """All batches together: counts added up, everything else averaged."""

    batches: int
    results: dict[Result, int]
    measured_by: Both[Both[Measures]]
    rules_broken: Both[dict[str, int]]
    workers: tuple[WorkerTested, ...]


class Backtest(Fact):
    """Everything ``backtest.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policies: Both[PolicyName]
    seed: int
    version: str
    overall: Overall
    batches: tuple[BatchTested, ...]
