import json

import pytest

from allocator.domain.calibration import NumberCalibrated
from allocator.errors import AllocatorError
from allocator.evidence.calibrating import calibrate
from allocator.evidence.drawn import draw
from allocator.report.calibrated import Calibrated
from allocator.tables.diary import Diary
from tests.builders import DAY, small_policy
from tests.evidence.minutes import (
    TERMS,
    batch,
    calibration,
    guard,
    line,
    minutes_policy,
    mixed_team,
    workload,
)

_TWINS = [
    *TERMS,
    {
        "kind": "lookup",
        "name": "Plans",
        "by": ["type"],
        "units": {"three": 20, "five": 30},
    },
]


def _calibrated(people: int = 8, smallest: int = 5, **changes: object) -> Calibrated:
    """Diaries drawn from a weighting, laid beside it."""
    policy, facts = minutes_policy(**changes), mixed_team(people)
    ids = [one.worker_id for one in facts.workers]
    entries = draw(workload(facts, policy), calibration(), ids, DAY, 3, 2)
    return calibrate(
        batch(facts),
        policy,
        Diary(tuple(entries)),
        calibration(),
        guard(smallest),
        seed=3,
    )


def _of(found: Calibrated, term: str, key: str) -> NumberCalibrated:
    return next(
        one for one in found.account.numbers if (one.term, one.key) == (term, key)
    )


def test_every_number_is_told_once_in_the_order_of_the_file() -> None:
    """What people find in the weighting they find in the account."""
    found = _calibrated()

    assert [(one.term, one.key) for one in found.account.numbers] == [
        ("Visits", "three"), ("Visits", "five"), ("Recording", "three"), ("Recording", "five"),
        ("Complexity", "low"), ("Complexity", "high"), ("Intervention", "play"), ("Intervention", "otherwise"),
    ]  # fmt: skip
    assert found.account.people == 8
    assert found.account.cases == 64


def test_nothing_but_the_numbers_changes() -> None:
    """The proposal is the policy with other minutes, under a name, a title and a source that say so."""
    found = _calibrated()

    before, after = found.policy, found.proposed
    assert after.name == "small-calibrated"
    assert after.competency == before.competency
    assert after.priorities == before.priorities
    assert after.weighting.capacity == before.weighting.capacity
    assert "not agreed" in after.weighting.source
    assert found.policy.digest == minutes_policy().digest


def test_proposed_numbers_are_whole() -> None:
    """No weighting is finer than a minute, and people can say them."""
    assert all(
        one.proposed == int(one.proposed) for one in _calibrated().account.numbers
    )


def test_a_finding_says_whether_the_current_number_is_left_out() -> None:
    """Higher and lower are those whose interval lies all to one side of the number as it is."""
    for one in _calibrated(people=12).account.numbers:
        assert one.estimate is not None
        low, high = one.estimate.low, one.estimate.high
        expected = (
            "higher"
            if low > one.current
            else "lower"
            if high < one.current
            else "within_chance"
        )
        assert one.finding == expected


def test_numbers_of_few_people_stay_and_are_not_told() -> None:
    """What fewer people than the smallest group were seen with keeps its number, and nothing is said of it."""
    policy, facts = minutes_policy(), mixed_team(8)
    few = tuple(
        one.changed(type="three") if one.worker_id not in ("W0", "W1") else one
        for one in facts.cases
    )
    facts = facts.changed(cases=few)
    ids = [one.worker_id for one in facts.workers]
    entries = draw(workload(facts), calibration(), ids, DAY, 3, 2)

    found = calibrate(
        batch(facts), policy, Diary(tuple(entries)), calibration(), guard(5)
    )

    visits = _of(found, "Visits", "five")
    assert visits.finding == "too_few_people"
    assert visits.proposed == visits.current == 60
    assert (
        visits.estimate,
        visits.alone,
        visits.people,
        visits.from_diaries_percent,
    ) == (None,) * 4
    assert visits.cases == 8


def test_a_number_nobody_was_seen_with_is_not_seen() -> None:
    """A type of case that nobody holds says nothing, and its number stays."""
    facts = mixed_team(6)
    facts = facts.changed(cases=tuple(one.changed(type="three") for one in facts.cases))
    ids = [one.worker_id for one in facts.workers]
    entries = draw(workload(facts), calibration(), ids, DAY, 3, 2)

    found = calibrate(
        batch(facts), minutes_policy(), Diary(tuple(entries)), calibration(), guard(5)
    )

    assert _of(found, "Recording", "five").finding == "not_seen"
    assert _of(found, "Recording", "five").proposed == 90


def test_terms_that_always_come_together_are_named_together() -> None:
    """Recording and plans of one type are one group, with their sum; by themselves they are not told apart."""
    found = _calibrated(terms=_TWINS)

    groups = {one.numbers for one in found.account.entangled}
    assert groups == {
        ("Recording, three", "Plans, three"),
        ("Recording, five", "Plans, five"),
    }
    assert _of(found, "Plans", "three").alone is None
    assert (
        _of(found, "Plans", "three").entangled
        == _of(found, "Recording", "three").entangled
        == 1
    )
    together = next(
        one for one in found.account.entangled if "Plans, five" in one.numbers
    )
    # Of a case of medium complexity; low ones ask for a fifth less and high ones for half as much again.
    assert together.current == pytest.approx((90 + 30) * 1.1, rel=0.02)
    assert together.estimate.low < together.current < together.estimate.high


def test_time_is_accounted_for_to_the_last_line() -> None:
    """What counts, what names no case, what is on others' cases and what is no case's task come to the whole."""
    facts = mixed_team(6)
    entries = [
        line(f"W{n}", day, 60, case_id=f"C{n}-0") for n in range(6) for day in range(5)
    ]
    entries += [
        line("W0", 1, 30),
        line("W0", 2, 40, task="supervision", case_id="C0-0"),
        line("W0", 3, 20, case_id="C1-0"),
        line("W0", 4, 10, case_id="closed since"),
    ]

    found = calibrate(
        batch(facts), minutes_policy(), Diary(tuple(entries)), calibration(), guard(5)
    ).account

    assert found.hours_counted == 30
    assert found.hours_without_case == 0.5
    assert found.hours_on_other_tasks == 0.7
    assert found.hours_on_other_cases == 0.5
    assert found.hours == 31.7


def test_too_few_diaries_are_refused() -> None:
    """A calibration from fewer people than the smallest group would tell of their pace."""
    with pytest.raises(AllocatorError, match="Only 4 of those who kept a diary"):
        _calibrated(people=4)


def test_points_cannot_be_calibrated() -> None:
    """A diary counts minutes, so a weighting that counts points is refused in one line."""
    with pytest.raises(
        AllocatorError, match="small counts in points; only minutes a week"
    ):
        calibrate(
            batch(mixed_team(6)),
            small_policy(),
            Diary((line(),)),
            calibration(),
            guard(5),
        )


def test_an_empty_diary_is_refused() -> None:
    """There is nothing to learn from no lines."""
    with pytest.raises(AllocatorError, match="has no lines"):
        calibrate(
            batch(mixed_team(6)), minutes_policy(), Diary(()), calibration(), guard(5)
        )


def test_the_same_diaries_give_the_same_account() -> None:
    """To the last digit, whatever the machine had done before."""
    first, second = (_calibrated().account.model_dump_json() for _ in range(2))

    assert first == second
    assert json.loads(first)["people"] == 8


def test_limits_are_told_to_be_left_out() -> None:
    """A term that cuts off is named, for its effect is not in the estimates."""
    limit = {"kind": "limit", "name": "Cap", "of": ["Recording"], "at_most": 500}

    assert _calibrated(terms=[*TERMS, limit]).account.left_out_of_account == ("Cap",)
