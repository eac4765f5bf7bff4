from allocator.skills.supposing import trained
from allocator.skills.unlocks import find_unlocks, required_levels
from tests.builders import case, worker
from tests.skills.small import picture


def test_a_skill_that_nobody_has_keeps_a_case_from_being_placed() -> None:
    """Only C1 requires law 3, which W1 lacks by a level; C2 asks for nothing."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        case("C1", skills_required={"law": 3}),
        case("C2", "one"),
    )

    found = find_unlocks(seen)

    assert (found.now.placed, found.now.unplaced) == (1, 1)
    [law] = found.skills
    assert (law.competency, law.level, law.blocked, law.cases) == ("law", 3, 1, ("C1",))
    [one] = law.workers
    assert (one.worker_id, one.from_level, one.to_level, one.more_placed) == (
        "W1",
        2,
        3,
        1,
    )
    assert found.other_reasons == 0


def test_what_room_keeps_waiting_no_skill_unlocks() -> None:
    """W1 has room for 11 points, and both cases ask for 16: proposing again shows it, counting would not."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        case("C1", "eight"),
        case("C2", "eight", skills_required={"law": 3}),
    )

    found = find_unlocks(seen)

    assert found.skills == ()
    assert (found.now.unplaced, found.other_reasons) == (1, 1)


def test_one_trained_worker_unlocks_only_what_they_have_room_for() -> None:
    """Three cases of 5 points require law 3; everybody together has room for three, one person for two."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        worker("W2", skills={"law": 2}),
        *(case(f"C{n}", "five", skills_required={"law": 3}) for n in (1, 2, 3)),
    )

    [law] = find_unlocks(seen).skills

    assert law.blocked == 3
    assert [(one.worker_id, one.more_placed) for one in law.workers] == [
        ("W1", 2),
        ("W2", 2),
    ]


def test_training_somebody_may_free_somebody_else() -> None:
    """Only W2 may hold C1 and only W2 may hold C2, which is too much; W1 trained for C1 leaves room for C2."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        worker("W2", skills={"law": 3, "care": 3}),
        case("C1", "eight", skills_required={"law": 3}),
        case("C2", "eight", skills_required={"care": 3}),
    )

    found = find_unlocks(seen)

    by_skill = {one.competency: one for one in found.skills}
    assert {one.worker_id for one in by_skill["law"].workers} == {"W1"}
    assert {one.worker_id for one in by_skill["care"].workers} == {"W1"}


def test_urgent_cases_count_as_the_priorities_weigh_them() -> None:
    """An urgent case weighs 27."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        case("C1", skills_required={"law": 3}, urgency="urgent"),
    )

    [law] = find_unlocks(seen).skills

    assert (law.weight, law.workers[0].weight) == (27, 27)


def test_nobody_who_carries_no_cases_is_trained() -> None:
    """A manager with the skill would place nothing."""
    seen = picture(
        worker("W1", skills={"law": 2}),
        worker("M1", skills={"law": 2}, carries_cases=False),
        case("C1", skills_required={"law": 3}),
    )

    [law] = find_unlocks(seen).skills

    assert [one.worker_id for one in law.workers] == ["W1"]


def test_being_trained_changes_one_skill_alone() -> None:
    """What was assumed of somebody without any record stays assumed beside what they learn."""
    seen = picture(worker("W1"), case("C1", skills_required={"law": 3}))
    held = seen.workload.standing.level(seen.team.workers[0]).assumed_skill

    after = trained(seen.workload, {"W1": {"law": 3}})

    [one] = after.team.workers
    assert after.standing.skill(one, "law") == 3
    assert after.standing.skill(one, "care") == held


def test_the_highest_level_any_waiting_case_requires_is_asked_about() -> None:
    """Held cases are held already, and what a case only looks for keeps nobody from it."""
    seen = picture(
        worker("W1", skills={"law": 4}),
        case("C1", skills_required={"law": 3}),
        case("C2", skills_required={"law": 2}),
        case("C3", worker_id="W1", skills_required={"care": 4}),
    )

    assert required_levels(seen) == {"law": 3}


def test_the_same_question_has_the_same_answer() -> None:
    """Byte for byte."""
    seen = picture(
        worker("W1", skills={"law": 2}), case("C1", skills_required={"law": 3})
    )

    first, second = find_unlocks(seen), find_unlocks(seen)

    assert first.model_dump_json() == second.model_dump_json()


def test_skills_that_are_only_missed_together_show_in_the_last_line() -> None:
    """C1 requires law 3 and care 3 and nobody has either: neither alone places it, both do."""
    seen = picture(
        worker("W1", skills={"law": 2, "care": 2}),
        case("C1", skills_required={"law": 3, "care": 3}),
    )

    found = find_unlocks(seen)

    assert found.skills == ()
    assert (found.now.placed, found.all_skills.placed) == (0, 1)
