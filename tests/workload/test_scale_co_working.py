from allocator.policy.competency import Level
from tests.builders import case, small_weighting, worker
from tests.workload.weighing import BY_TYPE, scale


def test_a_co_worker_is_asked_for_a_share() -> None:
    """Half of 8 is 4, term by term, and the share is stated."""
    asked = scale().co_working([case(kind="eight")], worker())[0]

    assert asked.quanta == 4
    assert [tuple(term) for term in asked.terms] == [
        ("Type", 4, "small: Type, eight"),
        ("Co-working", 0, "small: co_working_percent 50"),
    ]


def test_the_share_is_of_what_siblings_ask_together() -> None:
    """Half of 8 and half of half of 8."""
    weights = scale(small_weighting(siblings_percent=50))
    twins = [case("A", "eight"), case("B", "eight")]

    asked = weights.co_working(twins, worker())

    assert [part.quanta for part in asked] == [4, 2]


def test_the_share_is_of_the_co_workers_own_time() -> None:
    """What a slow co-worker is asked for is a share of what the case would ask of them alone."""
    weights = scale(new=Level(title="New worker", time_percent=200))

    asked = weights.co_working([case(kind="eight")], worker(seniority="new"))

    assert asked[0].quanta == 8


def test_what_is_provisional_stays_so() -> None:
    """A share of an assumption is an assumption."""
    term = {**BY_TYPE, "name": "Rest", "units": {"five": 1}, "otherwise": 2}
    weights = scale(small_weighting(terms=[term]))

    assert weights.co_working([case()], worker())[0].provisional


def test_a_weighting_may_ask_nothing_of_co_workers() -> None:
    """At 0% joint work weighs on its holder alone."""
    weights = scale(small_weighting(co_working_percent=0))

    assert weights.co_working([case()], worker())[0].quanta == 0
