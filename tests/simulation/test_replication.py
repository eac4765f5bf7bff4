"""One run: who arrives, waits, is held and closes, and what the rows say of it."""

import datetime
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.history import CaseRow, History
from allocator.domain.worker import Reduction
from allocator.policy.weighting import Weighting
from allocator.simulation.plan import Practice
from allocator.simulation.replication import Stopped, replicate
from allocator.solvers.answer import Stop
from allocator.solvers.catalogue import BASELINE, ENGINE
from tests.builders import DAY, case, small_policy, small_weighting, worker
from tests.simulation.worlds import plan, scenario

STAYS = {"three": {"mean_days": 20, "next_percent": {"closed": 100}}}
TEAM = tuple(worker(f"W{n}", max_cases=6) for n in range(3))

busy = st.fixed_dictionaries(
    {
        "referrals_per_week": st.sampled_from([0.5, 3, 8]),
        "rereferral_percent": st.sampled_from([0, 50]),
        "siblings_percent": st.just({"1": 60, "2": 40}),
        "types_percent": st.just({"assessment": 70, "three": 30}),
    }
)
people = st.fixed_dictionaries(
    {},
    optional={
        "turnover_percent_a_year": st.sampled_from([0, 300]),
        "notice_weeks": st.sampled_from([0, 2]),
        "hired_after_weeks": st.just([0, 3]),
        "replaced_percent": st.sampled_from([0, 100]),
        "vacancy_percent": st.just(30),
        "sickness": st.just(
            {"spells_a_year": 10, "lengths": [{"to_days": 20, "percent": 100}]}
        ),
        "leave": st.just({"days_a_year": 60}),
        "leaver": st.just([{"title": "Go", "week": 2, "number": 1}]),
        "joiner": st.just(
            [{"title": "Come", "week": 3, "number": 2, "seniority": "ordinary"}]
        ),
    },
)


@settings(max_examples=40, deadline=None)
@given(
    intake=busy,
    workforce=people,
    every=st.sampled_from([0, 1, 7, 10]),
    solver=st.sampled_from([BASELINE, ENGINE]),
    seed=st.integers(0, 5),
)
def test_every_case_that_came_is_waiting_held_or_closed_once(
    intake: dict[str, Any],
    workforce: dict[str, Any],
    every: int,
    solver: str,
    seed: int,
) -> None:
    """Whatever happens to people: no case is lost, none is there twice, and weeks add up to what the cases say."""
    stages = {
        "assessment": {
            "mean_days": 12,
            "next_percent": {"closed": 60, "three": 40},
        },
        "three": {"mean_days": 20, "next_percent": {"closed": 90, "assessment": 10}},
    }
    line = {"name": "line", "policy": "small", "solver": solver}
    small = scenario(
        run={"weeks": 5, "allocate_every_days": every, "seed": seed},
        intake=intake,
        stages=stages,
        workforce=workforce,
        compare=[line],
        escalation={"medium_days": 8, "high_days": 5},
    )
    held = [
        case(
            f"H{n}",
            worker_id=f"W{n % 3}",
            start_date=DAY - datetime.timedelta(days=9 * n),
        )
        for n in range(4)
    ]
    queue = [case("Q1", referral_date=DAY - datetime.timedelta(days=3))]

    policy = small_policy(
        _weighting_of("three", "assessment"),
    ).without("skills_cover", "joint_work_supported")
    history = replicate(plan(small, *TEAM, *held, *queue, policy=policy), 0, 1)

    _holds_together(history, len(held) + len(queue))


def _weighting_of(*kinds: str) -> Weighting:
    """These types of two points each."""
    by_type = {
        "kind": "lookup",
        "name": "Type",
        "by": ["type"],
        "units": dict.fromkeys(kinds, 2),
    }
    return small_weighting(terms=[by_type])


def _holds_together(history: History, at_start: int) -> None:
    """What the rows of cases say against what the rows of weeks and of workers say."""
    ids = [row.case_id for row in history.cases]
    assert len(ids) == len(set(ids))
    ends = [7.0 * week.week for week in history.weeks]
    for row in history.cases:
        assert (row.state == "closed") == (row.closed is not None)
        if row.closed is not None:
            assert row.allocated is not None
            assert row.arrived is not None
            assert row.arrived <= row.allocated <= row.closed
        if row.state == "held":
            assert row.workers >= 1
    before = 0.0
    for week, end in zip(history.weeks, ends, strict=True):
        come = [
            row
            for row in history.cases
            if row.arrived is not None and row.arrived <= end
        ]
        gone = [row for row in come if row.closed is not None and row.closed <= end]
        waiting = (
            week.waiting_urgent
            + week.waiting_high
            + week.waiting_medium
            + week.waiting_low
        )
        assert week.held + waiting == len(come) - len(gone)
        assert week.arrived == sum(_within(row.arrived, before, end) for row in come)
        assert week.closed == sum(_within(row.closed, before, end) for row in gone)
        mine = [row for row in history.workers if row.week == week.week]
        assert sum(row.cases for row in mine) == week.held
        assert len(mine) == week.workers
        assert week.allocated >= week.moved
        before = end
    states = Counter(row.state for row in history.cases)
    last = history.weeks[-1]
    assert states["held"] == last.held
    assert at_start + sum(week.arrived for week in history.weeks) == len(ids)


def _within(moment: float | None, before: float, end: float) -> bool:
    """Whether something happened in a week; what the team began with came before all of them."""
    return moment is not None and max(before, 0) < moment <= end


def rows(history: History) -> dict[str, CaseRow]:
    """Each case by its id."""
    return {row.case_id: row for row in history.cases}


def test_a_case_at_the_start_has_only_the_rest_of_its_stage() -> None:
    """Held for 8 of exactly 10 days, it closes after two; one that waits has all of them before it."""
    ten = {
        "three": {
            "open": [
                {"days": 9.999, "open_percent": 100},
                {"days": 10, "open_percent": 0.001},
            ],
            "tail_half_days": 0.001,
            "next_percent": {"closed": 100},
        }
    }
    calm = scenario(intake={"referrals_per_week": 0}, stages=ten)
    started = DAY - datetime.timedelta(days=8)
    held = case("H1", worker_id="W0", start_date=started)
    queue = case("Q1", referral_date=started)

    found = rows(replicate(plan(calm, *TEAM, held, queue), 0, 1))

    assert found["H1"].closed == pytest.approx(2, abs=0.01)
    assert (found["H1"].arrived, found["H1"].allocated) == (-8, -8)
    assert found["Q1"].closed == pytest.approx(10, abs=0.01)
    assert (found["Q1"].arrived, found["Q1"].allocated) == (-8, 0)


def test_work_stands_still_while_nobody_holds_a_case() -> None:
    """Its worker goes on day 7; the next meeting is on day 14, and its ten days end a week later."""
    ten = {
        "three": {
            "open": [
                {"days": 9.999, "open_percent": 100},
                {"days": 10, "open_percent": 0.001},
            ],
            "tail_half_days": 0.001,
            "next_percent": {"closed": 100},
        }
    }
    goes = {"title": "Goes", "week": 2, "worker_ids": ["W0"], "replaced": False}
    calm = scenario(
        run={"allocate_every_days": 14},
        intake={"referrals_per_week": 0},
        stages=ten,
        workforce={"leaver": [goes]},
    )
    held = case("H1", worker_id="W0", start_date=DAY)

    history = replicate(plan(calm, *TEAM, held), 0, 1)

    (row,) = history.cases
    assert row.closed == pytest.approx(17, abs=0.01)
    assert row.workers == 2
    assert [week.moved for week in history.weeks] == [0, 1, 0, 0]
    assert [week.held for week in history.weeks] == [0, 1, 0, 0]
    assert [week.workers for week in history.weeks] == [2, 2, 2, 2]


def test_waiting_cases_grow_more_urgent() -> None:
    """Nobody can take it: medium for 10 days, high for 5, then urgent for good."""
    full = worker("W0", max_cases=0)
    calm = scenario(
        run={"allocate_every_days": 1, "weeks": 3},
        intake={"referrals_per_week": 0},
        escalation={"medium_days": 10, "high_days": 5},
    )
    queue = case("Q1", referral_date=DAY, urgency="medium")

    history = replicate(plan(calm, full, queue), 0, 1)

    found = [
        (w.waiting_medium, w.waiting_high, w.waiting_urgent, w.escalated)
        for w in history.weeks
    ]
    assert found == [(1, 0, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1)]
    assert history.cases[0].urgency == "medium"
    assert [w.longest_wait_days for w in history.weeks] == [7, 14, 21]


def test_stages_follow_each_other_in_the_shares_stated() -> None:
    """Of some 1,000 cases that go through a stage, 70% go on to the next, and the worker stays the same."""
    stages = {
        "one": {"mean_days": 0.5, "next_percent": {"two": 70, "closed": 30}},
        "two": {"mean_days": 4000, "next_percent": {"closed": 100}},
    }
    flow = {
        "referrals_per_week": 125,
        "types_percent": {"one": 100},
        "urgency_percent": {"one": {"low": 100}},
        "siblings_percent": {"1": 100},
    }
    many = scenario(
        run={"weeks": 8, "allocate_every_days": 7}, intake=flow, stages=stages
    )

    found = replicate(plan(many, worker("W0", max_cases=5000)), 0, 1).cases

    old = [row for row in found if row.allocated is not None and row.allocated < 45]
    closed = sum(row.closed is not None for row in old) / len(old)
    assert closed == pytest.approx(0.3, abs=3 * (0.21 / len(old)) ** 0.5)
    assert {row.workers for row in old} == {1}


def test_what_its_worker_may_not_hold_goes_back_to_the_meeting() -> None:
    """A new worker may hold 'eight' only jointly, and here nobody works jointly: it moves to somebody else."""
    stages = {
        "three": {"mean_days": 0.5, "next_percent": {"eight": 100}},
        "eight": {"mean_days": 4000, "next_percent": {"closed": 100}},
    }
    calm = scenario(intake={"referrals_per_week": 0}, stages=stages)
    new = worker("W0", seniority="new", hours=37)
    other = worker("W1", seniority="ordinary", hours=37)
    held = case("H1", worker_id="W0", start_date=DAY)

    policy = small_policy().without("joint_work_supported")
    history = replicate(plan(calm, new, other, held, policy=policy), 0, 1)

    assert history.cases[0].workers == 2
    assert [week.moved for week in history.weeks] == [1, 0, 0, 0]


def test_a_policy_may_change_on_the_way() -> None:
    """From its week on the other solver decides: nobody is given anything before that."""
    calm = scenario(intake={"referrals_per_week": 0})
    made = plan(calm, worker("W0", max_cases=0), case("Q1", referral_date=DAY))
    free = small_policy().without("within_case_limit")
    course = made.courses[0]
    (first,) = course.practices
    later = replace(course, practices=(first, Practice(14, free, BASELINE)))

    history = replicate(replace(made, courses=(later,)), 0, 1)

    assert history.cases[0].allocated == 14


def test_weeks_between_meetings_are_told_as_they_stand() -> None:
    """With a meeting every ten days, what came on day 12 still waits at the end of the second week."""
    calm = scenario(
        run={"allocate_every_days": 10},
        intake={"referrals_per_week": 0},
        shock=[
            {
                "title": "Fire",
                "week": 2,
                "households": 2,
                "type": "three",
                "urgency": "high",
            }
        ],
    )

    history = replicate(plan(calm, *TEAM), 0, 1)

    came = sorted(row.arrived for row in history.cases if row.arrived is not None)
    waiting = sum(moment > 10 for moment in came)
    assert history.weeks[1].waiting_high == waiting
    assert history.weeks[2].waiting_high == 0


def test_a_stop_ends_a_run_without_rows() -> None:
    """Half a run is no answer."""
    stop = Stop()

    with pytest.raises(Stopped):
        replicate(
            plan(scenario(), *TEAM),
            0,
            1,
            stop,
            tell=lambda week: stop.request() if week == 2 else None,
        )


def test_rows_of_a_week_summarise_the_rows_of_its_workers() -> None:
    """Mean, spread, Jain's index and shares over a limit, by formulas of their own."""
    history = replicate(plan(scenario(intake={"referrals_per_week": 9}), *TEAM), 0, 2)

    for week in history.weeks:
        mine = [row for row in history.workers if row.week == week.week]
        percents = np.array([row.percent for row in mine if row.percent is not None])
        assert week.mean_percent == pytest.approx(percents.mean(), abs=0.01)
        assert week.sd_percent == pytest.approx(percents.std(), abs=0.01)
        assert week.p50_percent == pytest.approx(np.median(percents), abs=0.01)
        assert week.max_percent == percents.max()
        assert week.over_100 == (percents > 100).sum()
        assert week.over_110 == (percents > 110).sum()
        jain = percents.sum() ** 2 / (len(percents) * (percents**2).sum())
        assert week.jain == pytest.approx(jain, abs=1e-4)
        assert week.units == pytest.approx(sum(row.units for row in mine))
        assert sum(row.new_cases for row in mine) == week.allocated


def test_four_weeks_above_110_percent_are_counted_as_such() -> None:
    """One case of 12 points on 10 of capacity: flagged from the fourth week, and burning after the second."""
    heavy = {
        "kind": "lookup",
        "name": "Type",
        "by": ["type"],
        "units": {"three": 12},
    }
    calm = scenario(
        run={"weeks": 5},
        intake={"referrals_per_week": 0},
        stages={"three": {"mean_days": 30_000, "next_percent": {"closed": 100}}},
        burnout={"over_percent": 100, "weeks": 2},
    )
    held = case("H1", worker_id="W0", start_date=DAY)
    policy = small_policy(small_weighting(terms=[heavy]))

    weeks = replicate(plan(calm, *TEAM, held, policy=policy), 0, 1).weeks

    assert [week.over_110 for week in weeks] == [1] * 5
    assert [week.over_110_four_weeks for week in weeks] == [0, 0, 0, 1, 1]
    assert [week.flags for week in weeks] == [0, 1, 1, 1, 1]


def test_a_week_of_leave_is_not_told_as_overload() -> None:
    """The meeting allows for leave; what somebody holds beside what they can do at work does not move."""
    day = DAY + datetime.timedelta(days=21)
    away = Reduction(
        worker_id="W0",
        reason="Leave",
        percent=100,
        start=day,
        end=day + datetime.timedelta(days=4),
    )
    long = away.changed(
        worker_id="W1", start=DAY, end=DAY + datetime.timedelta(days=70)
    )
    calm = scenario(
        intake={"referrals_per_week": 0},
        stages={"three": {"mean_days": 30_000, "next_percent": {"closed": 100}}},
    )
    held = [case(f"H{n}", worker_id=f"W{n}", start_date=DAY) for n in (0, 1)]

    history = replicate(plan(calm, *TEAM, *held, reductions=(away, long)), 0, 1)

    mine = [row.percent for row in history.workers if row.worker_id == "W0"]
    gone = [row.percent for row in history.workers if row.worker_id == "W1"]
    assert mine == [30, 30, 30, 30]
    assert gone == [None] * 4


def test_who_is_ill_for_long_is_away_and_then_back() -> None:
    """On the last day of five weeks' illness a day of the horizon is left, which is no capacity to be measured by."""
    # The week's last day is the illness's last but one.
    ill = Reduction(
        worker_id="W0",
        reason="Sickness",
        percent=100,
        start=DAY - datetime.timedelta(days=14),
        end=DAY + datetime.timedelta(days=15),
    )
    calm = scenario(
        intake={"referrals_per_week": 0},
        stages={"three": {"mean_days": 30_000, "next_percent": {"closed": 100}}},
    )
    held = case("H0", worker_id="W0", start_date=DAY)

    history = replicate(plan(calm, *TEAM, held, reductions=(ill,)), 0, 1)

    mine = [row.percent for row in history.workers if row.worker_id == "W0"]
    assert mine == [None, None, 30, 30]
