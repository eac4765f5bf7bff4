"""What the journey of a batch notices on the way."""

import datetime
from decimal import Decimal

from allocator.pipeline import allocate, newest_day
from allocator.pipeline.accounts import gap_percent, improvement_closed
from allocator.policy.policy import Policy
from allocator.problem.posed import Cost
from allocator.solvers.answer import Solution
from allocator.tables.batch import Batch
from tests.builders import DAY, case, small_policy, small_weighting, team, worker


def noted(*records: object, policy: Policy | None = None) -> tuple[str, ...]:
    """The notes of an allocation of a few records."""
    facts = team(*records)  # type: ignore[arg-type]  # workers and cases, as every test writes them
    return allocate(Batch(facts), policy or small_policy()).notes


def test_work_that_weighs_nothing_is_noted() -> None:
    """A step so coarse that a case rounds to nothing is told, not taken for light work."""
    coarse = small_policy(small_weighting(round_to=Decimal(10)))

    assert "Weighing nothing, when rounded to 10: C1." in noted(
        worker(), case(), policy=coarse
    )
    assert not any("Weighing" in note for note in noted(worker(), case()))


def test_the_day_planned_from_is_said() -> None:
    """Where nobody names a day, the newest date up to today is taken, and later ones are told."""
    found = noted(
        worker(),
        case("C1", referral_date=DAY),
        case("C2", referral_date=datetime.date(2199, 1, 1)),
    )

    assert found[:2] == (
        "Planned from 14 September 2026, the newest referral or start date up to today.",
        "Dated after the day planned from, so perhaps mistyped: C2.",
    )


def test_a_batch_without_dates_is_planned_from_today() -> None:
    """No date, no guess: today."""
    assert newest_day(team(worker(), case()), today=DAY) == DAY
    assert any("today." in note for note in noted(worker(), case()))


def test_only_what_is_proven_best_has_gone_all_the_way() -> None:
    """However little may be left in a lower goal, an unproven proposal is told as short of the whole way."""
    count = Cost(30, 0, 0)
    nearly = Solution((), Cost(29, 2804, 5), Cost(29, 2775, 9), seconds=1.0)
    proven = Solution((), Cost(29, 2804, 5), Cost(29, 2804, 5), seconds=1.0)

    assert improvement_closed(count, nearly) == 99.99
    assert gap_percent(nearly) == 0.0001
    assert improvement_closed(count, proven) == 100.0
    assert gap_percent(proven) == 0.0
