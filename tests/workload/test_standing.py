import datetime
from typing import Any

import pytest

from allocator.domain.worker import Rating
from allocator.policy.competency import Level
from allocator.workload.standing import Skill, Standing
from tests.builders import DAY, case, small_competency, team, worker

GRADES = {
    "new": Level(title="New worker", assumed_skill=1),
    "ordinary": Level(title="Social Worker", assumed_skill=2),
}
OLD, NEW = DAY - datetime.timedelta(days=400), DAY - datetime.timedelta(days=4)


def rated(
    level: int,
    source: str = "agreed",
    date: datetime.date | None = None,
    skill: str = "court",
) -> Rating:
    """What someone says of W1."""
    return Rating.model_validate(
        {
            "worker_id": "W1",
            "skill": skill,
            "level": level,
            "source": source,
            "date": date,
        }
    )


def standing(*ratings: Rating, **competency: Any) -> Standing:
    """How workers stand in a team where W1 has been rated, and a case asks for a skill."""
    asking = case(skills_required={"court": 1})
    return Standing(
        team(worker("W1"), asking, ratings=ratings),
        small_competency(levels=GRADES, **competency),
        DAY,
    )


def test_a_grade_is_what_the_table_says_or_the_ordinary_one() -> None:
    """A worker without a grade is taken for an ordinary one."""
    found = standing()

    assert found.grade(worker(seniority="new")) == "new"
    assert found.grade(worker()) == "ordinary"
    assert found.level(worker(seniority="new")).title == "New worker"


def test_a_rating_overrides_the_workers_table() -> None:
    """What was rated counts, also where it is less; what was not rated stays as the table has it."""
    someone = worker("W1", skills={"court": 4, "play": 3})

    found = standing(rated(1, date=OLD))

    assert found.skills(someone) == {
        "court": Skill(1, "agreed", OLD),
        "play": Skill(3, "workers table"),
    }
    assert (found.skill(someone, "court"), found.skill(someone, "play")) == (1, 3)


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ([rated(1, "agreed", OLD), rated(3, "supervisor", NEW)], 1),
        ([rated(3, "supervisor", OLD), rated(4, "self", NEW)], 3),
        ([rated(1, "agreed", OLD), rated(2, "agreed", NEW)], 2),
        ([rated(1, "agreed"), rated(2, "agreed", OLD)], 2),
        ([rated(4, "self", NEW), rated(2, "supervisor"), rated(1, "agreed")], 1),
    ],
)
def test_the_most_trusted_rating_counts_and_of_those_the_newest(
    ratings: list[Rating], level: int
) -> None:
    """Trust comes before date, a date before none, and the order of the rows does not matter."""
    someone = worker("W1")

    assert standing(*ratings).skill(someone, "court") == level
    assert standing(*reversed(ratings)).skill(someone, "court") == level


def test_a_service_says_whom_it_trusts() -> None:
    """Where workers' own word comes first, it counts first."""
    ratings = [rated(1, "agreed", NEW), rated(4, "self", OLD)]

    found = standing(*ratings, trust=("self", "agreed"))

    assert found.skill(worker("W1"), "court") == 4


def test_a_source_that_is_not_trusted_says_nothing() -> None:
    """A rating by someone the policy leaves out changes nothing that is in the table."""
    found = standing(rated(4, "self"), trust=("agreed", "supervisor"))

    assert found.skill(worker("W1", skills={"court": 2}), "court") == 2


def test_someone_with_skills_recorded_has_none_of_the_others() -> None:
    """A skill that nobody recorded is 0 for someone whose skills were recorded: nothing is assumed."""
    someone = worker("W2", skills={"court": 2})

    assert standing().skill(someone, "play") == 0
    assert not standing().skills_are_assumed(someone)


def test_where_nothing_is_recorded_the_usual_level_of_the_grade_stands_in() -> None:
    """An empty record is not a worker without skills, and the stand-in is said."""
    someone = worker("W2", seniority="new")

    assert standing().skill(someone, "anything") == 1
    assert standing().skills(someone) == {}
    assert standing().provisional(someone) == (
        "no skills are recorded, level 1 assumed in each",
    )


def test_only_untrusted_ratings_are_no_record() -> None:
    """Someone rated only by people the policy does not trust is not thereby without any skill."""
    found = standing(rated(0, "self"), trust=("agreed",))

    assert found.skill(worker("W1"), "court") == 2
    assert found.skills_are_assumed(worker("W1"))


def test_a_rating_of_none_is_a_record() -> None:
    """A worker agreed to have no skill has none, and that is known, not assumed."""
    found = standing(rated(0))

    assert found.skill(worker("W1"), "court") == 0
    assert not found.skills_are_assumed(worker("W1"))


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"seniority": "new", "skills": {"court": 1}}, ()),
        ({"skills": {"court": 1}}, ("seniority is missing, social worker assumed",)),
        (
            {},
            (
                "seniority is missing, social worker assumed",
                "no skills are recorded, level 2 assumed in each",
            ),
        ),
    ],
)
def test_exactly_what_was_assumed_of_a_worker_is_said(
    facts: dict[str, Any], said: tuple[str, ...]
) -> None:
    """A whole record is not provisional; each default that stood in is one phrase."""
    assert standing().provisional(worker("W2", **facts)) == said


def test_nothing_is_missing_where_nobody_asks_for_a_skill() -> None:
    """Counting cases needs no skills, so a record without any is whole."""
    found = Standing(team(worker("W1"), case()), small_competency(levels=GRADES), DAY)

    assert found.provisional(worker("W1", seniority="new")) == ()


def test_a_grade_of_another_service_counts_as_the_ordinary_one() -> None:
    """Where a policy takes any grade, one it has no level for is an ordinary worker's."""
    found = Standing(team(worker("W1")), small_competency(levels=GRADES), DAY)

    assert found.grade(worker(seniority="occupational_therapist")) == "ordinary"


def test_a_rating_grows_old_by_the_month() -> None:
    """Rated twelve months ago to the day it still stands; a day earlier and it is out of date, and still counts."""
    last = DAY.replace(year=DAY.year - 1)
    stands = standing(rated(3, date=last), ratings_stand_months=12)
    day_before = last - datetime.timedelta(days=1)
    old = standing(rated(3, date=day_before), ratings_stand_months=12)
    someone = worker("W1", seniority="new")

    assert not stands.skills(someone)["court"].is_old
    assert stands.provisional(someone) == ()
    assert old.skill(someone, "court") == 3
    assert old.skills(someone)["court"].word.endswith(", out of date)")
    assert old.provisional(someone) == ("court was rated more than 12 months ago",)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a_b", "c"), ("a b was rated more than 12 months ago", "c was rated more than 12 months ago")),
        (("a", "b", "c", "d"), ("4 skills were rated more than 12 months ago",)),
    ],
)  # fmt: skip
def test_many_old_ratings_are_told_in_short(
    names: tuple[str, ...], said: tuple[str, ...]
) -> None:
    """Up to three are named, for others may be named with them; more are counted."""
    ratings = [rated(2, date=OLD, skill=name) for name in names]
    found = standing(*ratings, ratings_stand_months=12)

    assert found.provisional(worker("W1", seniority="new")) == said


def test_ratings_do_not_grow_old_unless_the_policy_says_so() -> None:
    """Nor does one without a date."""
    found = standing(rated(2, date=datetime.date(1990, 1, 1)))
    undated = standing(rated(2), ratings_stand_months=1)

    assert found.provisional(worker("W1", seniority="new")) == ()
    assert undated.provisional(worker("W1", seniority="new")) == ()
