from allocator.domain.development import Course, Goal
from allocator.skills.practice import plans, practice
from tests.builders import case, worker
from tests.skills.small import picture

GOAL = Goal(worker_id="W1", competency="law", from_level=1, to_level=2, mentor_id="W2")


def test_a_waiting_case_within_a_stretch_gives_practice() -> None:
    """The policy stretches by one level: law 2 is within reach of somebody at 1, law 3 is not."""
    seen = picture(
        worker("W1", skills={"law": 1}),
        worker("W2", skills={"law": 4}),
        case("C1"),
        case("C2", skills_required={"law": 3}),
        case("C3", "one"),
    )

    [one] = practice(seen, GOAL)

    assert (one.case_id, one.level, one.with_mentor) == ("C1", 2, False)


def test_the_mentors_own_cases_give_practice_at_any_level() -> None:
    """Beside the mentor the level does not matter, but the case must look for the skill."""
    seen = picture(
        worker("W1", skills={"law": 1}),
        worker("W2", skills={"law": 4}),
        case("C1", worker_id="W2", skills_required={"law": 4}),
        case("C2", "one", worker_id="W2"),
    )

    [one] = practice(seen, GOAL)

    assert (one.case_id, one.with_mentor) == ("C1", True)


def test_nobody_is_sent_to_a_case_they_may_not_have() -> None:
    """Restricted cases, conflicts of interest and other teams' cases are left out, and so is what is shared already."""
    seen = picture(
        worker("W1", team="Oak", skills={"law": 1}),
        worker("W2", team="Oak", skills={"law": 4}),
        worker("W3", team="Oak"),
        case("C1", restricted=True),
        case("C2", barred_worker_ids=("W1",)),
        case("C3", team="Elm"),
        case("C4", worker_id="W2", co_worker_id="W3"),
    )

    assert practice(seen, GOAL) == ()


def test_a_plan_gathers_the_goals_of_one_person() -> None:
    """With the framework's words for the level aimed for, and the course that it names."""
    seen = picture(worker("W1", team="Oak", skills={"law": 1}), worker("W2"))
    course = Course(course_id="K1", competency="law", to_level=2, days=1)
    goals = [GOAL.changed(mentor_id="", how="course", course_id="K1")]

    [plan] = plans(seen, goals, [course])

    assert (plan.worker_id, plan.team) == ("W1", "Oak")
    [one] = plan.goals
    assert (one.level_means, one.course) == ("Alone.", course)
