"""Where and when an example plays: one authority's profile, the figures, the day and the chance."""

import datetime
from dataclasses import dataclass

from allocator.example.authorities import Authority
from allocator.example.chance import Streams
from allocator.example.figures import Amount, England, Figures


@dataclass(frozen=True)
class Profile:
    """An authority's published figures, England's standing in where they are suppressed.

    ``relative`` says for some types of case how much larger their share is than England's.
    """

    caseload: float
    agency_percent: float
    absence_percent: float
    turnover_percent: float
    relative: dict[str, float]


@dataclass(frozen=True)
class Setting:
    """What every part of an example is drawn from."""

    profile: Profile
    figures: Figures
    as_of: datetime.date
    chance: Streams


def profile_of(authority: Authority, england: England) -> Profile:
    """What is published about an authority, made complete."""

    def own(value: float | None, national: Amount) -> float:
        return national.value if value is None else value

    def relative(value: int | None, national: Amount) -> float:
        if value is None or not authority.open_cases:
            return 1
        return (value / authority.open_cases) / (
            national.value / england.open_cases.value
        )

    return Profile(
        caseload=own(authority.caseload, england.caseload),
        agency_percent=own(authority.agency_percent, england.agency),
        absence_percent=own(authority.absence_percent, england.absence),
        turnover_percent=own(authority.turnover_percent, england.turnover),
        relative={
            "child_protection": relative(
                authority.protection_plans, england.protection_plans
            ),
            "looked_after": relative(authority.looked_after, england.looked_after),
        },
    )
