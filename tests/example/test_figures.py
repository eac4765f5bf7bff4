"""The figures an example is drawn from."""

import math
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy
from allocator.example.figures import Figures, load_figures
from allocator.policy import toml
from allocator.policy.loading import load_policy

PATH = shipped.folder("scenarios", "figures") / "england.toml"
POLICY = load_policy("children-workload")
FIGURES = load_figures()


def unsourced(table: dict[str, Any], place: str = "") -> Iterator[str]:
    """Places of numbers that no unit and source stand beside."""
    if {"unit", "source"} <= table.keys():
        return
    for key, value in table.items():
        here = f"{place}.{key}".lstrip(".")
        if isinstance(value, dict):
            yield from unsourced(value, here)
        elif any(
            not isinstance(each, str)
            for each in (value if isinstance(value, list) else [value])
        ):
            yield here


def test_every_number_has_a_unit_and_a_source() -> None:
    """Whoever doubts a figure finds what it counts and where it comes from beside it."""
    content = tomllib.loads(PATH.read_text(encoding="utf-8"))

    assert list(unsourced(content)) == []


def test_a_number_without_a_source_is_refused() -> None:
    """A figure cannot be added without saying where it comes from."""
    content = toml.read(PATH)
    del content["held"]["noise"]["source"]

    with pytest.raises(
        InvalidPolicy, match=r"england.toml, held.noise.source: is missing"
    ):
        toml.parse(Figures, content, PATH)


def test_shares_that_do_not_add_up_are_refused() -> None:
    """Parts of a whole that leave some of it out are told, not stretched."""
    content = toml.read(PATH)
    content["cases"]["complexity"]["percent"]["low"] = 5

    with pytest.raises(InvalidPolicy, match="adds up to 80, not 100"):
        toml.parse(Figures, content, PATH)


def test_the_mix_of_cases_is_the_one_the_weighting_is_sized_to() -> None:
    """The examples hold what the children's weighting calls an average caseload."""
    sizing = POLICY.weighting.sizing

    assert sizing is not None
    assert FIGURES.cases.types.percent == {
        k: float(v) for k, v in sizing.mix_percent.items()
    }
    assert FIGURES.england.caseload.value == float(sizing.caseload)


def test_figures_speak_the_words_of_the_shipped_policy() -> None:
    """Types, interventions, skills and grades of an example are ones the children's policy knows."""
    types = POLICY.weighting.known_types
    interventions = POLICY.weighting.known_interventions
    skills = {*POLICY.competency.skills}
    cases, workforce, waiting = FIGURES.cases, FIGURES.workforce, FIGURES.waiting

    assert types is not None
    assert interventions is not None
    assert cases.types.percent.keys() == types == cases.interventions.percent.keys()
    assert types == waiting.due.values.keys() == waiting.urgency.percent.keys()
    assert {*waiting.types.percent} <= types
    assert {
        n for needs in cases.interventions.percent.values() for n in needs
    } <= interventions
    assert workforce.skills_recorded.percent.keys() == skills
    assert {*cases.factors.percent} <= skills
    assert {
        n for asked in cases.skills_of_type.percent.values() for n in asked
    } <= skills
    assert workforce.skill_levels.percent.keys() == POLICY.competency.levels.keys()
    drawn = {c for scores in cases.criteria.between.values() for c in scores}
    # What is left blank has a stated meaning, or counts nothing.
    left = {name for name in POLICY.weighting.columns if name not in drawn}
    assert drawn < {*POLICY.weighting.columns}
    assert left == {
        "disability",
        "interpreter",
        "placed_far",
        "age_assessment",
        "hearings",
    }


def test_joint_work_is_what_the_policy_gives_the_newly_qualified_only_jointly() -> None:
    """Held protection and court work of the newly qualified follows the rule the policy states."""
    only_jointly = POLICY.competency.levels["newly_qualified"].only_jointly

    assert FIGURES.words.joint_types == only_jointly


def test_part_time_hours_match_the_published_mean() -> None:
    """Contracted hours average what the workforce census publishes per head."""
    hours = FIGURES.workforce.contracted_hours.percent

    mean = sum(float(each) * percent for each, percent in hours.items()) / 100

    assert mean / FIGURES.workforce.full_time.value == pytest.approx(
        36186.3 / 38292, abs=0.005
    )


def test_names_seldom_repeat() -> None:
    """The two lists of names share no factor, so that every pair comes up before one repeats."""
    first, last = FIGURES.words.first_names, FIGURES.words.last_names

    assert math.gcd(len(first), len(last)) == 1
    assert len({*first}) == len(first)
    assert len({*last}) == len(last)
