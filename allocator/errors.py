"""Everything that can go wrong in words a planner can act on."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class AllocatorError(Exception):
    """Root of every error this package raises on purpose; its text is one plain line or list."""

    exit_code = 2


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place: where it is, what is wrong and what would be right."""

    file: str
    row: int | None
    column: str
    problem: str

    def __str__(self) -> str:
        where = self.file if self.row is None else f"{self.file} row {self.row}"
        return (
            f"{where}, {self.column}: {self.problem}"
            if self.column
            else f"{where}: {self.problem}"
        )


class Faulty(AllocatorError):
    """Something that was read has faults; all of them are told at once."""

    exit_code = 5
    shown = 100

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[: self.shown]]
        if len(self.faults) > self.shown:
            lines.append(f"... and {len(self.faults) - self.shown:,} more faults.")
        super().__init__("\n".join(lines))


class InvalidBatch(Faulty):
    """Rows of a batch cannot be used as they are."""


class InvalidPolicy(Faulty):
    """A policy file cannot be used as it is."""

    exit_code = 2


class InvalidScenario(Faulty):
    """A scenario file cannot be used as it is."""

    exit_code = 2


class UnknownName(AllocatorError):
    """Nothing is known by this name."""

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(f"No {kind} is called '{name}'.{suggestion(name, known)}")


class Impossible(AllocatorError):
    """No proposal satisfies every rule and every pin."""

    exit_code = 3

    def __init__(
        self, clashes: Sequence[str], about: str = "", shortage: str = ""
    ) -> None:
        self.clashes, self.shortage = tuple(clashes), shortage
        super().__init__(
            (f"{about}: " if about else "")
            + (f"{shortage} " if shortage else "")
            + ("these" if about and not shortage else "These")
            + " cannot all hold: "
            + " ".join(f"({n}) {c}" for n, c in enumerate(clashes, 1))
        )


class NoAnswerInTime(AllocatorError):
    """The time allowed ran out before any proposal was found."""

    exit_code = 4

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"No proposal was found in {seconds:.1f} seconds. Allow more time."
        )


class NoCluster(AllocatorError):
    """The cluster that was asked for cannot be reached."""


class BrokenAnswer(AllocatorError):
    """A solver's answer breaks a rule or misstates its cost: a bug, never shown as a proposal."""

    exit_code = 1


def suggestion(name: str, known: Sequence[str]) -> str:
    """A sentence naming the nearest known name, or all of them when few, or nothing."""
    by_lower_case = {other.lower(): other for other in known}
    near = get_close_matches(name.lower(), list(by_lower_case), n=1, cutoff=0.6)
    if near:
        return f" Did you mean '{by_lower_case[near[0]]}'?"
    return f" Known: {', '.join(known)}." if 0 < len(known) <= 16 else ""
