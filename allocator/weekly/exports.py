"""Reads the exports that case management systems write as batches, for a run that nobody attends."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from allocator.importers import Asked, imported
from allocator.policy.policy import Policy
from allocator.tables.batch import Batch, read_batch
from allocator.tables.writing import write_batch

KINDS = ("batch", "annex-a")


def reader(kind: str, workers: tuple[Path, ...]) -> Callable[[Path, Policy], Batch]:
    """How a file of the inbox becomes a batch; ``workers`` are what is known of people besides an Annex A."""
    if kind == "batch":
        return read_batch

    def read(path: Path, policy: Policy) -> Batch:
        done = imported(path, "annex-a", policy, Asked(workers=workers))
        # By way of the files that an import writes: what is proposed from is what people can read.
        folder = path.parent / "imported"
        write_batch(done.team, folder)
        notes = [
            f"{one.thing}: {one.count}. {one.said} {one.remedy}".strip()
            for one in done.quality.findings
        ]
        batch = read_batch(folder, policy)
        return replace(batch, inputs=done.quality.inputs, notes=(*batch.notes, *notes))

    return read
