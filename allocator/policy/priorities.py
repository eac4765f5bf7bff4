"""What matters most and where the limits lie: the shape of the files in ``models/priorities``."""

from decimal import Decimal
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from allocator.domain.case import Urgency
from allocator.policy.rules import RuleText
from allocator.policy.toml import PolicyRecord

Percent = Annotated[Decimal, Field(ge=0, le=1000)]


class Unplaced(PolicyRecord):
    """How much one unplaced case of each urgency counts against a proposal."""

    urgent: int = Field(strict=True, ge=1, le=1000)
    high: int = Field(strict=True, ge=1, le=1000)
    medium: int = Field(strict=True, ge=1, le=1000)
    low: int = Field(strict=True, ge=1, le=1000)


class OverSafe(PolicyRecord):
    """How much one unit counts once a worker is beyond a percentage of capacity."""

    from_percent: int = Field(strict=True, ge=1, le=1000)
    weight: int = Field(strict=True, ge=1, le=100)


class Balance(PolicyRecord):
    """How finely, and in view of what, workload is evened out."""

    step_percent: int = Field(strict=True, ge=1, le=50)
    recent_intake_percent: Percent
    recent_weeks: int = Field(strict=True, ge=1, le=52)


class TradeOffs(PolicyRecord):
    """What each goal is worth in percentage points of utilisation."""

    skill_level: Percent
    known_worker: Percent
    locality: Percent
    language: Percent
    development: Percent
    flagged: Percent = Decimal(0)
    """Nothing in a file that was written before flags."""


class Moves(PolicyRecord):
    """What moving a held case costs, in percentage points of utilisation, and which held cases stay where they are."""

    handover: Percent
    long_held: Percent
    long_held_weeks: int = Field(strict=True, ge=1, le=520)
    stays_before_due_days: int = Field(strict=True, ge=0, le=365)
    stays_if_restricted: bool = Field(strict=True)
    stays_types: tuple[str, ...]


class Waits(PolicyRecord):
    """How long a case of each urgency may wait for a worker, and when its clock is about to run out."""

    urgent_days: int = Field(strict=True, ge=0, le=3650)
    high_days: int = Field(strict=True, ge=0, le=3650)
    medium_days: int = Field(strict=True, ge=0, le=3650)
    low_days: int = Field(strict=True, ge=0, le=3650)
    due_within_days: int = Field(strict=True, ge=0, le=365)

    def days(self, urgency: Urgency) -> int:
        """How many days after its referral a case should have a worker."""
        allowed = {
            "urgent": self.urgent_days,
            "high": self.high_days,
            "medium": self.medium_days,
            "low": self.low_days,
        }
        return allowed[urgency]


class Fairness(PolicyRecord):
    """Over how many weeks turns are evened out, and of how few people nothing is told."""

    look_back_weeks: int = Field(strict=True, ge=1, le=520)
    smallest_group: int = Field(strict=True, ge=3, le=1000)


class Priorities(PolicyRecord):
    """Limits, goals and what they are worth against each other."""

    title: str
    source: str
    horizon_weeks: int = Field(strict=True, ge=1, le=52)
    ceiling_percent: int = Field(strict=True, ge=1, le=1000)
    default_urgency: Urgency
    unplaced: Unplaced
    over_safe: tuple[OverSafe, ...] = Field(min_length=1)
    balance: Balance
    trade_offs: TradeOffs
    moves: Moves | None = None
    """Absent from a file that was written before held cases could be rebalanced."""
    waits: Waits | None = None
    """Absent from a file that was written before waiting cases had clocks."""
    fairness: Fairness | None = None
    """Absent from a file that was written before weeks were compared."""
    rules: dict[str, RuleText]

    @model_validator(mode="after")
    def _grows_steeper(self) -> "Priorities":
        steps = [(step.from_percent, step.weight) for step in self.over_safe]
        if any(a >= b for (a, _), (b, _) in pairwise(steps)):
            raise ValueError("over_safe must list its from_percent from low to high")
        if any(a >= b for (_, a), (_, b) in pairwise(steps)):
            raise ValueError(
                "over_safe must grow steeper: each weight above the one before"
            )
        if self.ceiling_percent < self.safe_percent:
            raise ValueError(
                "ceiling_percent is below the first from_percent of over_safe"
            )
        return self

    @property
    def safe_percent(self) -> int:
        """The share of capacity up to which a workload is safe."""
        return self.over_safe[0].from_percent
