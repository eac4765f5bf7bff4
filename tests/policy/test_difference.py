import datetime
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from allocator.errors import InvalidPolicy
from allocator.policy.difference import compared, differences
from allocator.policy.policy import Later, Policy
from allocator.report.policy_changes import text
from tests.builders import (
    small_competency,
    small_policy,
    small_priorities,
    small_weighting,
)
from tests.policy.test_edits import WHOLE, Files, edits, loaded

pytestmark = pytest.mark.slow

TYPE: dict[str, Any] = {"kind": "lookup", "name": "Type", "by": ["type"]}
STAGE: dict[str, Any] = {
    "kind": "multiply",
    "name": "Stage",
    "by": "stage",
    "of": ["Type"],
    "percent": {"starting": 130},
}
UNITS = {"one": 1, "two": 2, "three": 3, "five": 5, "eight": 8}


def of_terms(*terms: dict[str, Any]) -> Policy:
    """The small policy with these terms."""
    return small_policy(small_weighting(terms=list(terms)))


def told(before: Policy, after: Policy) -> set[tuple[str, str, Any, Any]]:
    """Every difference: what kind, the way to it, its value before and after."""
    return {
        (
            one.change,
            ".".join([one.part, *(node.key for node in (*one.way, one.node))]),
            one.before.value if one.before else None,
            one.after.value if one.after else None,
        )
        for one in differences(before, after)
    }


def test_a_policy_does_not_differ_from_itself() -> None:
    """The same numbers however they are written are no difference."""
    before = of_terms({**TYPE, "units": UNITS})
    after = of_terms({**TYPE, "units": {key: f"{n}.0" for key, n in UNITS.items()}})

    assert differences(before, after) == ()


def test_a_number_is_changed_from_what_to_what() -> None:
    """One number of a table, found by its names."""
    before = of_terms({**TYPE, "units": UNITS})
    after = of_terms({**TYPE, "units": {**UNITS, "five": 6}})

    assert told(before, after) == {("changed", "weighting.terms.Type.units.five", 5, 6)}


def test_entries_come_and_go() -> None:
    """A type that is new and one that is gone, whatever stands between them."""
    fewer = {key: n for key, n in UNITS.items() if key != "two"}
    before = of_terms({**TYPE, "units": UNITS})
    after = of_terms({**TYPE, "units": {"zero": 0, **fewer}})

    assert told(before, after) == {
        ("added", "weighting.terms.Type.units.zero", None, 0),
        ("removed", "weighting.terms.Type.units.two", 2, None),
    }


def test_terms_are_matched_by_name_and_not_by_place() -> None:
    """A term put before another leaves the others as they were; only the order is told where it changes."""
    other = {**TYPE, "name": "Other", "units": UNITS}
    one, two = {**TYPE, "units": UNITS}, STAGE

    assert told(of_terms(one, two), of_terms(other, one, two)) == {
        ("added", "weighting.terms.Other", None, None)
    }
    assert told(of_terms(one, other), of_terms(other, one)) == {
        ("reordered", "weighting.terms", None, None)
    }


def test_another_kind_of_term_under_the_same_name_is_another_term() -> None:
    """What a table gave is gone, and what takes its place is new."""
    stage = {**TYPE, "name": "Stage", "units": UNITS}

    assert told(
        of_terms({**TYPE, "units": UNITS}, STAGE),
        of_terms({**TYPE, "units": UNITS}, stage),
    ) == {
        ("removed", "weighting.terms.Stage", None, None),
        ("added", "weighting.terms.Stage", None, None),
    }


def test_rules_grades_and_trade_offs_are_found() -> None:
    """Every part is compared."""
    off = small_policy().without("household_together")
    grades = small_policy(competency=small_competency(stretch_levels=2))
    worth = small_policy().priorities.trade_offs.changed(known_worker=12)
    trade_offs = small_policy(priorities=small_priorities(trade_offs=worth))

    assert told(small_policy(), off) == {
        ("changed", "priorities.rules.household_together.on", True, False)
    }
    assert told(small_policy(), grades) == {
        ("changed", "competency.stretch_levels", 1, 2)
    }
    assert told(small_policy(), trade_offs) == {
        ("changed", "priorities.trade_offs.known_worker", 10, 12)
    }


def test_a_part_left_out_is_one_difference() -> None:
    """Travel that is new is told as a whole, and so is a table that had no entry."""
    travel = {
        "visits_per_week": {"one": 1},
        "minutes_within_locality": 10,
        "minutes_beyond_locality": 20,
        "minutes_unknown_locality": 15,
    }
    skills = small_policy(competency=small_competency(skills={"court": "Court"}))

    assert told(small_policy(), small_policy(small_weighting(travel=travel))) == {
        ("added", "weighting.travel", None, None)
    }
    assert {(change, way) for change, way, _, _ in told(skills, small_policy())} == {
        ("removed", "competency.skills")
    }


def test_what_changes_later_is_told_once_with_its_day() -> None:
    """A difference that holds from the start is not told again for each later day."""
    now, later = small_weighting(siblings_percent=90), small_weighting(round_to=2)
    day = datetime.date(2026, 4, 1)
    dated = small_policy(now).changed(later=(Later(since=day, weighting=later),))

    first, second = compared(small_policy(), dated)

    assert (first.since, second.since) == (None, day)
    assert [one.node.key for one in first.differences] == ["siblings_percent"]
    assert [one.node.key for one in second.differences] == ["round_to"]


@pytest.mark.parametrize("name", WHOLE)
def test_no_difference_is_passed_over(name: str) -> None:
    """Whatever is edited, there is a difference exactly when the digest is another, and it can be told."""
    files, whole = WHOLE[name]

    @settings(
        max_examples=80,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(edited=edits(files))
    def check(edited: Files) -> None:
        with suppress(InvalidPolicy):
            policy = loaded(edited)
            there, back = differences(whole, policy), differences(policy, whole)
            assert bool(there) == (policy.digest != whole.digest)
            assert len(there) == len(back)
            assert bool(there) == ("They say the same" not in text(whole, policy))

    check()
