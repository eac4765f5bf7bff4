"""A sign that somebody may be carrying too much: raised for people to talk over, and counting once they agree."""

import datetime
from typing import Literal

from pydantic import Field, model_validator

from allocator.domain.fact import Fact

Kind = Literal[
    "sustained_overload", "high_strain", "missed_supervision", "missed_learning"
]
KINDS: tuple[Kind, ...] = (
    "sustained_overload", "high_strain", "missed_supervision", "missed_learning",
)  # fmt: skip
# What the records of cases tell anyone; the rest is known from what people said or wrote of themselves.
FROM_RECORDS: frozenset[Kind] = frozenset({"sustained_overload"})


class Flag(Fact):
    """One flag about one worker; it changes a proposal only where it is agreed, and says with whom."""

    worker_id: str = Field(min_length=1)
    flag: Kind
    since: datetime.date | None = None
    until: datetime.date | None = None
    stage: Literal["proposed", "agreed", "withdrawn"] = "proposed"
    agreed_by: str = ""

    @model_validator(mode="after")
    def _says_who_agreed(self) -> "Flag":
        if self.stage == "agreed" and not self.agreed_by:
            raise ValueError("say who agreed")
        if self.since and self.until and self.until < self.since:
            raise ValueError("until is before since")
        return self

    def counts_on(self, day: datetime.date) -> bool:
        """Whether people have agreed that it holds on a day; an open end lasts until changed."""
        return self.stage == "agreed" and self.covers(day)

    def covers(self, day: datetime.date) -> bool:
        """Whether a day lies within it."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )
