from decimal import Decimal

import pytest

from allocator.policy.competency import Level
from tests.builders import case, small_weighting, worker
from tests.workload.weighing import TRAVEL, parts, scale

SLOW = Level(title="New worker", time_percent=150)
QUICK = Level(title="Old hand", time_percent=90)


@pytest.mark.parametrize(
    ("grade", "units"), [("ordinary", 8), ("new", 12), ("old", 7.2)]
)
def test_the_same_work_takes_each_grade_its_own_time(grade: str, units: float) -> None:
    """Eight points take a new worker half as long again and an old hand a tenth less."""
    weighting = small_weighting(round_to=Decimal("0.1"))
    weights = scale(weighting, new=SLOW, old=QUICK)

    asked = weights.alone(case(kind="eight"), worker(seniority=grade))

    assert weighting.units(asked.quanta) == units
    assert parts(asked) == [("Type", 8)] + (
        [("Experience", round(units - 8, 1))] if units != 8 else []
    )


def test_the_road_is_as_long_for_everyone() -> None:
    """Experience shortens work, not journeys: 3 x 150% and 20 minutes."""
    weights = scale(small_weighting(travel=TRAVEL), new=SLOW)

    asked = weights.alone(case(kind="three"), worker(seniority="new"))

    assert parts(asked)[:3] == [("Type", 3), ("Experience", 1.5), ("Travel", 10)]


def test_a_weighting_may_leave_experience_out() -> None:
    """Counting cases, a case is one whoever holds it."""
    weights = scale(small_weighting(by_experience=False), new=SLOW)

    assert weights.alone(case(), worker(seniority="new")).quanta == 3
