"""Refuses to tell about a wave a second time in other numbers: the two together would tell about few people."""

import json
from collections.abc import Sequence
from pathlib import Path

from allocator.domain.survey import Score, Wave
from allocator.errors import AllocatorError

# By team, and of everyone under a blank name: how many answered, and their averages.
_Told = dict[str, tuple[int | None, tuple[Score, ...]]]


def refuse_telling_apart(earlier: Path, later: Sequence[Wave]) -> None:
    """Raises AllocatorError where an earlier report has a wave in other numbers than it would be told in now.

    However many answers came late, left or were changed, and whoever moved from team to team: subtracting the numbers
    of two reports in the right proportions may leave few people. Only the same numbers again tell nothing.
    """
    if not earlier.exists():
        return
    # Of a wave in which too few answered nothing was told, so nothing can be taken from what comes after.
    before = {wave.wave: wave for wave in _waves(earlier) if wave.scores}
    for wave in later:
        if wave.wave in before and _told(before[wave.wave]) != _told(wave):
            raise AllocatorError(
                f"{earlier} has told about the wave of {wave.wave} in other numbers, and the two together would tell "
                "on somebody: a wave is told once. Keep the earlier report; to replace it, take it back from everyone "
                "who has it and delete it first."
            )


def _waves(path: Path) -> tuple[Wave, ...]:
    """The waves of an earlier survey, or the one of an earlier combined view."""
    try:
        content = json.loads(path.read_bytes())
        told = content["waves"] if "waves" in content else [content["wave"]]
        return tuple(Wave.model_validate(one) for one in told)
    except (ValueError, KeyError, TypeError) as error:
        raise AllocatorError(
            f"{path} is not a report of this version, so it cannot be told whether a new report beside it would "
            "tell on somebody. Write to another folder."
        ) from error


def _told(wave: Wave) -> _Told:
    """Everything that rests on answers; who was asked may have changed since."""
    teams = {t.team: (t.answered, t.scores) for t in wave.teams if t.is_shown}
    return {"": (wave.answered, wave.scores), **teams}
