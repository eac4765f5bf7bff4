from typing import Any

import pytest
from pydantic import ValidationError

from allocator.policy.competency import Level
from tests.builders import small_competency

STEP = {"until_months": 6, "capacity_percent": 80}


def refused(**changes: Any) -> str:
    """What is said of a competency file that does not hold together."""
    with pytest.raises(ValidationError) as error:
        small_competency(**changes)
    return "; ".join(found["msg"] for found in error.value.errors())


def test_the_ordinary_grade_is_one_of_the_grades() -> None:
    """The grade that stands in for a missing one has to exist."""
    told = refused(ordinary="orndinary")

    assert "ordinary is 'orndinary', which is no level" in told
    assert "new, ordinary, lead" in told


@pytest.mark.parametrize("kind", ["types", "interventions"])
@pytest.mark.parametrize("need", ["wanted", "required"])
def test_work_needs_only_skills_that_exist(kind: str, need: str) -> None:
    """A misspelt skill would be one that nobody has."""
    told = refused(
        accept_any=False,
        skills={"court": "Court"},
        **{kind: {"three": {need: {"cuort": 2}}}},
    )

    assert f"{kind}.three names cuort, which is not among the skills" in told


def test_a_file_that_takes_any_skill_asks_nothing_of_their_names() -> None:
    """A service that has not listed its skills can still say what work looks for."""
    competency = small_competency(types={"three": {"wanted": {"anything": 2}}})

    assert competency.types["three"].wanted == {"anything": 2}


@pytest.mark.parametrize(
    "changes",
    [
        {"types": {"Child in need": {}}},
        {"interventions": {"home visits": {}}},
        {"levels": {"ordinary": {"title": "A"}, "Team Manager": {"title": "B"}}},
        {"types": {"three": {"wanted": {"Court": 1}}}},
        {"types": {"three": {"qualifications": ["Social Work"]}}},
    ],
)
def test_names_are_written_so_that_a_batch_can_meet_them(
    changes: dict[str, Any],
) -> None:
    """A name in capitals or with spaces would match nothing in a batch, so the right spelling is told."""
    assert "must be in lower case with underscores, as in" in refused(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity_percent": -1},
        {"learning_percent": 91},
        {"assumed_skill": 5},
        {"new_cases": -1},
        {"first_months": [{**STEP, "until_months": 0}]},
    ],
)
def test_a_grade_stays_within_sense(changes: dict[str, Any]) -> None:
    """Shares, levels and limits have their ends."""
    with pytest.raises(ValidationError):
        Level(title="Grade", **changes)


def test_every_unknown_skill_is_told() -> None:
    """A planner mends all misspelt skills in one round."""
    told = refused(
        accept_any=False,
        types={"three": {"wanted": {"cuort": 2}}, "five": {"wanted": {"paly": 2}}},
    )

    assert "cuort" in told
    assert "paly" in told


def test_first_months_run_in_order() -> None:
    """A step that ends before the one above it would never apply, so the file is refused."""
    with pytest.raises(ValidationError):
        Level.model_validate(
            {"title": "New", "first_months": [{**STEP, "until_months": 12}, STEP]}
        )
