"""Writes an audit as CSV files, so that reading them gives the same audit again."""

from collections.abc import Sequence
from pathlib import Path

from allocator.domain.answers import Answer, Settled
from allocator.domain.team import Team
from allocator.tables.audit_columns import AGREEMENTS, RATINGS
from allocator.tables.columns import WORKERS
from allocator.tables.writing import table_text, write_batch, write_text


def write_audit(
    team: Team, answers: Sequence[Answer], settled: Sequence[Settled], folder: Path
) -> None:
    """Write the batch, and beside it what was answered and settled; each file appears whole or not at all.

    Without cases it is no batch, and the workers are written alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if team.cases:
        write_batch(team, folder)
    else:
        write_text(folder / "workers.csv", table_text(WORKERS, team.workers))
    write_text(folder / "ratings.csv", ratings_text(answers))
    if settled:
        write_text(folder / "agreements.csv", table_text(AGREEMENTS, settled))


def ratings_text(answers: Sequence[Answer]) -> str:
    """The ratings table of some answers, with the columns in use."""
    return table_text(RATINGS, answers)
