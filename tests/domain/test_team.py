import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from allocator.domain.case import Pin
from allocator.domain.team import Team, contradictions
from allocator.domain.worker import Rating, Reduction
from tests.builders import DAY, case, place, team, worker


def told(facts: Team) -> list[tuple[str, int, str]]:
    """Where a team contradicts itself: table, record counted from 0, column."""
    return [(c.table, c.index, c.column) for c in contradictions(facts)]


def unchecked(facts: Team, **changes: Any) -> Team:
    """A team that was never asked whether it agrees with itself."""
    return facts.changed(**changes)


def pinned(*pins: Pin) -> Team:
    """Three cases, one of them held by W1, two workers, and pins."""
    facts = team(
        worker("W1"), worker("W2"), case("C1"), case("C2"), case("H1", worker_id="W1")
    )
    return unchecked(facts, pins=pins)


def pin(case_id: str, worker_id: str, kind: str = "must") -> Pin:
    """One instruction."""
    return Pin.model_validate(
        {"case_id": case_id, "worker_id": worker_id, "kind": kind}
    )


def test_a_team_that_agrees_has_no_contradictions() -> None:
    """Held, shared, barred, reduced, rated and pinned as they should be: nothing to say."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("C1", barred_worker_ids=("W2",)),
        case("H1", worker_id="W1", co_worker_id="W2"),
        reductions=(Reduction(worker_id="W1", percent=10),),
        ratings=(Rating(worker_id="W2", skill="court", level=2),),
        pins=(pin("C1", "W1"), pin("C1", "W2", "never"), pin("H1", "W1")),
    )

    assert told(facts) == []


def test_each_repeat_of_an_id_is_told() -> None:
    """Every worker and every case is one record; each further record of it is a fault."""
    facts = unchecked(
        team(),
        workers=(worker("W1"), worker("W1"), worker("W2")),
        cases=(case("C1"), case("C2"), case("C1"), case("C1")),
    )

    assert told(facts) == [
        ("workers", 1, "worker_id"),
        ("cases", 2, "case_id"),
        ("cases", 3, "case_id"),
    ]


def test_people_who_must_be_here_are_in_the_workers_table() -> None:
    """Holders, co-workers, the barred, the reduced and the rated have to be known."""
    facts = unchecked(
        team(worker("W1")),
        cases=(
            case("C1", worker_id="X"),
            case("C2", worker_id="W1", co_worker_id="X"),
            case("C3", barred_worker_ids=("W1", "X")),
        ),
        reductions=(Reduction(worker_id="X", percent=10),),
        ratings=(Rating(worker_id="X", skill="court", level=1),),
    )

    assert told(facts) == [
        ("cases", 0, "worker_id"),
        ("cases", 1, "co_worker_id"),
        ("cases", 2, "barred_worker_ids"),
        ("reductions", 0, "worker_id"),
        ("skills", 0, "worker_id"),
    ]


def test_people_who_may_have_left_need_not_be_here() -> None:
    """A worker the family knew and a supervisor elsewhere are no faults."""
    facts = team(worker("W1", supervisor_id="X"), case("C1", known_worker_ids=("X",)))

    assert told(facts) == []
    assert facts.supervised_by == {}


def test_nobody_is_their_own_co_worker() -> None:
    """Joint work takes two people."""
    facts = unchecked(
        team(worker("W1")), cases=(case("C1", worker_id="W1", co_worker_id="W1"),)
    )

    assert told(facts) == [("cases", 0, "co_worker_id")]


@pytest.mark.parametrize(
    ("pins", "where"),
    [
        ([pin("X", "W1")], [("pins", 0, "case_id")]),
        ([pin("C1", "X")], [("pins", 0, "worker_id")]),
        ([pin("C1", "W1"), pin("C1", "W2")], [("pins", 1, "worker_id")]),
        ([pin("C1", "W1"), pin("C1", "W1", "never")], [("pins", 0, "kind")]),
        ([pin("H1", "W2")], [("pins", 0, "worker_id")]),
        ([pin("C1", "W1"), pin("C1", "W1")], []),
        ([pin("C1", "W1", "never"), pin("C1", "W2", "never")], []),
        ([pin("C1", "W1"), pin("C2", "W1")], []),
    ],
)
def test_pins_that_cannot_be_kept_are_told(
    pins: list[Pin], where: list[tuple[str, int, str]]
) -> None:
    """A pin names people and cases that exist, and no two pins say opposite things."""
    assert told(pinned(*pins)) == where


def test_a_team_that_contradicts_itself_does_not_exist() -> None:
    """Whoever builds a team in Python is told the same as whoever hands in files."""
    with pytest.raises(ValidationError, match=r"cases 1, worker_id: 'X' is not in"):
        team(case("C1", worker_id="X"))


def test_everyone_is_found_by_what_they_hold() -> None:
    """Held, shared and waiting cases are told apart, and a worker without any is listed too."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("H1", worker_id="W1", co_worker_id="W2"),
        case("H2", worker_id="W1"),
        case("C1", co_worker_id="W2"),
    )

    assert [held.case_id for held in facts.held_by["W1"]] == ["H1", "H2"]
    assert facts.held_by["W2"] == ()
    assert [shared.case_id for shared in facts.co_worked_by["W2"]] == ["H1"]
    assert [waiting.case_id for waiting in facts.waiting] == ["C1"]


def test_a_household_has_every_holder_of_its_cases() -> None:
    """Siblings split between two workers are seen with both, whoever waits with them."""
    facts = team(
        worker("W1"),
        worker("W2"),
        case("H1", worker_id="W2", group_id="G"),
        case("H2", worker_id="W1", group_id="G"),
        case("H3", worker_id="W1", group_id="G"),
        case("H4", worker_id="W1"),
        case("C1", group_id="G"),
    )

    assert facts.holders == {"group G": ("W2", "W1")}


def test_placing_makes_a_case_held_from_that_day() -> None:
    """A placed case has its worker, its co-worker and a start; the others stay as they were."""
    before = team(
        worker("W1"),
        worker("W2"),
        case("C1", start_date=DAY - datetime.timedelta(days=9)),
        case("C2"),
    )

    after = before.with_placements(place(("C1", "W1", "W2")), DAY)

    placed, waiting = after.cases
    assert (placed.worker_id, placed.co_worker_id) == ("W1", "W2")
    assert placed.start_date == DAY
    assert waiting == before.case["C2"]
    assert [case.case_id for case in after.held_by["W1"]] == ["C1"]
    assert before.held_by["W1"] == ()


def test_pins_are_found_by_case_and_by_pair() -> None:
    """What must be and what must never be are kept apart."""
    facts = pinned(pin("C1", "W1"), pin("C2", "W1", "never"))

    assert facts.must == {"C1": "W1"}
    assert facts.never == {("C2", "W1")}


def test_who_works_cases_may_be_given_or_has_some() -> None:
    """A manager who neither carries, holds nor shares cases is the only one who does not."""
    managers = [worker(w, carries_cases=False) for w in ("HOLDS", "SHARES", "NEITHER")]
    held = case("H1", worker_id="HOLDS", co_worker_id="SHARES")
    facts = team(worker("CARRIES"), *managers, held)

    works = {one.worker_id for one in facts.workers if facts.works_cases(one)}

    assert works == {"CARRIES", "HOLDS", "SHARES"}
