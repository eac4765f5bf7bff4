"""When waiting households were referred, how urgent they are and when the next step is due."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from allocator.domain.case import Urgency
from allocator.example.chance import drawn, whole_within
from allocator.example.figures import WaitingFigures
from allocator.example.households import Household
from allocator.example.setting import Setting
from allocator.example.working_days import working_day


@dataclass(frozen=True)
class Referral:
    """A waiting household and its dates."""

    household: Household
    urgency: Urgency
    referral_date: datetime.date
    due_date: datetime.date | None


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
        referral_on(figures, setting.as_of, household, urgency, days)
        for household, urgency, days in zip(households, urgencies, waited, strict=True)
    ]
    return sorted(found, key=lambda referral: referral.referral_date)


def referral_on(
    figures: WaitingFigures,
    as_of: datetime.date,
    household: Household,
    urgency: Urgency,
    waited_days: int = 0,
) -> Referral:
    """A household that has waited so many working days on a day, and when the next step is due."""
    # Of a type that no figures are about, nobody knows when anything is due.
    steps = figures.due.values.get(household.type)
    if steps is not None and urgency == "urgent":
        steps = min(steps, figures.due_urgent.value)
    referral_date = working_day(as_of, -waited_days) if waited_days else as_of
    if steps is None:
        return Referral(household, urgency, referral_date, None)
    # What should have been done already is due on the next working day.
    due_date = max(working_day(referral_date, int(steps)), working_day(as_of, 1))
    return Referral(household, urgency, referral_date, due_date)
