from typing import Any

import pytest

from allocator.domain.worker import Worker
from allocator.policy.competency import Level
from allocator.workload.needs import Asks, Matching
from tests.builders import case, small_competency, small_policy, team, weighted, worker

NEEDS = {
    "types": {
        "three": {
            "wanted": {"court": 2, "play": 1},
            "required": {"court": 1},
            "qualifications": ["registered"],
        }
    },
    "interventions": {
        "statement": {"wanted": {"court": 3}, "qualifications": ["best_interests"]},
        "visit": {"required": {"play": 2}},
        "talk": {},
    },
}


def matching(**competency: Any) -> Matching:
    """How people answer what cases ask, under the small policy with these needs."""
    policy = small_policy(competency=small_competency(**{**NEEDS, **competency}))
    return weighted(team(worker("W1")), policy).matching


def skilled(**skills: int) -> Worker:
    """Someone with these skills."""
    return worker("W1", skills=skills)


def test_a_case_asks_what_its_type_asks() -> None:
    """What is wanted guides the match; what is required is wanted as well."""
    assert matching().asks(case()) == Asks(
        required={"court": 1},
        aimed={"court": 2, "play": 1},
        qualifications=frozenset({"registered"}),
    )


@pytest.mark.parametrize(
    ("facts", "required", "aimed"),
    [
        ({"interventions": ("statement",)}, {"court": 1}, {"court": 3, "play": 1}),
        (
            {"interventions": ("visit",)},
            {"court": 1, "play": 2},
            {"court": 2, "play": 2},
        ),
        ({"interventions": ("talk", "unknown")}, {"court": 1}, {"court": 2, "play": 1}),
        ({"skills_required": {"court": 3}}, {"court": 3}, {"court": 3, "play": 1}),
        ({"skills_required": {"court": 0}}, {"court": 1}, {"court": 2, "play": 1}),
        (
            {"skills_required": {"music": 2}},
            {"court": 1, "music": 2},
            {"court": 2, "play": 1, "music": 2},
        ),
    ],
)
def test_the_highest_of_case_type_and_interventions_is_asked(
    facts: dict[str, Any], required: dict[str, int], aimed: dict[str, int]
) -> None:
    """Whoever asks for most of a skill is heard; nobody lowers what another asks."""
    asks = matching().asks(case(**facts))

    assert asks.required == required
    assert asks.aimed == aimed


def test_every_qualification_is_asked_together() -> None:
    """Type and interventions each bring theirs."""
    asks = matching().asks(case(interventions=("statement",)))

    assert asks.qualifications == {"registered", "best_interests"}


def test_a_type_nobody_described_asks_nothing() -> None:
    """A case without needs is answered in full by anyone."""
    found = matching()

    assert found.asks(case(kind="five")) == Asks({}, {}, frozenset())
    assert found.percent(case(kind="five"), worker()) == 100
    assert found.levels_short(case(kind="five"), worker()) == 0


@pytest.mark.parametrize(
    ("complexity", "aimed"),
    [
        ("low", {"court": 2, "play": 1}),
        ("medium", {"court": 3, "play": 2}),
        ("high", {"court": 4, "play": 3}),
        (None, {"court": 3, "play": 2}),
    ],
)
def test_complex_cases_aim_above_what_is_asked(
    complexity: str | None, aimed: dict[str, int]
) -> None:
    """Experience matters more as cases get harder; a blank complexity aims as high as the default."""
    above = {"above_low": 0, "above_medium": 1, "above_high": 2}

    asks = matching(matching=above).asks(case(complexity=complexity))

    assert asks.aimed == aimed
    assert asks.required == {"court": 1}


def test_nobody_is_asked_for_more_than_leading_others() -> None:
    """Aims stop at 4, the top of the scale."""
    one = case(complexity="high", skills_required={"court": 3})

    assert matching(matching={"above_high": 4}).asks(one).aimed["court"] == 4


def test_a_skill_asked_at_no_level_is_not_aimed_at() -> None:
    """A skill written with level 0 is not asked, however complex the case."""
    one = case(kind="five", complexity="high", skills_required={"court": 0})

    assert matching(matching={"above_high": 2}).asks(one).aimed == {}


@pytest.mark.parametrize(
    ("skills", "percent", "short"),
    [
        ({"court": 2, "play": 1}, 100, 0),
        ({"court": 4, "play": 4}, 100, 0),
        ({"court": 1, "play": 1}, 75, 1),
        ({"court": 4}, 50, 1),
        ({"court": 1}, 25, 2),
        ({"music": 4}, 0, 3),
    ],
)
def test_the_match_is_how_far_skills_reach_and_no_further(
    skills: dict[str, int], percent: float, short: int
) -> None:
    """Each skill counts alike up to what is aimed at; more in one does not make up for another."""
    found = matching()

    assert found.percent(case(), skilled(**skills)) == percent
    assert found.levels_short(case(), skilled(**skills)) == short


def test_a_third_is_told_to_a_tenth() -> None:
    """A match is told to one decimal."""
    one = case(kind="five", skills_required={"court": 3})

    assert matching().percent(one, skilled(court=1)) == 33.3


def test_assumed_skills_answer_too() -> None:
    """Someone with nothing recorded matches by the usual level of their grade."""
    levels = {"ordinary": Level(title="Worker", assumed_skill=1)}

    assert matching(levels=levels).percent(case(), worker("W2")) == 75


def test_only_required_skills_rule_out() -> None:
    """Being short of what is merely wanted is no reason to be refused."""
    short = {"court": (0, 1)}

    assert matching().short_of_required(case(), skilled(court=1)) == {}
    assert matching().short_of_required(case(), skilled(play=4)) == short


@pytest.mark.parametrize(
    ("has", "asked", "developing", "stretched"),
    [
        (2, 3, {"court"}, {"court"}),
        (1, 3, {"court"}, set()),
        (2, 3, set(), set()),
        (2, 3, {"play"}, set()),
        (3, 3, {"court"}, set()),
    ],
)
def test_a_stretch_is_one_level_on_the_development_plan(
    has: int, asked: int, developing: set[str], stretched: set[str]
) -> None:
    """A required skill may be short by the stretch where the worker's plan asks to practise it, and only there."""
    someone = worker("W1", skills={"court": has}, developing=frozenset(developing))
    one = case(kind="five", skills_required={"court": asked})

    assert matching().stretch(one, someone) == stretched


def test_a_service_may_allow_no_stretch() -> None:
    """With no stretch, short is short."""
    someone = worker("W1", skills={"court": 2}, developing=frozenset({"court"}))
    one = case(kind="five", skills_required={"court": 3})

    assert matching(stretch_levels=0).stretch(one, someone) == frozenset()


@pytest.mark.parametrize(
    ("developing", "practises"), [({"court"}, True), ({"music"}, False), (set(), False)]
)
def test_a_case_gives_practice_in_what_it_looks_for(
    developing: set[str], practises: bool
) -> None:
    """A wanted skill on the plan is practised, whatever level the worker has."""
    someone = worker("W1", developing=frozenset(developing))

    assert matching().practises(case(), someone) is practises
