import datetime

from allocator.evidence.kept import kept
from tests.builders import DAY
from tests.evidence.minutes import line


def test_a_week_is_as_many_days_as_somebody_usually_writes_on() -> None:
    """Three days a week are whole weeks for someone who works three."""
    entries = [line("W0", 7 * week + day) for week in range(4) for day in (0, 2, 4)]

    found = kept(entries)["W0"]

    assert found.days_a_week == 3
    assert found.weeks == 4


def test_a_week_of_leave_is_no_week() -> None:
    """Days without a line are not covered: three weeks and two days of five."""
    days = [*range(5), *range(7, 12), *range(14, 19), 21, 22]

    found = kept([line("W0", day) for day in days])["W0"]

    assert found.weeks == 3.4


def test_several_lines_of_a_day_are_one_day() -> None:
    """What counts is the day, not how much was written."""
    found = kept([line("W0", 0), line("W0", 0), line("W0", 1)])["W0"]

    assert found.days == (DAY, DAY + datetime.timedelta(days=1))


def test_where_two_weeks_differ_the_fuller_is_the_usual_one() -> None:
    """Four days and five days: somebody who was away for one, rather than one who came in for one."""
    days = [*range(4), *range(7, 12)]

    assert kept([line("W0", day) for day in days])["W0"].days_a_week == 5


def test_a_case_that_started_later_was_seen_for_less() -> None:
    """Weeks since a day count that day and those after it; without a day all of them."""
    found = kept([line("W0", day) for day in range(5)])["W0"]

    assert found.weeks_since(DAY + datetime.timedelta(days=3)) == 0.4
    assert found.weeks_since(None) == found.weeks == 1
    assert found.weeks_since(DAY + datetime.timedelta(days=30)) == 0


def test_everybody_has_their_own() -> None:
    """Diaries are told apart by worker."""
    assert {*kept([line("W1"), line("W0")])} == {"W0", "W1"}
