import pytest

from allocator.domain.history import CaseRow, History
from allocator.simulation.answers.digest import digest, digests
from allocator.simulation.answers.measures import NAMES, WEEKLY
from allocator.simulation.answers.survival import lasting
from tests.simulation.histories import case_row, history, scenario, week_row


def test_weeks_become_one_number_each_in_its_way() -> None:
    """Levels are averaged, counts added up, the longest wait is the longest; a week without a value is left out."""
    found = digest(
        [
            week_row(1, mean_percent=80.0, skill_match_percent=None, moved=2),
            week_row(
                2, mean_percent=90.0, skill_match_percent=70.0, longest_wait_days=12
            ),
            week_row(3, mean_percent=100.0, skill_match_percent=80.0, moved=1),
        ],
        [],
        None,
    )

    assert found.whole["mean_percent"] == 90
    assert found.whole["skill_match_percent"] == 75
    assert found.whole["moved"] == 3
    assert found.whole["longest_wait_days"] == 12
    assert [*found.weekly["skill_match_percent"]] == [None, 70.0, 80.0]


def test_workers_are_a_share_of_those_who_are_there() -> None:
    """Two of eight over the limit are a quarter; of nobody there is no share."""
    found = digest(
        [
            week_row(1, workers=8, over_100=2, over_110_four_weeks=1, flags=4),
            week_row(2, workers=0),
        ],
        [],
        None,
    )

    assert [*found.weekly["over_100_percent"]] == [25, None]
    assert found.whole["over_110_four_weeks_percent"] == 12.5
    assert found.whole["flagged_percent"] == 50


def test_what_waits_is_added_over_urgencies() -> None:
    """The queue of a week is all urgencies together; the most of any week is kept apart."""
    found = digest(
        [
            week_row(1, waiting_urgent=1, waiting_low=2),
            week_row(2, waiting_high=4, waiting_medium=5),
        ],
        [],
        None,
    )

    assert [*found.weekly["waiting"]] == [3, 9]
    assert found.whole["most_waiting"] == 9


def test_continuity_is_about_children_who_had_somebody() -> None:
    """Workers a child, and the share who changed; who never had a worker does not count."""
    found = digest(
        [week_row()],
        [
            case_row("A", workers=1),
            case_row("B", workers=3),
            case_row("C", workers=0, allocated=None, state="waiting"),
        ],
        None,
    )

    assert found.whole["workers_per_child"] == 2
    assert found.whole["changed_worker_percent"] == 50


@pytest.mark.parametrize(
    ("case", "counts"),
    [
        (case_row(arrived=3.2, allocated=7.0), True),
        (case_row(arrived=3.2, allocated=None, state="waiting"), True),
        (case_row(arrived=-4.0, allocated=0.0), True),
        (case_row(arrived=-4.0, allocated=None, state="waiting"), True),
        (case_row(arrived=-90.0, allocated=-80.0), False),
        (case_row(arrived=-90.0, allocated=None, state="held"), False),
        (case_row(arrived=None, allocated=None, state="held"), False),
        (case_row(arrived=2.0, allocated=None, closed=9.0, state="closed"), True),
        (case_row(arrived=-2.0, allocated=None, closed=9.0, state="closed"), False),
    ],
)
def test_only_cases_that_wait_in_the_run_are_waited_for(
    case: CaseRow, counts: bool
) -> None:
    """Those held from the start never waited here; what closes without a worker is lost from sight."""
    found = digest([week_row(1), week_row(2)], [case], None)

    assert found.waits["urgent"].cases == counts
    assert found.waits["urgent"].still_waiting == (counts and case.state == "waiting")


def test_waits_are_whole_days_begun() -> None:
    """Referred at 3.2 and given a worker at 7.0, a family has waited four days, not three."""
    found = digest([week_row(1)], [case_row(arrived=3.2, allocated=7.0)], None)

    curve = lasting(*found.waits["urgent"].days)
    assert curve[3] == 1
    assert curve[4] == 0


def test_waits_that_began_before_are_seen_from_their_age() -> None:
    """A case that came ten days before the run is in sight from ten days on."""
    found = digest(
        [week_row(week) for week in (1, 2, 3)],
        [case_row(arrived=-10.0, allocated=4.0)],
        None,
    )

    days = found.waits["urgent"].days
    assert days.at_risk[9] == 0
    assert days.at_risk[10] == 1
    assert days.ended[14] == 1


def test_an_urgency_nobody_stated_is_told_apart() -> None:
    """A blank urgency has its own line."""
    found = digest([week_row()], [case_row(urgency="")], None)

    assert found.waits["not said"].cases == 1
    assert found.waits["urgent"].cases == 0


def test_every_run_has_its_own_digest() -> None:
    """Two lines of three runs are six, whatever order the cases stand in, each with its own rows."""
    made = history({"one": 1.5, "other": 1.0}, runs=3, weeks=4)
    mixed = History(
        made.weeks, tuple(sorted(made.cases, key=lambda case: case.case_id))
    )

    found = [*digests(mixed, scenario().breach)]

    assert [(one.line, one.replication) for one in found] == [
        (line, run) for line in ("one", "other") for run in range(3)
    ]
    straight = [*digests(made, scenario().breach)]
    assert [one.whole for one in found] == [one.whole for one in straight]
    assert all(one.waits["urgent"].cases == 3 for one in found)


def test_every_measure_has_a_name_that_a_scenario_may_give() -> None:
    """What a digest holds is what a scenario can be answered by."""
    found = next(digests(history({"one": 1.0}, runs=1), scenario().breach))

    assert set(found.whole) <= set(NAMES)
    assert set(WEEKLY) <= set(NAMES)
