"""Reads several batches, and tells everything wrong with any of them at once."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from allocator.errors import AllocatorError, Fault, InvalidBatch
from allocator.policy.policy import Policy
from allocator.tables.batch import read_batch
from allocator.tables.cells import printable
from allocator.tables.contents import Batch
from allocator.tables.policy_fit import check


def read_batches(paths: Sequence[Path], policies: Sequence[Policy]) -> dict[str, Batch]:
    """Each batch by the name it is told by, in no policy's terms yet but readable by all of them.

    Raises InvalidBatch with every fault of every batch, AllocatorError where a batch is given twice.
    """
    batches: dict[str, Batch] = {}
    faults: dict[Fault, None] = {}
    for name, path in _named(paths):
        try:
            batches[name] = read_batch(path)
            found = [f for policy in policies for f in check(batches[name], policy)]
        except InvalidBatch:
            found = list(_faults(path, policies))
        if len(paths) > 1:
            found = [_placed(fault, printable(name), path) for fault in found]
        faults |= dict.fromkeys(found)
    if faults:
        raise InvalidBatch(list(faults))
    return batches


def _faults(path: Path, policies: Sequence[Policy]) -> Iterator[Fault]:
    """Every fault of a batch as each policy would read it."""
    for policy in policies:
        try:
            read_batch(path, policy)
        except InvalidBatch as error:
            yield from error.faults


def _placed(fault: Fault, name: str, path: Path) -> Fault:
    """A fault that says which batch it is in: the tables of every folder are called alike."""
    if fault.file == printable(str(path)):
        return fault
    if path.is_dir():
        return replace(fault, file=f"{name}/{fault.file}")
    return replace(fault, file=name + fault.file.removeprefix(path.name))


def _named(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Each path with its last part, or as given where others end alike."""
    given = Counter(path.resolve() for path in paths)
    twice = [str(path) for path in paths if given[path.resolve()] > 1]
    if twice:
        raise AllocatorError(
            f"{twice[0]}: is given more than once; each batch counts once."
        )
    ends = Counter(path.name for path in paths)
    for path in paths:
        yield path.name if path.name and ends[path.name] == 1 else str(path), path
