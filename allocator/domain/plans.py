"""Several good plans for one batch to choose from: the fields of ``plans.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import Measures, PolicyName
from allocator.domain.case import Urgency
from allocator.domain.fact import Fact


class Plan(Fact):
    """One plan beside the first, the best: what it costs more, how far it differs, what it does better and worse.

    ``status`` is of plans that differ so far: ``optimal`` where none of them costs less.
    """

    plan: int
    status: Literal["optimal", "feasible"]
    cost: int
    cost_difference: int
    points: float | None
    price: str
    households_differ: tuple[int, ...]
    cases_differ: tuple[int, ...]
    better: tuple[str, ...]
    worse: tuple[str, ...]
    measures: Measures


class Holder(Fact):
    """Who would hold a case under one plan; an empty id is nobody."""

    worker_id: str
    co_worker_id: str


class CasePlanned(Fact):
    """One waiting case and who would hold it under each plan."""

    case_id: str
    group_id: str
    urgency: Urgency
    differs: bool
    holders: tuple[Holder, ...]


class Plans(Fact):
    """Everything ``plans.json`` says, in its order; ``not_found`` says why there are fewer than were asked for."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    policy: PolicyName
    inputs: dict[str, str]
    as_of: datetime.date
    seed: int
    version: str
    households: int
    households_to_differ: int
    plans: tuple[Plan, ...]
    not_found: str
    cases: tuple[CasePlanned, ...]
