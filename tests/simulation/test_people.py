"""People leave, join, fall ill, go on leave and move up as often as a scenario says."""

import datetime
from typing import Any

import pytest

from allocator.domain.history import History
from allocator.domain.worker import Worker
from allocator.simulation.newcomers import is_agency
from allocator.simulation.plan import Plan
from allocator.simulation.replication import _Replication, replicate
from allocator.simulation.world import World
from allocator.solvers.answer import Stop
from tests.builders import DAY, case, small_policy, worker
from tests.simulation.worlds import plan, scenario


def team(number: int = 4, **facts: Any) -> list[Worker]:
    """So many workers alike."""
    return [worker(f"W{n:03}", **facts) for n in range(number)]


def ran(*records: Any, weeks: int = 4, merger: Any = (), **workforce: Any) -> History:
    """Weeks in which nobody is referred."""
    calm = scenario(
        run={"weeks": weeks},
        intake={"referrals_per_week": 0},
        workforce=workforce,
        merger=merger,
    )
    return replicate(plan(calm, *records), 0, 1)


def world(*records: Any, weeks: int = 4, **workforce: Any) -> World:
    """How the same weeks leave the team."""
    calm = scenario(
        run={"weeks": weeks}, intake={"referrals_per_week": 0}, workforce=workforce
    )
    return ended(plan(calm, *records))


def ended(made: Plan) -> World:
    """How a plan's first replication leaves the world."""
    run = _Replication(made, made.courses[0], 1, Stop(), lambda week: None)
    run.history()
    return run._world


def ids(history: History, week: int) -> list[str]:
    """Who is there at the end of a week."""
    return [row.worker_id for row in history.workers if row.week == week]


def test_people_leave_at_the_stated_pace() -> None:
    """At 52% a year, of 400 people some 1% leave each week: after 20 weeks about 82% are left."""
    left = ids(
        ran(*team(400), weeks=20, turnover_percent_a_year=52.18, replaced_percent=0), 20
    )

    expected = 400 * 2.718281828 ** (-0.5218 * 140 / 365.25)
    assert len(left) == pytest.approx(expected, abs=3 * (400 * 0.82 * 0.18) ** 0.5)


def test_a_post_is_filled_again_by_somebody_like_the_one_who_left() -> None:
    """After two weeks: of the same grade, hours and team, with a name that tells whose post it was."""
    goes = [{"title": "Go", "week": 1, "worker_ids": ["W000"]}]
    first = worker("W000", hours=22, seniority="lead", team="Oak", skills={"court": 3})
    other = worker("W001", seniority="lead", team="Oak", skills={"court": 2})

    found = world(first, other, leaver=goes, hired_after_weeks=[2, 2])

    newcomer = found.workers["W000-2"]
    assert set(found.workers) == {"W000-2", "W001"}
    assert (newcomer.contracted_hours, newcomer.seniority) == (22, "lead")
    assert newcomer.team == "Oak"
    assert newcomer.skills in (first.skills, other.skills)


def test_a_post_stays_vacant_where_nobody_is_hired() -> None:
    """Neither those who leave for good nor those of a service that hires nobody are replaced."""
    goes = {"title": "Go", "week": 1, "worker_ids": ["W000"]}

    assert ids(ran(*team(2), leaver=[{**goes, "replaced": False}]), 4) == ["W001"]
    assert ids(ran(*team(2), leaver=[goes], replaced_percent=0), 4) == ["W001"]
    assert ids(ran(*team(2), leaver=[goes]), 4) == ["W001", "W000-2"]


def test_vacant_posts_are_being_filled() -> None:
    """A quarter of all posts vacant, beside six workers: two more come."""
    history = ran(*team(6), vacancy_percent=25, hired_after_weeks=[2, 2])

    assert [len(ids(history, week)) for week in (1, 2, 3, 4)] == [6, 8, 8, 8]


def test_leavers_are_those_who_match() -> None:
    """By grade, by team, from an agency, or by name; so many of them, or all."""
    lead, elm = worker("A", seniority="lead"), worker("B", team="Elm")
    temp = worker("C", role="Social worker (agency)")
    others = team(3)

    def left(**who: Any) -> set[str]:
        event = {"title": "Go", "week": 2, "replaced": False, **who}
        found = ids(ran(lead, elm, temp, *others, leaver=[event]), 4)
        return {"A", "B", "C", "W000", "W001", "W002"} - set(found)

    assert left(seniority="lead") == {"A"}
    assert left(team="Elm") == {"B"}
    assert left(agency=True) == {"C"}
    assert left(agency=False, seniority="lead") == {"A"}
    assert left(worker_ids=["W001", "A"]) == {"W001", "A"}
    assert len(left(number=2)) == 2
    assert len(left()) == 6


def test_agency_workers_stay_as_long_as_agencies_do() -> None:
    """With an average stay of a week, all of them are gone after twelve; their successors may come from elsewhere."""
    temps = team(20, role="Social worker (agency)")

    found = world(*temps, weeks=12, agency_stay_weeks=1, agency_percent=0)

    assert len(found.workers) == 20
    assert not any(is_agency(one) for one in found.workers.values())
    stay = world(*team(20), weeks=12, agency_stay_weeks=1)
    assert {one.worker_id for one in stay.workers.values()} == {
        one.worker_id for one in team(20)
    }


def test_those_on_notice_are_given_no_more_cases() -> None:
    """In their last weeks they keep what they hold; it waits for somebody else once they have gone."""
    queue = [case(f"Q{n}", "one") for n in range(3)]
    stages = {"one": {"mean_days": 30_000, "next_percent": {"closed": 100}}}
    calm = scenario(
        run={"weeks": 20},
        intake={
            "referrals_per_week": 0,
            "types_percent": {"one": 100},
            "urgency_percent": {"one": {"low": 100}},
        },
        stages=stages,
        workforce={
            "turnover_percent_a_year": 1000,
            "notice_weeks": 1000,
            "replaced_percent": 0,
        },
    )

    history = replicate(plan(calm, worker("W0"), *queue), 0, 1)

    assert all(row.allocated is None for row in history.cases)
    assert history.weeks[-1].workers == 0


def test_joiners_come_as_described_and_settle_in() -> None:
    """With their grade, hours and skills; half their time is off for two weeks, unless they know the place."""
    comes = {
        "title": "New",
        "week": 2,
        "number": 1,
        "seniority": "lead",
        "contracted_hours": 20,
        "skills": {"court": 4},
    }
    settling = [{"weeks": 2, "percent_off": 50}, {"weeks": 1, "percent_off": 25}]

    found = world(*team(2, team="Oak"), joiner=[comes], induction=settling)
    known = world(*team(2), joiner=[{**comes, "settled": True}], induction=settling)

    newcomer = found.workers["New 1"]
    assert (newcomer.contracted_hours, newcomer.skills) == (20, {"court": 4})
    assert (newcomer.seniority, newcomer.team) == ("lead", "Oak")
    week = datetime.timedelta(weeks=1)
    assert [(r.percent, r.start, r.end) for r in found.reductions] == [
        (50, DAY + week, DAY + 3 * week - datetime.timedelta(days=1)),
        (25, DAY + 3 * week, DAY + 4 * week - datetime.timedelta(days=1)),
    ]
    assert known.reductions == []


def test_a_newly_qualified_joiner_is_drawn_from_the_figures_where_nobody_is_like_them() -> (
    None
):
    """Qualified on the day they start, with the skills of their grade."""
    comes = {"title": "New", "week": 3, "number": 2, "seniority": "newly_qualified"}

    found = world(*team(2), joiner=[comes])

    for name in ("New 1", "New 2"):
        newcomer = found.workers[name]
        assert newcomer.qualified_date == DAY + datetime.timedelta(weeks=2)
        assert newcomer.skills
        assert max(newcomer.skills.values()) <= 2


def test_sickness_takes_as_many_days_as_stated() -> None:
    """12 spells a year of 1 to 9 days each: over 100 people and 40 weeks the days lost are within 5% of it."""
    found = world(
        *team(100),
        weeks=40,
        sickness={
            "spells_a_year": 12,
            "lengths": [{"to_days": 5, "percent": 50}, {"to_days": 9, "percent": 50}],
        },
    )

    lengths = [
        (r.end - r.start).days + 1
        for r in found.reductions
        if r.start is not None and r.end is not None
    ]
    assert sum(lengths) / len(lengths) == pytest.approx((3 + 7.5) / 2, rel=0.03)
    assert {*lengths} == {*range(1, 10)}
    # Nobody falls ill while they are: a spell comes once in 365.25 / 12 days at work and 5.25 days away.
    expected = 100 * 280 / (365.25 / 12 + 5.25)
    assert len(lengths) == pytest.approx(expected, rel=0.1)
    assert {r.percent for r in found.reductions} == {100}


def test_leave_is_taken_by_the_week_and_by_the_month() -> None:
    """30 days a year are six weeks; a month at nothing has none."""
    months = {str(month): 0 if month == 11 else 100 for month in range(1, 13)}
    found = world(
        *team(60), weeks=52, leave={"days_a_year": 30, "month_percent": months}
    )

    starts = [r.start for r in found.reductions if r.start is not None]
    assert {day.weekday() for day in starts} == {0}
    assert not any(day.month == 11 for day in starts)
    within = [day for day in starts if day < DAY + datetime.timedelta(days=364)]
    assert len(within) == pytest.approx(60 * 6, rel=0.12)


def test_people_move_up_a_grade_when_their_months_are_over() -> None:
    """24 months after qualifying; the limit that was set for the new one goes with the grade."""
    day = datetime.date(2024, 9, 25)
    new = worker("W0", seniority="new", qualified_date=day, max_cases=3)
    later = worker("W1", seniority="new", qualified_date=datetime.date(2026, 1, 1))
    step = {"grade": "new", "to": "ordinary", "after_months": 24}

    found = world(new, later, progression=[step]).workers

    assert (found["W0"].seniority, found["W0"].max_cases) == ("ordinary", None)
    assert found["W1"].seniority == "new"


def test_teams_merge() -> None:
    """From its week on a case of one team may go to a worker of the other."""
    oak = worker("W0", team="Oak", max_cases=0)
    elm = worker("W1", team="Elm")
    queue = case("Q1", team="Oak", referral_date=DAY)
    merger = {"title": "One", "week": 3, "teams": ["Oak", "Elm"], "into": "Tree"}
    calm = scenario(intake={"referrals_per_week": 0}, merger=[merger])

    history = replicate(plan(calm, oak, elm, queue, policy=small_policy()), 0, 1)

    assert history.cases[0].allocated == 14


def test_a_leaver_leaves_no_trace_in_other_peoples_cases() -> None:
    """Nobody shares, knows or fears somebody who has gone; what they held is known to their co-worker."""
    held = case("H1", worker_id="W000", co_worker_id="W001", start_date=DAY)
    shared = case("H2", worker_id="W001", co_worker_id="W000", start_date=DAY)
    queue = case("Q1", known_worker_ids=("W000",), barred_worker_ids=("W000",))
    goes = [{"title": "Go", "week": 1, "worker_ids": ["W000"], "replaced": False}]
    none = [worker("W000"), worker("W001", max_cases=0)]
    stages = {"three": {"mean_days": 30_000, "next_percent": {"closed": 100}}}
    calm = scenario(
        run={"weeks": 1},
        intake={"referrals_per_week": 0},
        workforce={"leaver": goes},
        stages=stages,
    )

    found = ended(plan(calm, *none, held, shared, queue))

    cases = {key: one.case for key, one in found.passages.items()}
    assert cases["H1"].is_waiting
    assert cases["H1"].known_worker_ids == ("W001",)
    assert cases["H2"].co_worker_id == ""
    assert cases["Q1"].known_worker_ids == cases["Q1"].barred_worker_ids == ()
