import datetime
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.domain.development import Course, Goal
from allocator.skills.choosing import Budget
from allocator.skills.goals import goals_of
from allocator.skills.mentors import mentors
from allocator.skills.picture import Picture
from allocator.skills.training import plan_training
from tests.builders import DAY, case, worker
from tests.skills.small import picture

START = datetime.date(2026, 11, 2)


def test_what_is_planned_becomes_a_goal_with_its_last_day() -> None:
    """A course of two days from a Monday ends on the Tuesday."""
    course = Course(course_id="K1", competency="law", to_level=2, days=2, start=START)
    planned = plan_training(
        picture(worker("W1", skills={"law": 1, "play": 1})), [course], Budget()
    )

    [goal] = goals_of(planned)

    assert (goal.how, goal.course_id, goal.from_level, goal.to_level) == (
        "course",
        "K1",
        1,
        2,
    )
    assert goal.by == datetime.date(2026, 11, 3)


def test_gaps_without_a_course_are_practised_a_level_at_a_time() -> None:
    """Two levels below in law: the plan aims for one of them within its twelve months."""
    planned = plan_training(
        picture(worker("W1", skills={"care": 1, "play": 1})), [], Budget()
    )

    [goal] = goals_of(planned)

    assert (goal.competency, goal.how, goal.to_level) == ("law", "joint_work", 1)
    assert goal.by == DAY.replace(year=DAY.year + 1)


def test_nobody_has_more_goals_than_the_framework_says() -> None:
    """Of three gaps, the two worth most: one is in what the work looks for, the others are told in order."""
    seen = picture(
        worker("W1", skills={"play": 0, "law": 1, "talking": 0}),
        case("C1", worker_id="W1"),
    )

    goals = goals_of(plan_training(seen, [], Budget()))

    assert [goal.competency for goal in goals] == ["law", "talking"]


def test_a_mentor_is_experienced_and_above() -> None:
    """At least level 3 and a level above; W2 is at 2."""
    seen = picture(
        worker("W1", skills={"law": 1}),
        worker("W2", skills={"law": 2}),
        worker("W3", skills={"law": 3}),
    )
    goal = Goal(worker_id="W1", competency="law", from_level=1, to_level=2)

    assert mentors(seen, [goal]) == ("W3",)
    assert mentors(seen, [goal.changed(from_level=3, to_level=4)]) == ("",)


def test_a_mentor_of_the_own_team_comes_first() -> None:
    """W3 knows more but works elsewhere."""
    seen = picture(
        worker("W1", team="Oak", skills={"law": 1}),
        worker("W2", team="Oak", skills={"law": 3}),
        worker("W3", team="Elm", skills={"law": 4}),
    )
    goal = Goal(worker_id="W1", competency="law", from_level=1, to_level=2)

    assert mentors(seen, [goal]) == ("W2",)


def test_nobody_mentors_more_people_than_they_have_time_for() -> None:
    """One person at once; the same person may have help with two goals."""
    seen = picture(
        worker("W1", skills={"law": 1, "care": 1}),
        worker("W2", skills={"law": 1}),
        worker("W3", skills={"law": 3, "care": 3}),
    )
    one = [
        Goal(worker_id="W1", competency=name, from_level=1, to_level=2)
        for name in ("law", "care")
    ]
    other = Goal(worker_id="W2", competency="law", from_level=1, to_level=2)

    assert mentors(seen, [*one, other]) == ("W3", "W3", "")


LEVELS = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["Oak", "Elm"])),
    min_size=2,
    max_size=4,
)


@settings(max_examples=30, deadline=None)
@given(
    LEVELS,
    st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=3, unique=True),
)
def test_as_many_goals_have_a_mentor_as_can(
    levels: list[tuple[int, int, str]], asked: list[tuple[int, bool]]
) -> None:
    """Every way to give mentors has been tried."""
    people = [
        worker(f"W{n}", team=team, skills={"law": law, "care": care})
        for n, (law, care, team) in enumerate(levels)
    ]
    seen = picture(*people)
    goals = [
        Goal(
            worker_id=f"W{n}",
            competency="law" if is_law else "care",
            from_level=0,
            to_level=4,
        )
        for n, is_law in asked
    ]

    found = mentors(seen, goals)

    most = max(
        sum(map(bool, some))
        for some in product(["", *(one.worker_id for one in people)], repeat=len(goals))
        if _allowed(seen, goals, some)
    )
    assert _allowed(seen, goals, found)
    assert sum(map(bool, found)) == most


def _allowed(seen: Picture, goals: list[Goal], given: tuple[str, ...]) -> bool:
    pairs = {
        (goal.worker_id, mentor)
        for goal, mentor in zip(goals, given, strict=True)
        if mentor
    }
    mentored = [mentor for _, mentor in pairs]
    return len(set(mentored)) == len(mentored) and all(
        not mentor
        or (
            mentor != goal.worker_id
            and seen.held(seen.team.worker[mentor], goal.competency) >= max(3, goal.from_level + 1)
        )
        for goal, mentor in zip(goals, given, strict=True)
    )  # fmt: skip
