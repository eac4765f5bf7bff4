"""How one case came to its units, through the public journey: a batch and a policy in, the sum out."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from allocator import allocate, shipped
from allocator.domain.team import Team
from allocator.errors import UnknownName
from allocator.pipeline import measure
from allocator.pipeline.weighing import weigh_case
from allocator.policy.loading import load_policy
from allocator.policy.policy import Later, Policy
from allocator.report.weighed import text
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch, read_batch
from tests.builders import (
    DAY,
    case,
    small_policy,
    small_weighting,
    team,
    worker,
)

MEETING = shipped.folder("scenarios", "teams", "meeting")
HALF: dict[str, Any] = {"siblings_percent": 50}


def batch(facts: Team) -> Batch:
    """A batch of these facts, without files."""
    return Batch(team=facts, inputs={}, notes=())


def asked(facts: Team, *arguments: str, policy: Policy | None = None) -> float:
    """The units of a case under the small policy."""
    found = weigh_case(batch(facts), policy or small_policy(), *arguments, as_of=DAY)
    assert sum(term.value for term in found.terms) == found.units
    return found.units


def test_a_waiting_case_is_weighed_on_an_ordinary_worker() -> None:
    """Without a worker nothing is said of anyone's capacity."""
    found = weigh_case(batch(team(worker(), case())), small_policy(), "C1", as_of=DAY)

    assert (found.worker_id, found.held_by, found.units) == ("", "", 3)
    assert (found.capacity, found.percent) == (None, None)


def test_a_held_case_is_weighed_on_its_holder() -> None:
    """What it takes of the holder's capacity is said as well."""
    facts = team(worker("W1"), case("C1", "five", worker_id="W1"))

    found = weigh_case(batch(facts), small_policy(), "C1", as_of=DAY)

    assert (found.worker_id, found.role, found.units) == ("W1", "holder", 5)
    assert (found.capacity, found.percent) == (10, 50.0)


def test_a_co_worker_is_asked_for_a_share() -> None:
    """Whoever shares a case is told their own sum."""
    facts = team(
        worker("W1"), worker("W2"),
        case("C1", "eight", worker_id="W1", co_worker_id="W2"),
    )  # fmt: skip

    found = weigh_case(batch(facts), small_policy(), "C1", "W2", as_of=DAY)

    assert (found.role, found.units, found.held_by) == ("co_worker", 4, "W1")


def test_siblings_are_weighed_as_they_would_be_held() -> None:
    """A waiting case counts as a sibling with whoever holds its sibling already, and not elsewhere."""
    policy = small_policy(small_weighting(**HALF))
    facts = team(
        worker("W1"), worker("W2"),
        case("H1", "eight", worker_id="W1", group_id="G"),
        case("C1", "two", group_id="G"),
    )  # fmt: skip

    assert asked(facts, "C1", "W1", policy=policy) == 1
    assert asked(facts, "C1", "W2", policy=policy) == 2


def test_a_held_case_can_be_weighed_in_other_hands() -> None:
    """Handing a case over may leave a sibling behind, and then it counts in full."""
    policy = small_policy(small_weighting(**HALF))
    facts = team(
        worker("W1"), worker("W2"),
        case("H1", "eight", worker_id="W1", group_id="G"),
        case("H2", "two", worker_id="W1", group_id="G"),
    )  # fmt: skip

    assert asked(facts, "H2", policy=policy) == 1
    assert asked(facts, "H2", "W2", policy=policy) == 2


def test_every_case_comes_to_what_measure_says() -> None:
    """The sum of each case of a whole team is what it is measured at."""
    policy = load_policy()
    read = read_batch(MEETING, policy)
    workload = measure(read, policy)

    for case_id, found in list(workload.asked.items())[::7]:
        told = weigh_case(read, policy, case_id)

        assert told.units == policy.weighting.units(found.quanta)
        assert sum(Decimal(str(term.value)) for term in told.terms) == told.units
        assert text(told, policy)


def test_a_case_comes_to_what_the_proposal_says() -> None:
    """Weighed on the worker it is proposed for, it has the units of the proposal."""
    policy = load_policy()
    read = read_batch(MEETING, policy)

    proposed = allocate(read, policy, limits=Limits(work=1)).account.assignments

    for one in proposed[::4]:
        if not one.group_id:
            assert (
                weigh_case(read, policy, one.case_id, one.worker_id).units == one.units
            )


def test_what_gave_nothing_is_named() -> None:
    """A term that adds nothing to this case is not passed over."""
    count: dict[str, Any] = {"kind": "count", "name": "Calls", "column": "calls"}
    weighting = small_weighting(
        columns={"calls": {"meaning": "Calls.", "kind": "number"}},
        terms=[
            *small_weighting().model_dump()["terms"],
            {**count, "units_each": 1},
        ],
    )
    facts = team(worker(), case())

    found = weigh_case(batch(facts), small_policy(weighting), "C1", as_of=DAY)

    assert found.nothing_from == ("Calls",)
    assert "Nothing from: Calls." in text(found, small_policy(weighting))


def test_what_was_assumed_is_told(tmp_path: Path) -> None:
    """A case on defaults says which, and that it is provisional."""
    (tmp_path / "workers.csv").write_text("worker_id,contracted_hours\nW1,37\n")
    (tmp_path / "cases.csv").write_text("case_id,type\nC1,child_in_need\n")
    policy = load_policy()

    found = weigh_case(read_batch(tmp_path, policy), policy, "C1", as_of=DAY)

    assert "complexity is missing, medium assumed" in found.assumed
    said = text(found, policy)
    assert "Provisional" in said
    assert "- complexity is missing, medium assumed" in said


def test_the_source_of_each_file_that_gave_a_number_is_told() -> None:
    """The weighting's own words; those of the competency file where experience made a difference."""
    slow = small_policy().competency.levels["new"].changed(time_percent=200)
    levels = {**small_policy().competency.levels, "new": slow}
    policy = small_policy(competency=small_policy().competency.changed(levels=levels))
    facts = team(worker("W1"), worker("W2", seniority="new"), case())

    ordinary, new = (
        weigh_case(batch(facts), policy, "C1", worker_id, as_of=DAY)
        for worker_id in ("W1", "W2")
    )

    assert [one.about for one in ordinary.sources] == ["weighting small"]
    assert [one.about for one in new.sources] == ["weighting small", "competency small"]
    assert new.units == 6
    assert "New worker: time for the same work 200%" in text(new, policy)


@pytest.mark.parametrize("arguments", [("C2",), ("C1", "W2")])
def test_an_unknown_case_or_worker_is_told(arguments: tuple[str, ...]) -> None:
    """What the batch does not have is told with what it has."""
    with pytest.raises(UnknownName):
        weigh_case(batch(team(worker(), case())), small_policy(), *arguments)


def test_the_sum_can_be_read_down() -> None:
    """Numbers stand below each other, each with its key and, for a share, of what."""
    stage: dict[str, Any] = {
        "kind": "multiply",
        "name": "Stage",
        "by": "stage",
        "of": ["Type"],
        "percent": {"starting": 130},
    }
    travel = {
        "visits_per_week": {"eight": Decimal("0.5")},
        "minutes_within_locality": 2,
        "minutes_beyond_locality": 6,
        "minutes_unknown_locality": 4,
    }
    terms = [*small_weighting().model_dump()["terms"], stage]
    policy = small_policy(
        small_weighting(terms=terms, stages={"starting_weeks": 6}, travel=travel)
    )
    facts = team(worker("W1", hours=24), case("C1", "eight", locality="North"))

    said = text(weigh_case(batch(facts), policy, "C1", "W1", as_of=DAY), policy)

    assert said.splitlines() == [
        "C1 asks 12 points of W1, if they held it.",
        "Eight, waiting. Weighed by Small (small) as of 14 September 2026.",
        "",
        "What      Points  From",
        "--------  ------  ----------------------------------------------------",
        "Type         8.0  eight",
        "Stage        2.4  starting, 130% of Type",
        "Travel       2.0  travel, eight, 0.5 visits a week, 4 minutes for each",
        "Rounding    −0.4  each case is rounded to 1 point",
        "--------  ------  ----------------------------------------------------",
        "Together    12.0",
        "",
        "That is 50.0% of what W1 has for cases, 24 points.",
        "",
        "Where the numbers are from, in the words of the files:",
        "- weighting small: Tests.",
    ]


def test_a_case_is_weighed_and_told_by_what_holds_on_the_day() -> None:
    """A percentage that changes from a day is told as it is on the day asked about."""
    stage: dict[str, Any] = {
        "kind": "multiply",
        "name": "Stage",
        "by": "stage",
        "of": ["Type"],
    }
    terms = small_weighting().model_dump()["terms"]
    now, later = (
        small_weighting(
            stages={"starting_weeks": 6},
            terms=[*terms, {**stage, "percent": {"starting": percent}}],
        )
        for percent in (150, 200)
    )
    policy = small_policy(now).changed(later=(Later(since=DAY, weighting=later),))
    facts = team(worker(), case("C1", "two"))

    before, after = (
        weigh_case(batch(facts), policy, "C1", as_of=day)
        for day in (DAY - datetime.timedelta(days=1), DAY)
    )

    assert (before.units, after.units) == (3, 4)
    assert "starting, 150% of Type" in text(before, policy)
    assert "starting, 200% of Type" in text(after, policy)
    assert before.policy.digest == after.policy.digest == policy.digest
