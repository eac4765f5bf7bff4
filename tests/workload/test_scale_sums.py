from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.case import COMPLEXITIES, Case
from allocator.policy.competency import Level
from allocator.policy.weighting import Weighting
from tests.builders import (
    case,
    small_weighting,
    worker,
)
from tests.workload.weighing import BY_TYPE, TRAVEL, scale


@st.composite
def weightings(draw: st.DrawFn) -> Weighting:
    """Any weighting of every kind of term, in odd numbers."""
    amounts = st.decimals(-2, 200, places=2)
    shares = st.decimals(0, 300, places=1)
    kinds = ["one", "two", "three"]
    terms = [
        {**BY_TYPE, "units": {kind: draw(amounts) for kind in kinds}},
        {
            "kind": "multiply",
            "name": "Complexity",
            "by": "complexity",
            "of": ["Type"],
            "percent": {level: draw(shares) for level in COMPLEXITIES},
        },
        {"kind": "each", "name": "Work", "units": {"visit": draw(amounts)}},
        {
            "kind": "multiply",
            "name": "Stage",
            "by": "stage",
            "of": ["Type", "Complexity", "Work"],
            "percent": {"starting": draw(shares)},
        },
        {
            "kind": "count",
            "name": "Agencies",
            "column": "agencies",
            "units_each": draw(amounts),
        },
    ]
    return small_weighting(
        terms=terms,
        columns={"agencies": {"meaning": "Agencies.", "kind": "number"}},
        round_to=draw(st.sampled_from(["0.1", "0.7", "1", "3", "5"])),
        siblings_percent=draw(shares),
        co_working_percent=draw(shares),
        stages={"starting_weeks": 4},
        travel=draw(st.sampled_from([None, TRAVEL])),
    )


@st.composite
def families(draw: st.DrawFn) -> list[Case]:
    """A few cases of one household."""
    return [
        case(
            f"C{n}",
            draw(st.sampled_from(["one", "two", "three"])),
            group_id="G",
            complexity=draw(st.sampled_from([None, *COMPLEXITIES])),
            interventions=draw(st.sampled_from([(), ("visit",)])),
            criteria=draw(st.sampled_from([{}, {"agencies": "2.5"}])),
            locality=draw(st.sampled_from(["", "North", "South"])),
        )
        for n in range(draw(st.integers(1, 3)))
    ]


@settings(max_examples=200, deadline=None)
@given(
    weighting=weightings(),
    family=families(),
    percent=st.integers(50, 300),
    localities=st.frozensets(st.sampled_from(["North", "South"]), max_size=1),
)
def test_the_terms_always_add_up_to_the_units(
    weighting: Weighting, family: list[Case], percent: int, localities: frozenset[str]
) -> None:
    """Whatever the weighting, the worker and the family, the stated parts make the stated whole."""
    weights = scale(weighting, new=Level(title="New worker", time_percent=percent))
    someone = worker(seniority="new", localities=localities)

    for asked in (
        weights.alone(family[0]),
        *weights.together(family),
        *weights.together(family, someone),
        *weights.co_working(family, someone),
    ):
        total = sum(term.value for term in asked.terms)
        assert total == asked.quanta * weighting.round_to
        assert asked.quanta >= 0


@settings(max_examples=100, deadline=None)
@given(weighting=weightings(), family=families(), order=st.randoms())
def test_the_order_of_a_family_changes_nothing(
    weighting: Weighting, family: list[Case], order: Any
) -> None:
    """Siblings ask the same together however the table lists them."""
    shuffled = list(family)
    order.shuffle(shuffled)

    def whole(cases: list[Case]) -> int:
        return sum(asked.quanta for asked in scale(weighting).together(cases))

    assert whole(shuffled) == whole(family)
