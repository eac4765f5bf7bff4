from dataclasses import replace

from allocator.domain.worker import Rating
from allocator.simulation.scenario import Scenario
from allocator.simulation.staffing.posts import kinds, staffed
from tests.builders import team, worker
from tests.simulation.histories import planned, scenario

_TABLE = {
    "hire": [
        {
            "name": "experienced",
            "cost_a_year": 62000,
            "seniority": "experienced",
            "contracted_hours": 37,
            "skills": {"court_work": 3},
            "from_week": 5,
            "at_most": 3,
        }
    ],
    "training": [
        {
            "name": "court course",
            "cost": 3000,
            "skill": "court_work",
            "level": 3,
            "at_most": 2,
        }
    ],
}


def _asked() -> Scenario:
    return scenario(**_TABLE)


def test_hires_come_before_training_places() -> None:
    """Everything that can be paid for, with its cost and how many there may be."""
    assert [(one.name, one.kind, one.cost, one.at_most) for one in kinds(_asked())] == [
        ("experienced", "hire", 62000, 3),
        ("court course", "training", 3000, 2),
    ]


def test_people_hired_join_in_their_week() -> None:
    """Two more of the kind come in its week with its grade, hours and skills; of none, nobody comes."""
    plan = planned(_asked())

    course = staffed(plan, plan.courses[1], (2, 0)).courses[0]

    [joiner] = course.scenario.workforce.joiner
    assert (joiner.number, joiner.week, joiner.seniority) == (2, 5, "experienced")
    assert joiner.skills == {"court_work": 3}
    assert course.name == "other"
    nobody = staffed(plan, plan.courses[1], (0, 0)).courses[0]
    assert nobody.scenario.workforce.joiner == ()


def test_training_lifts_whoever_is_nearest_to_the_level() -> None:
    """Of three who carry cases the one at level 2 goes first, then level 0; who has it, or holds none, stays home."""
    people = team(
        worker("W1", skills={"court_work": 3}),
        worker("W2"),
        worker("W3", skills={"court_work": 2}),
        worker("W4", skills={"court_work": 1}, carries_cases=False),
        ratings=(
            Rating(worker_id="W3", skill="court_work", level=2),
            Rating(worker_id="W3", skill="assessment", level=1),
        ),
    )
    plan = replace(planned(_asked()), team=people)

    one, two = (staffed(plan, plan.courses[0], (0, n)).team for n in (1, 2))

    assert [w.skills.get("court_work", 0) for w in one.workers] == [3, 0, 3, 1]
    assert [w.skills.get("court_work", 0) for w in two.workers] == [3, 3, 3, 1]
    assert [rating.skill for rating in one.ratings] == ["assessment"]
