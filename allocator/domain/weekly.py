"""What a weekly run did, and what changed since the week before: the fields of ``status.json`` and ``changes.json``."""

import datetime
from typing import Literal

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact

Kind = Literal[
    "new", "allocated", "moved", "returned", "closed", "raised", "overdue", "lowered"
]
KINDS: tuple[Kind, ...] = (
    "overdue",
    "raised",
    "new",
    "allocated",
    "moved",
    "returned",
    "closed",
    "lowered",
)
# What people should look at first: an urgency that rose, a clock that ran out.
ESCALATED: tuple[Kind, ...] = ("overdue", "raised")

Taken = Literal["as_proposed", "overridden", "still_waiting", "closed"]
TAKEN: tuple[Taken, ...] = ("as_proposed", "overridden", "still_waiting", "closed")

Result = Literal["proposed", "done_before", "quarantined", "left", "failed"]
Why = Literal[
    "",
    "being_written",
    "changed_while_read",
    "not_a_file",
    "invalid_rows",
    "clash",
    "out_of_time",
    "interrupted",
    "fault_in_the_program",
]


class Change(Fact):
    """One thing that is otherwise than a week ago; of a restricted case only that it is."""

    kind: Kind
    case_id: str
    from_worker_id: str = ""
    to_worker_id: str = ""
    urgency: str = ""
    urgency_before: str = ""
    withheld: bool = False


class Followed(Fact):
    """What became of one case that waited a week ago: signed by people, or seen in this week's batch."""

    case_id: str
    proposed_worker_id: str
    worker_id: str
    result: Taken
    source: Literal["signed", "seen"]
    differs: bool
    """Whether this week's batch has another worker than was signed for."""
    withheld: bool = False


class Changes(Fact):
    """Everything ``changes.json`` says, in its order; without an earlier week there is nothing to compare."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    as_of: datetime.date
    since: datetime.date | None
    since_folder: str
    version: str
    changes: tuple[Change, ...]
    followed: tuple[Followed, ...]

    def number(self, *kinds: Kind) -> int:
        """How many cases changed in one of these ways."""
        return len({one.case_id for one in self.changes if one.kind in kinds})

    def taken(self, result: Taken) -> int:
        """How many of last week's waiting cases came out so."""
        return sum(one.result == result for one in self.followed)


class BatchStatus(Fact):
    """What became of one file or folder of the inbox, told without its name."""

    batch: str
    result: Result
    why: Why = ""
    folder: str = ""
    as_of: datetime.date | None = None
    placed: int | None = None
    unallocated: int | None = None
    overdue: int | None = None
    faults: int | None = None
    policy: str = ""


class Status(Fact):
    """Everything ``status.json`` says, in its order."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    state: Literal["running", "over"]
    run: str
    began: datetime.datetime
    ended: datetime.datetime | None = None
    resumed: bool = False
    exit_code: int | None = None
    version: str
    weeks: int
    batches: tuple[BatchStatus, ...] = ()
