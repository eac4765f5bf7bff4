"""What workers do beside their cases, and what others do for them, counts in what they hold."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.workload.measure import Workload
from tests.builders import (
    case,
    place,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.workload.weighing import parts

ITEMS = {"meaning": "Contacts.", "kind": "items"}
COLUMNS: dict[str, Any] = {
    "for_others": ITEMS,
    "by_others": ITEMS,
    "students": {"meaning": "Students.", "kind": "number"},
    "on_rota": {"meaning": "Rota.", "kind": "choice", "choices": ["yes", "no"]},
}
CONTACTS = {"call": 1, "visit": Decimal("2.5")}
FOR_OTHERS = {
    "kind": "each",
    "name": "For others",
    "column": "for_others",
    "units": "contacts",
}
BY_OTHERS = {
    "kind": "each",
    "name": "By others",
    "column": "by_others",
    "units": "contacts",
    "subtract": True,
}
STABLE = {"kind": "constant", "name": "Stable", "units": 2}


def measured(*terms: dict[str, Any], cases: int = 0, **more: Any) -> Workload:
    """One worker with some cases of three points, weighed with these terms; more of the weighting or the worker."""
    facts = {key: more.pop(key) for key in ("seniority", "criteria") if key in more}
    hours = more.pop("hours", 10)
    policy = small_policy(
        small_weighting(
            worker_columns=COLUMNS,
            tables={"contacts": CONTACTS} if "contacts" in str(terms) else {},
            worker_terms=[*terms],
            **more,
        )
    )
    held = [case(f"C{n}", worker_id="W1") for n in range(cases)]
    return weighted(team(worker("W1", hours, **facts), *held), policy)


def held(*terms: dict[str, Any], **more: Any) -> int:
    """What the worker holds."""
    return measured(*terms, **more).holdings["W1"].held


def test_a_stable_element_counts_beside_the_cases() -> None:
    """Two for everyone and three for each of two cases."""
    workload = measured(STABLE, cases=2)

    assert workload.holdings["W1"].held == 2 + 3 + 3
    assert parts(workload.holdings["W1"].own) == [("Stable", 2)]
    assert workload.holdings["W1"].percent == 80


def test_a_worker_without_terms_has_no_work_of_their_own() -> None:
    """A weighting that says nothing of workers adds nothing."""
    assert measured(cases=1).holdings["W1"].own.terms == ()


@pytest.mark.parametrize(
    ("hours", "units", "source"),
    [(10, 4, "4 for full time"), (5, 2, "4 for full time"), (0, 0, "4 for full time")],
)
def test_a_stable_element_may_go_by_hours(
    hours: float, units: int, source: str
) -> None:
    """Half the hours, half of it; full time is ten."""
    own = measured({**STABLE, "units": 4, "by_hours": True}, hours=hours).holdings

    assert own["W1"].own.quanta == units
    assert own["W1"].own.terms[0].source == f"small: Stable, {source}"


def test_hours_are_a_share_of_what_is_full_time_for_the_grade() -> None:
    """Ten hours are half of the twenty that are full time for a lead."""
    capacity = {
        "full_time_hours": 10,
        "full_time_units": 10,
        "grades": {"lead": {"full_time_hours": 20, "full_time_units": 20}},
    }
    term = {**STABLE, "units": 4, "by_hours": True}

    assert held(term, capacity=capacity, seniority="lead") == 2
    assert held(term, capacity=capacity, seniority="ordinary") == 4


def test_a_grade_without_hours_has_no_share_of_a_week() -> None:
    """Where full time is nothing, neither capacity nor a share can be worked out, and nothing fails."""
    capacity = {
        "full_time_hours": 10,
        "full_time_units": 10,
        "grades": {"lead": {"full_time_hours": 0, "full_time_units": 0}},
    }
    term = {**STABLE, "by_hours": True}
    holding = measured(term, capacity=capacity, seniority="lead").holdings["W1"]

    assert (holding.held, holding.capacity.quanta, holding.percent) == (0, 0, None)


def test_work_for_others_adds_and_work_by_others_subtracts() -> None:
    """Three calls made for colleagues' cases, and two visits that colleagues made to mine."""
    criteria = {"for_others": "call:3", "by_others": "visit:2"}

    workload = measured(FOR_OTHERS, BY_OTHERS, cases=1, criteria=criteria)

    assert workload.holdings["W1"].held == 3 + 3 - 5
    assert parts(workload.holdings["W1"].own) == [("For others", 3), ("By others", -5)]
    assert [term.source for term in workload.holdings["W1"].own.terms] == [
        "small: For others, call x 3",
        "small: By others, visit x 2",
    ]


def test_nobody_holds_less_than_nothing() -> None:
    """However much others did, what is left is none."""
    assert held(BY_OTHERS, cases=1, criteria={"by_others": "visit:100"}) == 0


@given(made=st.integers(0, 20), received=st.integers(0, 20), cases=st.integers(0, 4))
def test_what_is_done_and_what_is_received_cancel_out(
    made: int, received: int, cases: int
) -> None:
    """The same contacts on both sides change nothing; a difference counts by its sign."""
    criteria = {"for_others": f"call:{made}", "by_others": f"call:{received}"}

    found = held(FOR_OTHERS, BY_OTHERS, cases=cases, criteria=criteria)

    assert found == max(0, 3 * cases + made - received)


def test_terms_of_workers_may_go_by_grade_columns_and_conditions() -> None:
    """A lead with two students who is on the rota: two, three each and five."""
    terms: list[dict[str, Any]] = [
        {
            "kind": "lookup",
            "name": "Grade",
            "by": ["seniority"],
            "units": {"new": 0, "ordinary": 1, "lead": 2},
        },
        {
            "kind": "count",
            "name": "Students",
            "column": "students",
            "units_each": 3,
            "at_most": 2,
        },
        {
            "kind": "constant",
            "name": "Rota",
            "units": 5,
            "when": {"on_rota": ["yes"]},
        },
    ]
    criteria = {"students": "7", "on_rota": "yes"}

    assert held(*terms, seniority="lead", criteria=criteria) == 2 + 6 + 5
    assert held(*terms, seniority="ordinary", criteria={"on_rota": "no"}) == 1


def test_what_has_to_be_assumed_of_a_worker_is_said() -> None:
    """A blank that could add to the work marks the worker provisional."""
    rota = {**STABLE, "when": {"on_rota": ["yes"]}}

    assert "on_rota is missing" in measured(rota).holdings["W1"].provisional
    assert (
        "on_rota is missing"
        not in measured(rota, criteria={"on_rota": "no"}).holdings["W1"].provisional
    )


@pytest.mark.parametrize(
    ("how", "to", "total"),
    [
        ("none", 1, "7.25"),
        ("half_up", 1, "7"),
        ("half_up", "0.5", "7.5"),
        ("down", "0.5", "7"),
        ("down", 5, "5"),
        ("half_up", 5, "5"),
    ],
)
def test_the_total_is_rounded_once_as_the_file_says(
    how: str, to: Any, total: str
) -> None:
    """Two cases of three and a quarter of five: neither is rounded by itself, and together they are."""
    step = Decimal("0.01")
    workload = measured(
        {**STABLE, "units": Decimal("1.25")},
        cases=2,
        round_to=step,
        worker_total_rounding=how,
        worker_total_round_to=Decimal(to),
    )

    assert workload.holdings["W1"].held * step == Decimal(total)


@given(
    own=st.integers(-900, 900),
    helped=st.integers(-900, 900),
    kinds=st.lists(st.sampled_from(["one", "two", "half"]), max_size=4),
    to=st.sampled_from(["0.5", "1", "7"]),
    how=st.sampled_from(["none", "half_up", "down"]),
)
def test_a_case_adds_the_same_whatever_is_held(
    own: int, helped: int, kinds: list[str], to: str, how: str
) -> None:
    """Totals are rounded, and kept from falling below nothing, as people stand; what is proposed adds all it asks.

    A solver adds up what each case asks, and the judge must find the same.
    """
    weighting = small_weighting(
        worker_columns={"own": {"meaning": "Points.", "kind": "number", "least": -999}},
        worker_terms=[
            {"kind": "count", "name": "Own", "column": "own", "units_each": "0.01"}
        ],
        terms=[
            {
                "kind": "lookup",
                "name": "Type",
                "by": ["type"],
                "units": {"one": 1, "two": "2.26", "half": "0.5"},
            }
        ],
        round_to="0.01",
        worker_total_rounding=how,
        worker_total_round_to=to,
    )
    facts = team(
        *(
            worker(w, criteria={"own": str(n)})
            for w, n in (("W1", own), ("W2", helped))
        ),
        case("H1", "half", worker_id="W1"),
        *(case(f"C{n}", kind) for n, kind in enumerate(kinds)),
    )
    before = weighted(facts, small_policy(weighting))
    who = ["W1", "W2", "W1", "W1"]

    after = before.after(place(*((f"C{n}", who[n]) for n in range(len(kinds)))))

    units = {"one": 100, "two": 226, "half": 50}
    for worker_id in ("W1", "W2"):
        added = sum(units[k] for n, k in enumerate(kinds) if who[n] == worker_id)
        holding = after.holdings[worker_id]
        assert holding.held == before.holdings[worker_id].held + added


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        (
            [{"kind": "each", "name": "A", "units": {"call": 1}}],
            "term 'A' counts interventions, which workers do not have; name a column",
        ),
        (
            [{**STABLE, "name": "A", "when": {"complexity": ["high"]}}],
            "depends on 'complexity', which is no column or label",
        ),
        (
            [{**STABLE, "name": "A"}, {**STABLE, "name": "A"}],
            "two terms are called 'A'",
        ),
    ],
)
def test_workers_have_no_interventions_and_no_complexity(
    terms: list[dict[str, Any]], told: str
) -> None:
    """What only cases have is told, not silently nothing."""
    with pytest.raises(ValueError, match=told):
        small_weighting(worker_terms=terms)


def test_cases_have_no_hours() -> None:
    """A term of cases that goes by hours would have nobody's to go by."""
    term = {**STABLE, "by_hours": True}

    with pytest.raises(ValueError, match="goes by hours, which cases do not have"):
        small_weighting(terms=[term])
