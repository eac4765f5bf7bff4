from decimal import Decimal

from tests.builders import case, small_weighting, worker
from tests.workload.weighing import TRAVEL, parts, scale


def test_the_heaviest_counts_in_full_and_the_others_in_part() -> None:
    """Of children of 3, 8 and 5 points at half: 1.5, 8 and 2.5."""
    weights = scale(small_weighting(siblings_percent=50, round_to=Decimal("0.5")))
    family = [case("A", "three"), case("B", "eight"), case("C", "five")]

    asked = weights.together(family)

    assert [part.quanta for part in asked] == [3, 16, 5]
    assert [parts(part)[1:] for part in asked] == [
        [("Siblings", -1.5)],
        [],
        [("Siblings", -2.5)],
    ]


def test_of_equals_one_counts_in_full() -> None:
    """Twins are one whole and one part, in whichever order."""
    weights = scale(small_weighting(siblings_percent=50))
    twins = [case("A", "eight"), case("B", "eight")]

    assert sorted(part.quanta for part in weights.together(twins)) == [4, 8]


def test_the_heaviest_is_found_by_what_it_asks_of_this_worker() -> None:
    """A journey can make the lighter type the heavier case: 3 + 30 beside 8 + 10."""
    travel = {**TRAVEL, "visits_per_week": {}, "visits_otherwise": 1}
    weights = scale(small_weighting(siblings_percent=50, travel=travel))
    near = worker(localities=frozenset({"North"}))
    family = [
        case("A", "three", locality="South"),
        case("B", "eight", locality="North"),
    ]

    assert [part.quanta for part in weights.together(family, near)] == [33, 9]


def test_one_child_alone_has_no_siblings() -> None:
    """A single case counts in full."""
    weights = scale(small_weighting(siblings_percent=50))

    assert weights.together([case()])[0].quanta == 3
    assert weights.together([]) == []


def test_siblings_may_count_in_full() -> None:
    """At 100% a family is the sum of its children, and nothing is said of siblings."""
    asked = scale().together([case("A"), case("B")])

    assert [parts(part) for part in asked] == [[("Type", 3)], [("Type", 3)]]
