"""The published figures scenarios are fitted to: ``scenarios/figures/flow.toml`` and ``flows.csv``."""

import csv
from functools import cache

from pydantic import field_validator

from allocator import shipped
from allocator.domain.fact import Fact
from allocator.example.figures import Amount, Amounts, Bands, Text
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord


class Year(PolicyRecord):
    """What came, began and ended in a year, in all England."""

    referrals: Amount
    no_further_action: Amount
    not_in_need: Amount
    episodes_started: Amount
    episodes_ended: Amount
    plans_started: Amount
    protection_plans_started: Amount
    conferences: Amount
    care_started: Amount
    care_ceased: Amount


class Uneven(PolicyRecord):
    """How far months differ from each other, as they do each year and by chance."""

    months: Amounts
    variance: Amount
    variance_at: Amount


class Ended(PolicyRecord):
    """How long what ended in a year had been open."""

    episodes: Bands
    protection_plans: Bands
    assessments: Bands
    assessment_median: Amount


class Flow(PolicyRecord):
    """What comes in and how long it stays."""

    title: Text
    source: Text
    year: Year
    uneven: Uneven
    ended: Ended


class AuthorityFlow(Fact):
    """What is published about one authority's referrals; None where it is suppressed."""

    name: str
    referrals: int | None
    rereferral_percent: float | None
    no_further_action_percent: float | None
    not_in_need_percent: float | None
    episodes_started: int | None
    episodes_ended: int | None
    assessment_days_p25: int | None
    assessment_days_p50: int | None
    assessment_days_p75: int | None
    months: tuple[int | None, ...]

    @field_validator("*", mode="before")
    @classmethod
    def _suppressed(cls, value: object) -> object:
        return None if value == "" else value


@cache
def published() -> Flow:
    """The figures for all England."""
    path = shipped.toml("flow", "scenarios", "figures")
    return toml.parse(Flow, toml.read(path), path)


@cache
def flows() -> dict[str, AuthorityFlow]:
    """Every authority's referrals, by its name in ``authorities.csv``."""
    path = shipped.folder("scenarios", "figures") / "flows.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = [_read(row) for row in csv.DictReader(file)]
    return {flow.name: flow for flow in found}


def _read(row: dict[str, str]) -> AuthorityFlow:
    months = [row.pop(f"month_{month}") or None for month in range(1, 13)]
    return AuthorityFlow.model_validate({**row, "months": months})
