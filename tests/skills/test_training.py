import datetime
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.development import Course
from allocator.domain.skills_unlocks import Blocking
from allocator.domain.worker import Reduction
from allocator.skills.away import Weeks, mondays
from allocator.skills.choosing import Budget, choose, tenths
from allocator.skills.picture import Picture
from allocator.skills.training import plan_training
from allocator.skills.unlocks import find_unlocks
from allocator.skills.worth import Chance, Worth
from allocator.solvers.answer import Limits
from tests.builders import case, worker
from tests.skills.small import framework, picture

MONDAY = datetime.date(2026, 10, 5)


def course(course_id: str = "K1", competency: str = "law", **facts: Any) -> Course:
    """A day's course that takes anybody to law 2 for 100 pounds."""
    given = {"to_level": 2, "days": 1, "cost": 100, **facts}
    return Course(course_id=course_id, competency=competency, **given)


def test_needs_of_few_people_are_not_counted() -> None:
    """Two of Oak are below; the gaps page does not say so, and neither do the needs. What they could do stands."""
    people = {"Oak": 2, "Elm": 3, "Ash": 4}
    seen = picture(
        *(
            worker(f"{team}{n}", team=team, skills={"law": 1})
            for team, several in people.items()
            for n in range(several)
        )
    )

    found = plan_training(seen, [course()], Budget()).account.needs

    counted = {need.team: (need.people, need.levels) for need in found}
    assert counted == {"Oak": (None, None), "Elm": (None, None), "Ash": (4, 4)}


def best_of_all(
    worth: Worth, chances: list[Chance], budget: Budget, weeks: Weeks
) -> tuple[int, int, int]:
    """Points, less money and less days of the best choice, by trying every one."""
    found = []
    for number in range(len(chances) + 1):
        for taken in combinations(range(len(chances)), number):
            mine = [chances[index] for index in taken]
            if _allowed(worth, chances, taken, budget, weeks):
                found.append((worth.together(mine), -_money(mine), -_days(mine)))
    return max(found)


def _money(taken: list[Chance]) -> int:
    courses = {one.course.course_id: one.course for one in taken}
    together = sum(one.cost for one in courses.values() if one.kind == "course")
    alone = sum(one.course.cost for one in taken if one.course.kind == "individual")
    return together + alone


def _days(taken: list[Chance]) -> int:
    return sum(tenths(one.course) for one in taken)


def _allowed(
    worth: Worth,
    chances: list[Chance],
    taken: tuple[int, ...],
    budget: Budget,
    weeks: Weeks,
) -> bool:
    mine = [chances[index] for index in taken]
    gaps = [(one.worker.worker_id, one.course.competency) for one in mine]
    people = {one.worker.worker_id for one in mine}
    development = worth.picture.framework.development
    return (
        len(set(gaps)) == len(gaps)
        and (budget.money is None or _money(mine) <= budget.money)
        and (budget.days is None or _days(mine) <= budget.days * 10)
        and all(
            sum(one.course is each.course for one in mine) <= (each.course.places or 99)
            for each in mine
            if each.course.kind == "course"
        )
        and all(
            sum(one.worker.worker_id == who for one in mine) <= development.goals_each
            and _days([one for one in mine if one.worker.worker_id == who])
            <= 10 * development.training.days_each
            for who in people
        )
        and all(len(set(some) & set(taken)) <= most for some, most in weeks.limits(chances))
    )  # fmt: skip


def chosen(
    seen: Picture, courses: list[Course], budget: Budget
) -> tuple[int, int, int]:
    """What the program chooses, measured by nothing of the program."""
    worth, weeks = Worth(seen, find_unlocks(seen).skills), Weeks(seen)
    chances = worth.chances(courses)
    found = choose(worth, chances, budget, weeks, Limits())
    taken = list(found.taken)
    assert found.points == found.bound == worth.together(taken)
    places = tuple(chances.index(one) for one in taken)
    assert _allowed(worth, list(chances), places, budget, weeks)
    best = best_of_all(worth, list(chances), budget, weeks)
    answer = found.points, -_money(taken), -_days(taken)
    assert answer == best
    return answer


LEVEL = st.integers(0, 3)
COURSES = st.lists(
    st.builds(
        course,
        course_id=st.uuids().map(str),
        competency=st.sampled_from(["law", "play"]),
        kind=st.sampled_from(["course", "individual"]),
        to_level=st.integers(1, 3),
        days=st.sampled_from([0.5, 1, 2, 4]),
        cost=st.sampled_from([0, 100, 250]),
        start=st.sampled_from([None, MONDAY, MONDAY + datetime.timedelta(weeks=1)]),
    ),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(LEVEL, LEVEL), min_size=1, max_size=3),
    COURSES,
    st.sampled_from([None, 0, 100, 300]),
    st.sampled_from([None, 0.5, 2, 3.5]),
    st.booleans(),
)
def test_no_choice_within_the_budget_is_worth_more(
    levels: list[tuple[int, int]],
    courses: list[Course],
    money: int | None,
    days: float | None,
    waits: bool,
) -> None:
    """Every choice there is has been tried: the program's is worth most, and of those the cheapest and shortest."""
    people = [
        worker(f"W{n}", team="Oak", skills={"law": law, "play": play, "care": 1})
        for n, (law, play) in enumerate(levels)
    ]
    cases = [case("C1", worker_id="W0"), case("C2", "one", skills_required={"play": 2})]
    if waits:
        cases.append(case("C3", skills_required={"law": 3}))

    chosen(picture(*people, *cases), courses, Budget(money, days))


def test_places_on_a_course_are_kept() -> None:
    """Three people need law and the course has two places; one learns alone, which costs as much as the course."""
    people = [worker(f"W{n}", skills={"law": 1, "play": 1}) for n in (1, 2, 3)]
    courses = [course(places=2), course("K2", kind="individual", cost=100)]

    points, money, days = chosen(picture(*people), courses, Budget())

    assert (points, -money, -days) == (3, 200, 30)


def test_a_course_is_chosen_where_many_lack_the_same_and_one_alone_where_few_do() -> (
    None
):
    """A course for all costs 300, learning alone 200 each: for two people the course, for one the other."""
    courses = [course(cost=300), course("K2", kind="individual", cost=200)]

    both = chosen(
        picture(*(worker(f"W{n}", skills={"law": 1}) for n in (1, 2))),
        courses,
        Budget(),
    )
    one = chosen(picture(worker("W1", skills={"law": 1})), courses, Budget())

    assert (-both[1], -one[1]) == (300, 200)


def test_nobody_counts_twice_towards_cover() -> None:
    """The work looks for law 2, nobody has it and two should: the first is worth 40, the second 20, a third nothing."""
    people = [worker(f"W{n}", skills={"law": 1, "play": 1}) for n in range(4)]
    seen = picture(*people, case("C1", "three", worker_id="W0"))
    worth = Worth(seen, ())
    chances = worth.chances([course()])

    # All of the work looks for law, so each level is worth 1 + 100.
    assert [worth.together(chances[:n]) for n in range(5)] == [0, 141, 262, 363, 464]


def test_unlocked_cases_count_no_further_than_everybody_would_place() -> None:
    """Either of two people would place the one case that requires law 3; both together place no more."""
    seen = picture(
        worker("W1", skills={"law": 2, "play": 1}),
        worker("W2", skills={"law": 2, "play": 1}),
        case("C1", skills_required={"law": 3}),
    )
    skills: tuple[Blocking, ...] = find_unlocks(seen).skills
    worth = Worth(seen, skills)
    chances = worth.chances([course(to_level=3)])
    cover = 40, 20

    assert [one.unlocks for one in chances] == [3, 3]
    assert worth.together(chances[:1]) == cover[0] + 30
    assert worth.together(chances) == sum(cover) + 30


def test_too_few_people_are_left_in_no_week() -> None:
    """Half of a team of four may be away in one week; a course without a day is arranged so that nobody is missed."""
    people = [
        worker(f"W{n}", team="Oak", skills={"law": 1, "play": 1}) for n in range(4)
    ]

    together = chosen(picture(*people), [course(start=MONDAY)], Budget())
    apart = chosen(picture(*people), [course(start=None)], Budget())

    assert (together[0], apart[0]) == (2, 4)


def test_those_who_alone_have_a_skill_are_not_away_together() -> None:
    """W1 and W2 are the two of four who have law 2, and both need play: only one may go in the same week."""
    people = [
        worker("W1", skills={"law": 2}),
        worker("W2", skills={"law": 2}),
        worker("W3", skills={"law": 1, "play": 1}),
        worker("W4", skills={"law": 1, "play": 1}),
    ]
    seen = picture(*people, case("C1", worker_id="W1"))

    points, _, _ = chosen(
        seen, [course(competency="play", to_level=1, start=MONDAY)], Budget()
    )

    assert points == 1


def test_who_is_on_leave_is_not_sent_on_a_course() -> None:
    """W1 is away on the first day."""
    leave = Reduction(worker_id="W1", percent=100, start=MONDAY, end=MONDAY)
    seen = picture(worker("W1", skills={"law": 1}), reductions=(leave,))

    planned = plan_training(seen, [course(start=MONDAY)], Budget())

    assert planned.account.seats == ()


@pytest.mark.parametrize(
    ("start", "days", "weeks"),
    [(MONDAY, 5, 1), (MONDAY, 6, 2), (MONDAY + datetime.timedelta(4), 2, 2), (MONDAY, 0.5, 1)],
)  # fmt: skip
def test_a_course_takes_every_week_it_runs_into(
    start: datetime.date, days: float, weeks: int
) -> None:
    """A course of two days from a Friday takes two weeks."""
    found = mondays(course(start=start, days=days))

    assert found == tuple(MONDAY + datetime.timedelta(weeks=n) for n in range(weeks))


def test_the_plan_says_what_it_would_place() -> None:
    """One case waits for law 3; after the course it is placed."""
    seen = picture(
        worker("W1", skills={"law": 2}), case("C1", skills_required={"law": 3})
    )

    account = plan_training(seen, [course(to_level=3)], Budget()).account

    assert (account.now.placed, account.then.placed) == (0, 1)
    assert account.status == "optimal"
    [run] = account.runs
    assert (run.worker_ids, run.cost, run.days, run.points) == (
        ("W1",),
        100,
        1,
        account.points,
    )


def test_needs_without_a_course_are_told_last() -> None:
    """Play has no course, so it has no points for a day, and is a need all the same."""
    seen = picture(worker("W1", skills={"law": 1}))

    needs = plan_training(seen, [course()], Budget()).account.needs

    assert [(one.competency, one.points_per_day) for one in needs] == [
        ("law", 1.0),
        ("play", None),
    ]


def test_no_course_is_needed_for_an_answer() -> None:
    """Nothing to choose from is an empty plan."""
    seen = picture(worker("W1", skills={"law": 1}), frame=framework())

    account = plan_training(seen, [], Budget(0, 0)).account

    assert (account.points, account.runs, account.status) == (0, (), "optimal")


def test_the_same_question_has_the_same_plan() -> None:
    """Byte for byte, where many choices are equally good."""
    people = [
        worker(f"W{n}", team="Oak", skills={"law": 1, "play": 0}) for n in range(6)
    ]
    courses = [
        course("K1", places=2),
        course("K2", "play", to_level=1, kind="individual"),
    ]

    first, second = (
        plan_training(picture(*people), courses, Budget(300, 4)).account
        for _ in range(2)
    )

    assert first.model_dump_json() == second.model_dump_json()
