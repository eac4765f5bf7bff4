"""Refuses a diary report that, laid beside the one it would replace, would tell on few people."""

import json
from pathlib import Path

from allocator.domain.time_use import TimeUse
from allocator.errors import AllocatorError


def refuse_retelling(earlier: Path, later: TimeUse) -> None:
    """Raises AllocatorError where the same days are told twice from diaries that are not the same.

    What one late or corrected diary adds is what a subtraction of the two would show.
    """
    if later.worker_id or not earlier.exists():
        return
    try:
        before = TimeUse.model_validate(json.loads(earlier.read_bytes()), strict=False)
    except ValueError as error:
        raise AllocatorError(
            f"{earlier} is not a report of this version, so it cannot be told whether one beside it would tell on"
            " somebody. Write to another folder."
        ) from error
    is_apart = later.first_day > before.last_day or later.last_day < before.first_day
    if is_apart or (before.tasks == later.tasks and before.people == later.people):
        return
    if abs(before.people - later.people) < later.smallest_group:
        raise AllocatorError(
            f"{earlier} tells of the same days from diaries that differ in fewer than {later.smallest_group}"
            " people, so the"
            " two reports together would tell on somebody. Keep the earlier one; to replace it, take it back from"
            " everyone who has it and delete it first."
        )
