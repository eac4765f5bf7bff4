import pytest

from tests.builders import case, small_weighting, worker
from tests.workload.weighing import TRAVEL, parts, scale


@pytest.mark.parametrize(
    ("lives", "works", "minutes"),
    [
        ("North", {"North", "South"}, 5),
        ("North", {"South"}, 15),
        ("", {"South"}, 10),
        ("North", set(), 10),
        ("", set(), 10),
    ],
)
def test_visits_times_the_journey(lives: str, works: set[str], minutes: int) -> None:
    """Half a visit a week of 10, 30 or, where either place is unknown, 20 minutes."""
    weights = scale(small_weighting(travel=TRAVEL))
    someone = worker(localities=frozenset(works))

    asked = weights.alone(case(locality=lives), someone)

    assert weights.travel_minutes(case(locality=lives), someone) == minutes
    assert parts(asked) == [("Type", 3), ("Travel", minutes)]


def test_a_type_without_visits_of_its_own_has_those_of_the_rest() -> None:
    """Two visits a week of 20 minutes for a type that the table does not name."""
    weights = scale(small_weighting(travel=TRAVEL))

    assert weights.travel_minutes(case(kind="five"), None) == 40


def test_nobody_in_particular_travels_an_average_journey() -> None:
    """A waiting case is weighed before anyone's localities are known."""
    weights = scale(small_weighting(travel=TRAVEL))

    assert parts(weights.alone(case(locality="North"))) == [
        ("Type", 3),
        ("Travel", 10),
    ]


def test_travel_may_be_measured_without_being_counted() -> None:
    """A service can report journeys and leave them out of the workload."""
    travel = {**TRAVEL, "counts_as_workload": False}
    weights = scale(small_weighting(travel=travel))

    assert weights.alone(case()).quanta == 3
    assert weights.travel_minutes(case(), None) == 10


def test_a_weighting_without_travel_has_none() -> None:
    """A count of cases knows no journeys."""
    assert scale().travel_minutes(case(), None) == 0
