"""What a worker wrote down about one piece of work; never their notes."""

import datetime
from typing import Literal

from pydantic import Field

from allocator.domain.fact import Fact

Task = Literal[
    "direct_work", "meetings", "admin", "travel", "supervision", "learning", "other"
]
TASKS: tuple[Task, ...] = (
    "direct_work", "meetings", "admin", "travel", "supervision", "learning", "other",
)  # fmt: skip

MINUTES_IN_A_DAY = 1440


class Entry(Fact):
    """One line of a diary: who, when, how long, on what, and how it was."""

    worker_id: str = Field(min_length=1)
    date: datetime.date
    task: Task
    start: datetime.time | None = None
    end: datetime.time | None = None
    minutes: int | None = Field(default=None, ge=1, le=MINUTES_IN_A_DAY)
    case_id: str = ""
    stress: int | None = Field(default=None, ge=1, le=5)
    resources: Literal["missing", "adequate"] | None = None
    note: None = None
    """What people write for themselves is never read, so it can be in no file that comes out."""

    @property
    def length(self) -> int:
        """Minutes it took, as written or from start to end."""
        if self.minutes is not None:
            return self.minutes
        if self.start is None or self.end is None:
            return 0
        return minute_of(self.end) - minute_of(self.start)


def minute_of(time: datetime.time) -> int:
    """Minutes since midnight."""
    return 60 * time.hour + time.minute
