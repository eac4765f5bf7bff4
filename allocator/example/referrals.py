"""When waiting households were referred, how urgent they are and when the next step is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from allocator.domain.case import Urgency
from allocator.example.chance import drawn, whole_within
from allocator.example.households import Household
from allocator.example.setting import Setting
from allocator.example.working_days import working_day


@dataclass(frozen=True)
class Referral:
    """A waiting household and its dates."""

    household: Household
    urgency: Urgency
    referral_date: datetime.date
    due_date: datetime.date


def referred(setting: Setting, households: Sequence[Household]) -> list[Referral]:
    """Every household with its dates, longest waiting first; the newest came on the day itself."""
    figures, chance = setting.figures.waiting, setting.chance.waiting_dates
    urgencies = [
        cast(Urgency, drawn(figures.urgency.percent[household.type], chance))
        for household in households
    ]
    waited = [
        whole_within(figures.waited.between[urgency], chance) for urgency in urgencies
    ]
    if waited:
        waited[waited.index(min(waited))] = 0
    found = [
        _referral(setting, household, urgency, days)
        for household, urgency, days in zip(households, urgencies, waited, strict=True)
    ]
    return sorted(found, key=lambda referral: referral.referral_date)


def _referral(
    setting: Setting, household: Household, urgency: Urgency, waited_days: int
) -> Referral:
    figures, as_of = setting.figures.waiting, setting.as_of
    steps = int(figures.due.values[household.type])
    if urgency == "urgent":
        steps = min(steps, int(figures.due_urgent.value))
    referral_date = working_day(as_of, -waited_days) if waited_days else as_of
    # What should have been done already is due on the next working day.
    due_date = max(working_day(referral_date, steps), working_day(as_of, 1))
    return Referral(household, urgency, referral_date, due_date)
