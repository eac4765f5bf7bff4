import datetime
from decimal import Decimal

import pytest

from allocator.policy.competency import Level
from allocator.policy.loading import load_policy
from tests.builders import worker
from tests.workload.hours import has, parts, policy

FIRST_MONTHS = Level.model_validate(
    {
        "title": "Newly qualified",
        "first_months": [
            {"until_months": 6, "capacity_percent": 80},
            {"until_months": 12, "capacity_percent": 90},
            {"until_months": 24, "capacity_percent": 95},
        ],
    }
)


@pytest.mark.parametrize(
    ("qualified", "points"),
    [
        (None, 80),
        ("2026-10-01", 80),
        ("2026-09-14", 80),
        ("2026-03-15", 80),
        ("2026-03-14", 90),
        ("2025-09-15", 90),
        ("2025-09-14", 95),
        ("2024-09-15", 95),
        ("2024-09-14", 100),
        ("2010-01-01", 100),
    ],
)
def test_protection_eases_over_two_years(qualified: str | None, points: int) -> None:
    """On the day six, twelve or twenty-four months are full the next share begins; without a date the first holds."""
    date = datetime.date.fromisoformat(qualified) if qualified else None
    hundred = policy(full_time_units=Decimal(100))

    found = has(worker(hours=40, qualified_date=date), level=FIRST_MONTHS, by=hundred)

    assert found.quanta == points


@pytest.mark.parametrize(
    ("today", "points"), [("2027-02-27", 80), ("2027-02-28", 80), ("2027-03-01", 90)]
)
def test_protection_never_ends_early_in_a_short_month(today: str, points: int) -> None:
    """Six months after 31 August are full on 1 March, not on the last day of February."""
    hundred = policy(full_time_units=Decimal(100))
    someone = worker(hours=40, qualified_date=datetime.date(2026, 8, 31))
    on = datetime.date.fromisoformat(today)

    assert has(someone, level=FIRST_MONTHS, by=hundred, on=on).quanta == points


def test_protection_is_of_the_capacity_that_is_left() -> None:
    """A part-time newly qualified worker keeps 80% of their own hours after learning: 18 of 20, then 14.4."""
    level = FIRST_MONTHS.changed(learning_percent=10)

    found = has(worker(hours=20), level=level)

    assert found.quanta == 14
    assert parts(found) == {"Contracted hours": 20, "Learning": -2, "Grade": -3.6}


def test_the_shipped_protection_reaches_over_two_years() -> None:
    """Newly qualified workers in children's services are eased in over two years."""
    level = load_policy("children-workload").competency.levels["newly_qualified"]

    assert level.first_months[-1].until_months == 24
