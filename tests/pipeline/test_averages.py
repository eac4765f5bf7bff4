from typing import Any

import pytest

from allocator.domain.account import Measures
from allocator.domain.backtest import Both, Shares, WorkerTested
from allocator.pipeline.averages import _worker, counted, together


def test_counts_are_added_up() -> None:
    """People, cases, minutes and rules add up over batches, urgency by urgency."""
    one = _measures(placed=3, unplaced=1, travel_minutes=10.5, rule_breaches=1)
    other = _measures(placed=4, unplaced=2, over_safe_limit=2, travel_minutes=20)

    both = together([one, other])

    assert (both.placed, both.unplaced, both.over_safe_limit) == (7, 3, 2)
    assert (both.travel_minutes, both.rule_breaches) == (30.5, 1)
    assert both.unplaced_by_urgency == {"urgent": 2, "high": 0, "medium": 0, "low": 0}


def test_shares_are_averaged_over_the_batches_that_have_them() -> None:
    """A batch in which nobody has capacity says nothing of evenness."""
    both = together(
        [
            _measures(spread_percent=10.0, sd_percent=3.0, jain_index=0.9),
            _measures(spread_percent=21.0, sd_percent=4.5, jain_index=1.0),
            _measures(spread_percent=None, sd_percent=None, jain_index=None),
        ]
    )

    assert (both.spread_percent, both.sd_percent, both.jain_index) == (15.5, 3.75, 0.95)
    assert together([_measures(spread_percent=None)]).spread_percent is None


def test_skill_match_is_averaged_over_cases() -> None:
    """A week of nine cases counts nine times as much as a week of one."""
    both = together(
        [
            _measures(placed=9, mean_skill_match_percent=100.0),
            _measures(placed=1, mean_skill_match_percent=50.0),
            _measures(placed=0, mean_skill_match_percent=None),
        ]
    )

    assert both.mean_skill_match_percent == 95.0


def test_one_batch_is_itself() -> None:
    """Of a single batch everything stays as it is."""
    only = _measures(placed=2, mean_skill_match_percent=87.5, sd_percent=3.16)

    assert together([only]) == only


def test_a_worker_in_several_batches_is_told_once() -> None:
    """Shares are averaged, new cases added up, and the team is the last."""
    both = _worker([_seen("North", 1, 80.0, 90.0), _seen("South", 2, 60.0, 65.0)])

    assert both.team == "South"
    assert both.new_cases == Both(first=3, second=0)
    assert both.measured_by.first.percent_before == 70.0
    assert both.measured_by.first.percent_after == Both(first=77.5, second=None)


@pytest.mark.parametrize("name", ["same", "different", "first_only", "second_only"])
def test_every_result_is_counted(name: Any) -> None:
    """A result that did not occur counts 0."""
    found = counted([name, name])

    assert found[name] == 2
    assert sum(found.values()) == 2
    assert len(found) == 5


def _seen(team: str, new: int, before: float, after: float) -> WorkerTested:
    shares = Shares(percent_before=before, percent_after=Both(first=after, second=None))
    return WorkerTested(
        worker_id="W1",
        team=team,
        new_cases=Both(first=new, second=0),
        measured_by=Both(first=shares, second=shares),
    )


def _measures(**changes: Any) -> Measures:
    content = {
        "placed": 0,
        "unplaced": 0,
        "unplaced_by_urgency": {"urgent": 1, "high": 0, "medium": 0, "low": 0},
        "max_percent": 90.0,
        "min_percent": 80.0,
        "spread_percent": 10.0,
        "sd_percent": 4.0,
        "over_safe_limit": 0,
        "over_ceiling": 0,
        "jain_index": 0.99,
        "mean_skill_match_percent": None,
        "continuity_kept": 0,
        "continuity_possible": 0,
        "travel_minutes": 0,
        "rule_breaches": 0,
    }
    return Measures.model_validate(content | changes)
