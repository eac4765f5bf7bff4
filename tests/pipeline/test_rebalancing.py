from typing import Any

import pytest

from allocator.domain.account import Move
from allocator.domain.case import Pin
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.errors import AllocatorError, Impossible, UnknownName
from allocator.pipeline import rebalance
from allocator.report.outcome import Outcome
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, team, worker
from tests.problem.test_rebalance import held, policy


def rebalanced(facts: Team, **asked: Any) -> Outcome:
    """What comes of rebalancing a team."""
    return rebalance(Batch(facts), policy(), Rebalancing(**asked), as_of=DAY)


def moved(outcome: Outcome) -> dict[str, str]:
    """Who would hold each case that moves."""
    return {move.case_id: move.to_worker_id for move in outcome.account.moves}


def test_everything_a_leaver_holds_goes_to_others_or_to_nobody_yet() -> None:
    """What fits is placed, the rest is told as not placed, with why the leaver is no answer."""
    facts = team(
        worker(),
        worker("W2"),
        held("H1", "eight", urgency="urgent"),
        held("H2", "five"),
    )

    outcome = rebalanced(facts, leavers=("W1",))

    assert moved(outcome) == {"H1": "W2"}
    [left] = outcome.account.unallocated
    assert left.case_id == "H2"
    reasons = {one.worker_id: one.reason for one in left.excluded}
    assert reasons["W1"] == "Leaves."
    assert reasons["W2"].startswith("Would be at 130%")
    leaver = outcome.account.workers[0]
    assert (leaver.units_after, leaver.cases_after) == (0, 0)
    assert outcome.account.measures["engine"].max_percent == 80


def test_someone_back_from_leave_is_given_cases() -> None:
    """Cases move towards them alone, as far as that is worth its price."""
    facts = team(
        worker(), worker("W2"), worker("Back"),
        held("H1", "five"), held("H2", "three"), held("H3", "two", worker_id="W2"),
    )  # fmt: skip

    outcome = rebalanced(facts, towards=("Back",))

    assert set(moved(outcome).values()) == {"Back"}
    [move] = outcome.account.moves
    assert move.from_worker_id == "W1"
    assert move.weeks_held == 1
    after = {one.worker_id: one.units_after for one in outcome.account.workers}
    assert after["W1"] + after["Back"] == 8


def test_a_move_makes_room_for_a_waiting_case() -> None:
    """Only W1 may hold what waits, and has no room until something moves; the reason says so."""
    facts = team(
        worker(skills={"court": 2}), worker("W2", skills={"play": 1}),
        held("H1", "five"), held("H2", "three"),
        case("C1", "five", skills_required={"court": 2}),
    )  # fmt: skip

    outcome = rebalanced(facts, moves=1)

    assert [(a.case_id, a.worker_id) for a in outcome.account.assignments] == [("C1", "W1")]  # fmt: skip
    [move] = outcome.account.moves
    assert move.reasons[0].startswith("Makes room for C1: otherwise W1")
    assert outcome.account.measures["without_moves"].unplaced == 1
    assert outcome.account.improvement_closed_percent == 100


def test_nothing_worth_moving_is_said() -> None:
    """A team that is even has no moves, and the best possible is what it has."""
    facts = team(worker(), worker("W2"), held("H1"), held("H2", worker_id="W2"))

    outcome = rebalanced(facts)

    assert outcome.account.moves == ()
    assert outcome.account.status == "optimal"
    assert outcome.account.improvement_closed_percent is None


def test_moves_are_told_by_what_they_bring() -> None:
    """People who leave come first, then whoever is relieved most; each with what would be otherwise."""
    facts = team(
        worker(), worker("W2"), worker("W3"), worker("Gone"),
        held("H1", "five"), held("H2", "five"), held("H3", "one"),
        held("H4", "one", worker_id="Gone"),
    )  # fmt: skip

    moves = rebalanced(facts, leavers=("Gone",), moves=1).account.moves

    assert moves[0].case_id == "H4"
    assert moves[0].reasons[0] == "Gone leaves."
    assert moves[1].reasons[0].startswith("Safety: otherwise W1 would be at 110%")
    assert _is_relief(moves[1], "W1")


def _is_relief(move: Move, giver: str) -> bool:
    return move.relief.startswith(f"Takes {giver} from 110% to ")


def test_leavers_shares_in_cases_of_others_are_noted() -> None:
    """Nobody guesses a new co-worker: people are told that one is needed."""
    facts = team(worker(), worker("Gone"), held(co_worker_id="Gone"))

    outcome = rebalanced(facts, leavers=("Gone",))

    assert any("shares H1, held by others" in note for note in outcome.notes)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"leavers": ("W9",)}, UnknownName, "No worker is called 'W9'"),
        ({"towards": ("W9",)}, UnknownName, "No worker is called 'W9'"),
        ({"team": "Nort"}, UnknownName, "Did you mean 'North'?"),
        ({"leavers": ("W1",), "towards": ("W1",)}, AllocatorError, "W1 leaves"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(
    asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Unknown people and teams, and people who are named as two things."""
    with pytest.raises(error, match=said.replace("?", r"\?")):
        rebalanced(team(worker(team="North"), worker("W2"), held()), **asked)


def test_a_pin_to_someone_who_leaves_clashes() -> None:
    """Both are named, whether the case is held or waits."""
    for facts in (team(worker(), worker("W2"), held()), team(worker(), worker("W2"), case("H1"))):  # fmt: skip
        pinned = facts.changed(pins=(Pin(case_id="H1", worker_id="W1"),))
        with pytest.raises(Impossible, match=r"H1 must go to W1.*W1 leaves"):
            rebalanced(pinned, leavers=("W1",))


def test_a_policy_without_a_price_is_refused() -> None:
    """A file written before there were moves says nothing of them; one line says what to add."""
    with pytest.raises(AllocatorError, match=r"give it a \[moves\] table"):
        rebalance(Batch(team(worker(), held())), small_policy(), Rebalancing())


def test_how_many_cases_were_not_free_to_move_is_noted() -> None:
    """Each is counted once, by the first thing that keeps it, its siblings with it."""
    facts = team(
        worker(), worker("W2"),
        held("H1", restricted=True, group_id="G"), held("H2", group_id="G"),
        held("H3", kind="eight"), held("H4", worker_id="W2", co_worker_id="W1"), held("H5"),
    )  # fmt: skip

    [note] = [note for note in rebalanced(facts).notes if "free to move" in note]

    assert note == (
        "Not free to move, with siblings of theirs: 4 held cases "
        "(2 restricted, 1 eight, 1 held jointly)."
    )
