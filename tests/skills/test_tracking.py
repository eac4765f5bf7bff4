import datetime

from allocator.domain.development import Goal, Qualification, Remark
from allocator.domain.worker import Rating
from allocator.skills.due import falls_due
from allocator.skills.picture import Picture
from allocator.skills.reviewing import missing_items, review
from allocator.skills.tracking import progress
from tests.builders import DAY, case, worker
from tests.skills.small import described, framework, picture

SOME_DAY = datetime.date(2026, 1, 5)


def rated(day: datetime.date | None = DAY, team: str = "Oak", **levels: int) -> Picture:
    """People named by number, each with one agreed level of law, all of one team."""
    people = [worker(name, team=team) for name in levels]
    ratings = tuple(
        Rating(worker_id=name, skill="law", level=level, date=day)
        for name, level in levels.items()
    )
    return picture(*people, ratings=ratings)


def test_levels_are_compared_person_by_person() -> None:
    """One rose, one fell, one stayed, one is new, one was not rated again."""
    before = rated(W1=1, W2=2, W3=2, W5=1)
    now = rated(W1=2, W2=1, W3=2, W4=3)
    now = now.with_team(now.team.changed(workers=(*now.team.workers, worker("W5"))))

    found = {one.worker_id: one.became for one in progress(before, now, [], {}).moved}

    assert found == {
        "W1": "higher",
        "W2": "lower",
        "W3": "same",
        "W4": "new",
        "W5": "not_rated",
    }


def test_gaps_and_goals_are_counted() -> None:
    """Law 2 is asked: two of three were below, one is now; of three goals two are reached."""
    before, now = rated(W1=1, W2=1, W3=2), rated(W1=2, W2=1, W3=2)
    names = ("W1", "W2", "W3")
    goals = [Goal(worker_id=one, competency="law", to_level=2) for one in names]

    [service] = progress(before, now, goals, {}).teams

    assert (service.gaps_before, service.gaps_now) == (2, 1)
    assert (service.goals, service.goals_reached) == (3, 2)
    assert (service.higher, service.lower) == (1, 0)


def of_teams(**people: int) -> Picture:
    """So many people of each team, each with law 1."""
    workers = [
        worker(f"{team}{n}", team=team) for team in people for n in range(people[team])
    ]
    ratings = tuple(
        Rating(worker_id=one.worker_id, skill="law", level=1, date=DAY)
        for one in workers
    )
    return picture(*workers, ratings=ratings)


def test_a_team_too_small_to_show_cannot_be_worked_out() -> None:
    """The service less Elm would be the two people of Oak, so Elm goes as well; Ash is large enough to stay."""
    seen = of_teams(Oak=2, Elm=3, Ash=4)

    service, oak, elm, ash = progress(seen, seen, [], {}).teams

    assert (oak.team, oak.people, oak.higher, oak.gaps_now) == ("Oak", 2, None, None)
    assert (elm.team, elm.gaps_now) == ("Elm", None)
    assert (ash.gaps_now, service.gaps_now) == (4, 9)


def test_two_people_of_a_service_of_two_are_not_shown() -> None:
    """A whole service can be a small group."""
    seen = of_teams(Oak=2)

    [service] = progress(seen, seen, [], {}).teams

    assert (service.higher, service.gaps_now) == (None, None)
    assert (service.goals, service.goals_reached) == (0, 0)


def test_goals_of_few_people_are_not_shown() -> None:
    """One person of a team of four has a goal; whether it was reached is theirs to tell."""
    seen = of_teams(Oak=4, Elm=4)
    goals = [Goal(worker_id="Oak0", competency="law", to_level=2)]

    service, oak, elm = progress(seen, seen, goals, {}).teams

    assert (service.goals, oak.goals, oak.goals_reached) == (None, None, None)
    assert (oak.gaps_now, elm.gaps_now) == (4, 4)


def test_a_competency_of_few_people_cannot_be_worked_out_from_the_others() -> None:
    """Two people were rated in play; the service's totals less law would be theirs, so law is not shown either."""
    seen = rated(W1=1, W2=2, W3=3)
    ratings = [
        Rating(worker_id=one, skill="play", level=1, date=DAY) for one in ("W1", "W2")
    ]
    both = seen.with_team(seen.team.changed(ratings=(*seen.team.ratings, *ratings)))

    alone = progress(seen, seen, [], {}).competencies
    beside = progress(both, both, [], {}).competencies

    assert [(one.competency, one.people, one.mean_now) for one in alone] == [
        ("law", 3, 2.0)
    ]
    assert beside == ()


def test_an_old_rating_falls_due_after_its_months() -> None:
    """A rating of 5 January stands for twelve months in the tests' framework."""
    seen = rated(SOME_DAY, W1=1)

    [one] = falls_due(seen, DAY, 52)

    assert (one.date, one.about, one.what) == (
        datetime.date(2027, 1, 5),
        "rating",
        "Law",
    )
    assert falls_due(seen, DAY, 4) == ()


def test_what_is_overdue_is_told_whatever_the_weeks() -> None:
    """A year after it was agreed the rating is overdue, not forgotten."""
    [one] = falls_due(rated(SOME_DAY, W1=1), datetime.date(2027, 1, 6), 0)

    assert one.overdue


def test_what_falls_due_on_the_day_is_not_overdue_yet() -> None:
    """The last day still counts."""
    [one] = falls_due(rated(SOME_DAY, W1=1), datetime.date(2027, 1, 5), 0)

    assert not one.overdue


def test_goals_qualifications_and_remarks_fall_due() -> None:
    """A goal that is reached, a qualification without an end, a remark that agrees or was answered: none of these."""
    seen = rated(None, W1=2)
    soon = DAY + datetime.timedelta(weeks=1)
    found = falls_due(
        seen,
        DAY,
        4,
        goals=[
            Goal(worker_id="W1", competency="law", to_level=2, by=soon),
            Goal(worker_id="W1", competency="play", to_level=1, by=soon),
        ],
        qualifications=[
            Qualification(worker_id="W1", qualification="social_work", expires=soon),
            Qualification(worker_id="W1", qualification="driving"),
        ],
        remarks=[
            Remark(worker_id="W1", competency="law", says="too_low"),
            Remark(worker_id="W1", competency="play", says="agree"),
            Remark(worker_id="W1", competency="care", says="unclear", answered=DAY),
        ],
    )

    assert [(one.about, one.what) for one in found] == [
        ("remark", "Law"),
        ("goal", "Play to level 1"),
        ("qualification", "social work"),
    ]


def test_an_item_that_tells_nobody_apart_is_found() -> None:
    """All three have law 2, which is also all that is asked."""
    [law, *_] = review(rated(W1=2, W2=2, W3=2))

    assert law.alike_percent == 100
    assert len(law.findings) == 2
    assert "tells nobody apart" in law.findings[0]
    assert "below what is asked" in law.findings[1]


def test_an_item_on_which_people_differ_is_left_alone() -> None:
    """Levels differ and somebody is below."""
    [law, *_] = review(rated(W1=1, W2=2, W3=3))

    assert (law.rated, law.short, law.findings) == (3, 1, ())


def test_too_few_answers_say_nothing() -> None:
    """Two people alike are not three."""
    [law, *_] = review(rated(W1=2, W2=2))

    assert law.alike_percent is None
    assert law.findings == ("Too few people have been rated on it to say anything.",)


def test_what_nobody_asks_for_is_found() -> None:
    """No grade is asked for care and no case looks for it, until one does."""
    seen = rated(W1=1, W2=2, W3=3)
    asked = seen.with_team(
        seen.team.changed(cases=(case("C1", "one", skills_required={"care": 2}),))
    )

    nobody = {one.competency: one.findings for one in review(seen)}["care"]
    somebody = {one.competency: one.findings for one in review(asked)}["care"]

    assert "No grade, no role and no case asks for it. Why do we?" in nobody
    assert "Cases look for it, and no grade or role is asked for it." in somebody


def test_what_many_people_disagree_with_is_found() -> None:
    """Two of three find the question on law unclear."""
    remarks = [
        Remark(worker_id=one, competency="law", says="unclear") for one in ("W1", "W2")
    ]

    [law, *_] = review(rated(W1=1, W2=2, W3=3), remarks)

    assert law.remarks == 2
    assert law.findings == (
        "Many people disagree with their level or find it unclear. Ask them about the wording.",
    )


def test_a_skill_the_framework_forgot_is_found() -> None:
    """Cases may ask for care, and this framework asks nobody about it."""
    frame = framework(
        competencies={"law": described(ordinary=2), "play": described(ordinary=1)}
    )

    assert missing_items(picture(worker("W1"), frame=frame)) == ["Care"]
