"""Each English authority's published profile: the rows of ``scenarios/figures/authorities.csv``."""

import csv
from functools import cache

from pydantic import field_validator

from allocator import shipped
from allocator.domain.fact import Fact
from allocator.errors import UnknownName


class Authority(Fact):
    """What is published about one authority; None where it is suppressed."""

    name: str
    region: str
    case_holders_fte: float | None
    cases: int | None
    caseload: float | None
    agency_percent: float | None
    vacancy_percent: float | None
    turnover_percent: float | None
    absence_percent: float | None
    open_cases: int | None
    protection_plans: int | None
    looked_after: int | None
    referrals_per_week: float | None

    @field_validator("*", mode="before")
    @classmethod
    def _suppressed(cls, value: object) -> object:
        return None if value == "" else value


@cache
def authorities() -> dict[str, Authority]:
    """Every authority by name."""
    path = shipped.folder("scenarios", "figures") / "authorities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        found = [Authority.model_validate(row) for row in csv.DictReader(file)]
    return {authority.name: authority for authority in found}


def find_authority(name: str) -> Authority:
    """The authority of that name, however it is capitalised."""
    known = {known.casefold(): authority for known, authority in authorities().items()}
    try:
        return known[name.strip().casefold()]
    except KeyError:
        raise UnknownName("authority", name, sorted(authorities())) from None
