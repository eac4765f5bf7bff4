import datetime
from typing import Any

import pytest

from allocator.domain.flag import Flag
from allocator.workload.flags import sentences
from allocator.workload.measure import Workload
from tests.builders import DAY, team, weighted, worker

_LATER = DAY + datetime.timedelta(days=1)


def flagged(*flags: dict[str, Any]) -> Workload:
    """One worker with these flags."""
    return weighted(
        team(worker("W1"), flags=tuple(Flag(worker_id="W1", **flag) for flag in flags))
    )


_AGREED: dict[str, Any] = {"stage": "agreed", "agreed_by": "W1 and M1"}


@pytest.mark.parametrize(
    ("facts", "counts"),
    [
        (_AGREED, True),
        ({}, False),
        ({"stage": "withdrawn"}, False),
        ({**_AGREED, "since": DAY, "until": DAY}, True),
        ({**_AGREED, "since": _LATER}, False),
        ({**_AGREED, "until": DAY - datetime.timedelta(days=1)}, False),
    ],
)
def test_a_flag_counts_once_agreed_and_while_it_lasts(
    facts: dict[str, Any], counts: bool
) -> None:
    """Proposed or withdrawn flags, and those of other days, spare nobody."""
    workload = flagged({"flag": "high_strain", **facts})

    assert workload.is_flagged(workload.team.worker["W1"]) is counts


def test_what_people_said_is_not_told() -> None:
    """Of an agreed flag only that it is agreed; of one that rests on their words and is not agreed, nothing."""
    proposed = [{"flag": kind} for kind in ("high_strain", "missed_supervision", "missed_learning")]  # fmt: skip

    assert sentences(flagged(*proposed)) == ()
    agreed = [sentences(flagged({**one, **_AGREED})) for one in proposed]
    assert {*agreed} == {("W1: to be spared, as agreed with them.",)}


def test_what_the_records_show_is_told_before_it_is_agreed() -> None:
    """Everyone can see the overload anyway; that nothing is agreed is said with it."""
    [said] = sentences(flagged({"flag": "sustained_overload", "since": DAY}))

    assert said.startswith(
        "W1: over the limit for weeks on end since 14 September 2026;"
    )
    assert "changes nothing" in said


def test_a_flag_is_agreed_with_somebody() -> None:
    """An agreement of nobody is none."""
    with pytest.raises(ValueError, match="say who agreed"):
        Flag(worker_id="W1", flag="high_strain", stage="agreed")
    with pytest.raises(ValueError, match="until is before since"):
        Flag(worker_id="W1", flag="high_strain", since=_LATER, until=DAY)
