"""What diaries say of a policy, and what the policy they propose is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from allocator.domain.calibration import Calibration
from allocator.policy.numbers import TRAVEL, Number
from allocator.policy.policy import Policy


@dataclass(frozen=True)
class Calibrated:
    """What diaries say of a policy's weighting, and the policy they propose; nothing is changed by it."""

    account: Calibration
    policy: Policy
    proposed: Policy
    values: Mapping[Number, Decimal]


def label(number: Number) -> str:
    """A number as people say it: ``Visits, child in need``."""
    key = number.key.removeprefix("minutes_") if number.term == TRAVEL else number.key
    return f"{number.term}, {key.replace('_', ' ')}" if key else number.term


def proposed_name(policy: Policy) -> str:
    """What the proposed policy and its files are called."""
    return f"{policy.name}-calibrated"


def proposed_title(title: str) -> str:
    """The title of a policy or weighting with calibrated numbers."""
    return f"{title}, calibrated"


def proposed_source(calibration: str) -> str:
    """Where the numbers of a proposed weighting are from."""
    return f"Numbers estimated from diaries ({calibration}); not agreed by anyone yet."
