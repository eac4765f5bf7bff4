"""Everything a report may draw on: what the proposal says, and the facts it is about."""

from dataclasses import dataclass

from allocator.domain.account import Account
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.policy.policy import Policy


@dataclass(frozen=True)
class Outcome:
    """One finished allocation: its account, its team and policy, and what else was noticed.

    ``notes`` are about the batch as read; ``provisional`` says which numbers stand on a default,
    one sentence each; ``shortage`` is empty, or the sentence that explains why so much could not
    be placed.
    """

    account: Account
    team: Team
    policy: Policy
    notes: tuple[str, ...] = ()
    provisional: tuple[str, ...] = ()
    shortage: str = ""
    interrupted: bool = False
    asked: Rebalancing | None = None
    """What was asked of a run that may move held cases; None where none may."""

    @property
    def limits(self) -> tuple[int, int]:
        """The safe limit and the ceiling, in percent of capacity."""
        return (
            self.policy.priorities.safe_percent,
            self.policy.priorities.ceiling_percent,
        )
