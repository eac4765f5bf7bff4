from pathlib import Path

import pytest

from allocator.domain.time_use import TimeUse
from allocator.errors import AllocatorError
from allocator.evidence.retold import refuse_retelling
from allocator.evidence.time_use import time_use
from allocator.policy.diary_guide import load_diary_guide
from allocator.report.time_use_files import json_text
from allocator.tables.diary import Diary
from tests.builders import team, worker
from tests.evidence.minutes import guard, line, workload


def _told(people: int, first_day: int = 0, worker_id: str = "") -> TimeUse:
    facts = team(*(worker(f"W{n}", 10) for n in range(12)))
    lines = tuple(line(f"W{n}", first_day, 60) for n in range(people))
    return time_use(
        workload(facts), Diary(lines), load_diary_guide(), guard(3), worker_id
    )


def _earlier(folder: Path, found: TimeUse) -> Path:
    path = folder / "diary.json"
    path.write_text(json_text(found), encoding="utf-8")
    return path


@pytest.mark.parametrize("people", [4, 5, 7, 8])
def test_one_or_two_diaries_more_or_fewer_are_refused(
    tmp_path: Path, people: int
) -> None:
    """The difference of the two reports would be theirs."""
    with pytest.raises(AllocatorError, match="differ in fewer than 3 people"):
        refuse_retelling(_earlier(tmp_path, _told(6)), _told(people))


def test_enough_diaries_more_may_be_told(tmp_path: Path) -> None:
    """Their difference is about enough people."""
    refuse_retelling(_earlier(tmp_path, _told(6)), _told(9))


def test_the_same_again_and_other_days_may_be_told(tmp_path: Path) -> None:
    """Nothing follows from a repetition, nor from another month."""
    earlier = _earlier(tmp_path, _told(6))

    refuse_retelling(earlier, _told(6))
    refuse_retelling(earlier, _told(5, first_day=28))
    refuse_retelling(tmp_path / "not there.json", _told(5))


def test_ones_own_report_is_ones_own(tmp_path: Path) -> None:
    """It is written under another name, and replaces nothing."""
    refuse_retelling(_earlier(tmp_path, _told(6)), _told(5, worker_id="W1"))


def test_what_is_no_report_is_not_written_over(tmp_path: Path) -> None:
    """Nobody can tell what would follow from the two."""
    path = tmp_path / "diary.json"
    path.write_text("[]", encoding="utf-8")

    with pytest.raises(AllocatorError, match="is not a report of this version"):
        refuse_retelling(path, _told(5))
