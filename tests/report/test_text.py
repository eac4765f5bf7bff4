import dataclasses
import datetime
from collections.abc import Callable
from typing import Any
from unicodedata import combining, east_asian_width

import pytest

from allocator.domain.account import Excluded, Unallocated
from allocator.report.outcome import Outcome
from allocator.report.text import text
from tests.report.poison import poisoned
from tests.report.sample import account, outcome

Golden = Callable[[str, str], None]


def test_the_summary_reads_as_agreed(golden: Golden) -> None:
    """What a person sees on the terminal changes only when someone means it to."""
    golden("proposal.txt", text(outcome()))


def test_the_first_line_says_what_came_out() -> None:
    """The first line alone answers: how many are placed, and is it the best possible."""
    assert text(outcome()).splitlines()[0] == (
        "18 of 20 waiting cases placed; best possible proven."
    )


@pytest.mark.parametrize(
    "long", ["W" * 200, "Łęcka-Şahin " * 12, "漢字" * 40, "e\u0301" * 90]
)
def test_nothing_is_wider_than_a_terminal(long: str) -> None:
    """Long numbers and names go on below in 80 columns, and lose no letter."""
    told = text(poisoned(outcome(), long))

    assert max(_columns(line) for line in told.splitlines()) <= 80
    assert told.count(long[0]) >= len(outcome().account.assignments) * long.count(
        long[0]
    )


@pytest.mark.parametrize(
    "payload", ["\x1b[31m", "\x07", "\r", "\u202e", "\u2066", "\x00", "\x9b"]
)
def test_names_cannot_command_the_terminal(payload: str) -> None:
    """Colour codes, bells, returns and direction marks in names are not passed on."""
    assert payload not in text(poisoned(outcome(), payload))


def test_colour_is_there_only_when_asked_for() -> None:
    """A summary sent to a file is plain text."""
    assert "\x1b" not in text(outcome())
    assert "\x1b[1mMEASURES\x1b[0m" in text(outcome(), colour=True)


def test_a_worker_no_rule_stands_against_is_told_as_such() -> None:
    """Where the search ended before a case was placed, that is what the report says."""
    could = Excluded(
        worker_id="W02", rule="", reason="Could take it; the search ended first."
    )
    waiting = Unallocated(case_id="C220", urgency="low", excluded=(could,), unblock=())

    told = text(_with(unallocated=(waiting,)))

    assert "1 worker: Could take it; the search ended first." in told
    assert "ruled out" not in told


def test_nothing_waiting_is_a_plain_sentence() -> None:
    """An empty week is told calmly, with no empty tables."""
    told = text(_with(assignments=(), unallocated=(), measures={}))

    assert told.startswith("No case is waiting, so there is nothing to propose.\n")
    assert "WHO GETS WHAT" not in told
    assert "MEASURES" not in told


def test_many_notes_are_counted_not_poured_out() -> None:
    """Past the first few, notes are counted and the reader is told where they all are."""
    notes = tuple(f"Note number {number}." for number in range(500))

    told = text(outcome(notes=notes))

    assert "Note number 5." in told
    assert "Note number 6." not in told
    assert "and 494 more, in proposal.html and proposal.xlsx." in told


def test_overdue_is_said_in_words() -> None:
    """A date that has passed is called overdue."""
    late = outcome().account.model_copy(update={"as_of": datetime.date(2026, 3, 20)})

    assert "overdue since 10 March 2026" in text(
        dataclasses.replace(outcome(), account=late)
    )


def _with(**changes: Any) -> Outcome:
    return outcome(account=account(outcome().team, **changes))


def _columns(line: str) -> int:
    return sum(
        0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in line
    )
