import datetime

from allocator.domain.development import AgreedGrade, Goal
from allocator.domain.skills_audit import Levelled
from allocator.domain.team import Team
from allocator.domain.worker import Rating
from allocator.pipeline import allocate
from allocator.pipeline.questions import explain
from allocator.skills.joining import joined
from allocator.tables.contents import Batch
from tests.builders import DAY, case, worker
from tests.skills.small import competency, framework, policy

LEVEL = Levelled(worker_id="W1", competency="law", agreed_level=3, date=DAY)


def test_agreed_levels_take_the_place_of_older_ratings() -> None:
    """Whatever was agreed before of the same skill is gone; what the audit says nothing of stays."""
    old = Rating(worker_id="W1", skill="law", level=1, source="agreed", date=None)
    other = Rating(worker_id="W1", skill="care", level=2, source="self", date=None)
    team = Team(workers=(worker("W1"),), ratings=(old, other))

    after = joined(Batch(team), framework(), [LEVEL])

    assert after.ratings == (
        other,
        Rating(worker_id="W1", skill="law", level=3, source="agreed", date=DAY),
    )


def test_answers_that_are_not_agreed_are_both_kept() -> None:
    """The competency file says whose counts until people have talked."""
    apart = LEVEL.changed(agreed_level=None, self_level=4, supervisor_level=1)

    after = joined(Batch(Team(workers=(worker("W1"),))), framework(), [apart])

    assert [(one.source, one.level) for one in after.ratings] == [
        ("self", 4),
        ("supervisor", 1),
    ]


def test_what_no_case_asks_for_does_not_reach_allocation() -> None:
    """Talking is a competency of the audit and no skill of a case."""
    after = joined(
        Batch(Team(workers=(worker("W1"),))),
        framework(),
        [LEVEL.changed(competency="talking")],
        [Goal(worker_id="W1", competency="talking", to_level=2)],
    )

    assert after.ratings == ()
    assert after.workers[0].developing == frozenset()


def test_goals_say_what_people_practise_and_old_ones_end() -> None:
    """A plan that has ended goes on stretching nobody; without any goals nothing changes."""
    team = Team(
        workers=(worker("W1", developing={"care"}), worker("W2", developing={"care"}))
    )

    after = joined(
        Batch(team),
        framework(),
        goals=[Goal(worker_id="W1", competency="law", to_level=2)],
    )

    assert [one.developing for one in after.workers] == [
        frozenset({"law"}),
        frozenset(),
    ]
    assert joined(Batch(team), framework()).workers == team.workers


def test_agreed_grades_are_taken_over_with_their_day() -> None:
    """Only of those for whom one was agreed."""
    team = Team(workers=(worker("W1", seniority="new"), worker("W2", seniority="new")))

    after = joined(
        Batch(team),
        framework(),
        grades=[AgreedGrade(worker_id="W1", seniority="lead", date=DAY)],
    )

    assert [(one.seniority, one.seniority_date) for one in after.workers] == [
        ("lead", DAY),
        ("new", None),
    ]


def test_an_allocation_goes_by_agreed_levels_and_says_so() -> None:
    """W1 thought they had law 1 and 3 was agreed, so the case that requires it is theirs, on whose word being told."""
    team = Team(
        workers=(worker("W1", skills={"law": 1}), worker("W2", skills={"law": 2})),
        cases=(case("C1", skills_required={"law": 3}),),
    )
    under = policy()
    before = allocate(Batch(team), under, as_of=DAY).account

    after = Batch(joined(Batch(team), framework(), [LEVEL]))
    found = allocate(after, under, as_of=DAY).account

    assert before.assignments == ()
    [one] = found.assignments
    assert one.worker_id == "W1"
    assert "Has the skills looked for: law 3 (agreed 14 September 2026)." in one.reasons


def test_an_explanation_says_on_whose_word_somebody_is_ruled_out() -> None:
    """W1 is at law 1 by an agreement, and the reason says since when."""
    short = LEVEL.changed(agreed_level=1, date=datetime.date(2026, 9, 1))
    team = Team(
        workers=(worker("W1"), worker("W2", skills={"law": 3})),
        cases=(case("C1", skills_required={"law": 3}),),
    )
    batch = Batch(joined(Batch(team), framework(), [short]))

    told = explain(batch, policy(), "C1", "W1", as_of=DAY).why_not

    assert told is not None
    assert [one.reason for one in told.refusals] == [
        "Skills fall short: law 1 (agreed 1 September 2026), asked 3."
    ]


def test_a_grade_that_was_agreed_is_told_with_its_day() -> None:
    """New workers hold eights only jointly; who became one and when is part of the reason."""
    team = Team(
        workers=(worker("W1", skills={"law": 3}), worker("W2", skills={"law": 3})),
        cases=(case("C1", "eight", known_worker_ids=("W1",)),),
    )
    grades = [AgreedGrade(worker_id="W1", seniority="new", date=DAY)]
    batch = Batch(joined(Batch(team), framework(), grades=grades))

    [one] = allocate(batch, policy(), as_of=DAY).account.assignments

    assert (one.worker_id, one.co_worker_id) == ("W1", "W2")
    assert (
        "Held jointly with W2: a new worker (agreed 14 September 2026) holds this work only jointly."
        in one.reasons
    )


def test_a_goal_lets_somebody_stretch_beside_a_skilled_co_worker() -> None:
    """W1 is a level short of law 3: ruled out without a plan, and with one given the case beside W2, who has it."""
    team = Team(
        workers=(
            worker("W1", skills={"law": 2}),
            worker("W2", skills={"law": 3}, hours=10, max_cases=0),
        ),
        cases=(case("C1", skills_required={"law": 3}),),
    )
    under = policy(stretch_levels=1)
    goal = Goal(worker_id="W1", competency="law", from_level=2, to_level=3)

    before = allocate(Batch(team), under, as_of=DAY).account
    batch = Batch(joined(Batch(team), framework(competency()), goals=[goal]))
    after = allocate(batch, under, as_of=DAY).account

    assert before.assignments == ()
    [one] = after.assignments
    assert (one.worker_id, one.co_worker_id) == ("W1", "W2")
    assert any(
        "stretches a skill on their development plan" in said for said in one.reasons
    )
