from decimal import Decimal
from typing import Any

import pytest

from allocator.domain.case import Case
from allocator.domain.flag import Flag
from allocator.domain.worker import Worker
from allocator.problem.trade_offs import (
    TRADE_OFFS,
    TradeOff,
    continuous,
    developing,
    local,
    matched,
    percent,
    spared,
)
from tests.builders import case, small_competency, small_policy, team, weighted, worker

COURT: dict[str, Any] = {"skills_required": {"court": 2}}
LEARNS: dict[str, Any] = {"skills": {"court": 1}, "developing": frozenset({"court"})}


def worth(trade_off: TradeOff, asked: Case, asker: Worker) -> Decimal:
    """What one trade-off says under a policy where matches of complex cases reach a level higher."""
    competency = small_competency(
        types={"five": {"wanted": {"play": 2}}}, matching={"above_high": 1}
    )
    return trade_off(
        weighted(team(asker, asked), small_policy(competency=competency)), asked, asker
    )


@pytest.mark.parametrize(
    ("asks", "has", "points"),
    [
        ({}, {}, 0),
        (COURT, {"skills": {"court": 2}}, 0),
        (COURT, {"skills": {"court": 4}}, 0),
        (COURT, {"skills": {"court": 1}}, 2),
        (COURT, {"skills": {"play": 4}}, 4),
        ({**COURT, "complexity": "high"}, {"skills": {"court": 2}}, 2),
        ({**COURT, "kind": "five"}, {"skills": {"court": 1, "play": 1}}, 4),
    ],
)
def test_each_level_short_of_what_a_case_looks_for_counts(
    asks: dict[str, Any], has: dict[str, Any], points: int
) -> None:
    """Two points for each level, over all skills; levels beyond what is looked for make up for nothing."""
    assert worth(matched, case(**asks), worker(**has)) == points


@pytest.mark.parametrize(
    ("known", "points"), [((), 0), (("W1", "W9"), 0), (("W9",), 10)]
)
def test_a_family_passed_to_someone_new_counts(
    known: tuple[str, ...], points: int
) -> None:
    """Ten points where the family knows workers and this is none of them."""
    assert worth(continuous, case(known_worker_ids=known), worker()) == points


@pytest.mark.parametrize(
    ("lives", "works", "points"),
    [
        ("", {"North"}, 0),
        ("North", {"North", "South"}, 0),
        ("North", set(), 0),
        ("North", {"South"}, 3),
    ],
)
def test_work_away_from_home_counts(lives: str, works: set[str], points: int) -> None:
    """Three points where the family lives elsewhere than the worker works, as far as both are known."""
    asker = worker(localities=frozenset(works))

    assert worth(local, case(locality=lives), asker) == points


def test_a_language_not_spoken_counts() -> None:
    """Eight points where the worker lacks any of the family's languages."""
    family = case(languages=frozenset({"urdu", "bsl"}))

    assert worth(local, family, worker(languages=frozenset({"urdu"}))) == 8
    assert worth(local, family, worker(languages=frozenset({"urdu", "bsl"}))) == 0


def test_wanted_practice_counts_in_favour() -> None:
    """Four points less where the case looks for a skill the development plan names."""
    assert worth(developing, case(**COURT), worker(**LEARNS)) == -4
    assert worth(developing, case(), worker(**LEARNS)) == 0
    assert worth(developing, case(**COURT), worker(skills={"court": 1})) == 0


def test_all_trade_offs_add_up() -> None:
    """What a choice is worth is the sum of everything that speaks for and against it."""
    asked = case(
        **COURT,
        known_worker_ids=("W9",),
        locality="North",
        languages=frozenset({"urdu"}),
    )
    asker = worker(**LEARNS, localities=frozenset({"South"}))

    assert worth(percent, asked, asker) == 2 + 10 + 3 + 8 - 4
    assert (matched, continuous, local, developing, spared) == TRADE_OFFS


def test_someone_to_be_spared_is_worth_sparing() -> None:
    """An agreed flag costs what the policy says; a proposed one nothing."""
    policy = small_policy()
    worths = policy.priorities.trade_offs.changed(flagged=Decimal(7))
    policy = policy.changed(priorities=policy.priorities.changed(trade_offs=worths))

    def flagged(**facts: Any) -> Decimal:
        flag = Flag(worker_id="W1", flag="high_strain", **facts)
        asked, asker = case(), worker("W1")
        return spared(weighted(team(asker, asked, flags=(flag,)), policy), asked, asker)

    assert flagged(stage="agreed", agreed_by="W1") == 7
    assert flagged() == 0
