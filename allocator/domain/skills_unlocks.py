"""What missing skills keep from being allocated: the fields of ``unlock.json``, one record each."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.account import PolicyName
from allocator.domain.fact import Fact
from allocator.domain.skills_gaps import FrameworkName


class Outcome(Fact):
    """What a proposal comes to: cases placed, the weight of what is left by urgency, and how well skills match.

    ``proven`` says whether no other proposal places more by urgency.
    """

    placed: int
    unplaced: int
    unplaced_weight: int
    skill_match_percent: float | None
    proven: bool


class Trained(Fact):
    """One worker brought to a level in one skill, everything else as it is, and what is proposed then."""

    worker_id: str
    from_level: int
    to_level: int
    cases: tuple[str, ...]
    more_placed: int
    weight: int
    outcome: Outcome


class Blocking(Fact):
    """One skill: what its want keeps from being placed, and whom to train to place most.

    ``cases`` were placed when everybody had the skill, and are not as things stand.
    """

    competency: str
    level: int
    blocked: int
    weight: int
    cases: tuple[str, ...]
    outcome: Outcome
    workers: tuple[Trained, ...]


class Unlocks(Fact):
    """Everything ``unlock.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    framework: FrameworkName
    policy: PolicyName
    as_of: datetime.date
    seed: int
    version: str
    inputs: dict[str, str]
    waiting: int
    now: Outcome
    all_skills: Outcome
    other_reasons: int
    skills: tuple[Blocking, ...]
