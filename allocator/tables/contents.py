"""A batch that was read: its team, and where each record came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from allocator.domain.team import Team
from allocator.domain.worker import Reduction
from allocator.errors import Fault

Unstated = Mapping[str, Mapping[tuple[int, str], frozenset[str]]]


@dataclass(frozen=True)
class Batch:
    """Everyone and everything that was read, and what there is to say about it.

    ``inputs`` holds the SHA-256 of every file that was read; ``notes`` say what was not refused
    but should be known. The rest tells where a record stands, for faults found later.
    """

    team: Team
    inputs: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    # By table, the file or sheet, and the row of each record.
    places: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[int]] = field(default_factory=dict)
    # By table, its columns beyond the contract.
    criteria: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # By table, then record and column, the skills that were given no level.
    unstated: Unstated = field(default_factory=dict)
    unstated_level: int = 1
    # The digest of the policy in whose terms it is, and the reductions as they were before.
    fits: str = ""
    reductions: tuple[Reduction, ...] = ()

    def fault(self, table: str, index: int, column: str, problem: str) -> Fault:
        """A fault in one record, placed where people find it."""
        rows = self.rows.get(table)
        return Fault(
            self.place(table),
            rows[index] if rows is not None else index + 1,
            column,
            problem,
        )

    def place(self, table: str) -> str:
        """The file or sheet a table came from."""
        return self.places.get(table, table)
