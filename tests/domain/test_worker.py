import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from allocator.domain.worker import Rating, Reduction
from tests.builders import DAY, worker

TOMORROW = DAY + datetime.timedelta(days=1)
YESTERDAY = DAY - datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "covers"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY, None, True),
        (None, DAY, True),
        (TOMORROW, None, False),
        (None, YESTERDAY, False),
        (YESTERDAY, TOMORROW, True),
    ],
)
def test_a_reduction_covers_its_first_and_last_day(
    start: datetime.date | None, end: datetime.date | None, covers: bool
) -> None:
    """Both dates count, and a missing one leaves that side open."""
    reduction = Reduction(worker_id="W1", percent=50, start=start, end=end)

    assert reduction.covers(DAY) is covers


@pytest.mark.parametrize(
    ("facts", "absent"),
    [({"percent": 100}, True), ({"percent": 99.5}, False), ({"hours": 37}, False)],
)
def test_leave_is_a_reduction_of_everything(
    facts: dict[str, Any], absent: bool
) -> None:
    """Only a whole reduction means that the worker is away."""
    assert Reduction(worker_id="W1", **facts).is_absence is absent


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"percent": 10, "hours": 3},
        {"percent": 101},
        {"percent": -1},
        {"hours": 169},
        {"hours": float("nan")},
        {"percent": 10, "start": TOMORROW, "end": DAY},
    ],
)
def test_a_reduction_states_one_possible_amount(facts: dict[str, Any]) -> None:
    """Percent or hours, within a week, over dates in order."""
    with pytest.raises(ValidationError):
        Reduction(worker_id="W1", **facts)


@pytest.mark.parametrize("hours", [-1, 169, float("nan"), float("inf")])
def test_contracted_hours_fit_in_a_week(hours: float) -> None:
    """Nobody works fewer hours than none or more than a week has."""
    with pytest.raises(ValidationError):
        worker(hours=hours)


@pytest.mark.parametrize("level", [-1, 5])
def test_skill_ratings_run_from_0_to_4(level: int) -> None:
    """A rating off the scale is refused where it is born."""
    with pytest.raises(ValidationError):
        Rating(worker_id="W1", skill="court", level=level)
