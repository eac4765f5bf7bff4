"""What people answered in a skills audit, and the levels they settled on in a conversation."""

import datetime
from typing import Literal, get_args

from pydantic import Field

from allocator.domain.fact import Fact

Rater = Literal["self", "supervisor"]
Clear = Literal["yes", "partly", "no"]
RATERS: tuple[Rater, ...] = get_args(Rater)
CLEAR: tuple[Clear, ...] = get_args(Clear)


class Answer(Fact):
    """One person's answer about one competency of one worker; without a level it was left open."""

    worker_id: str = Field(min_length=1)
    competency: str = Field(min_length=1)
    level: int | None = Field(default=None, ge=0, le=4)
    rater: Rater
    rater_id: str = ""
    date: datetime.date | None = None
    version: str = ""
    evidence: str = ""
    # Asked in a pilot only.
    clear: Clear | None = None
    minutes: float | None = Field(default=None, ge=0)
    comment: str = ""

    @property
    def given_by(self) -> str:
        """Who answered: the worker themselves, or the supervisor named."""
        return self.worker_id if self.rater == "self" else self.rater_id


class Settled(Fact):
    """A level that worker and supervisor settled on when they talked, in place of the rule's."""

    worker_id: str = Field(min_length=1)
    competency: str = Field(min_length=1)
    level: int = Field(ge=0, le=4)
    date: datetime.date
    agreed_by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
