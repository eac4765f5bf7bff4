"""What a case is like: complexity, criteria, interventions, skills asked for, where it is."""

from dataclasses import dataclass
from typing import cast

from numpy.random import Generator

from allocator.domain.case import Complexity
from allocator.example.chance import drawn, happens, one_of, those_of, whole_within
from allocator.example.figures import CaseFigures, Figures


@dataclass(frozen=True)
class Circumstances:
    """What the children of a household share."""

    complexity: Complexity
    criteria: dict[str, str]
    languages: frozenset[str]
    locality: str


def circumstances(
    figures: Figures, patch: tuple[str, ...], chance: Generator
) -> Circumstances:
    """One household's circumstances; ``patch`` is where its team works."""
    complexity = cast(Complexity, drawn(figures.cases.complexity.percent, chance))
    return Circumstances(
        complexity=complexity,
        criteria=_criteria(figures.cases, complexity, chance),
        languages=frozenset(those_of(figures.cases.languages.percent, chance)[:1]),
        locality=_locality(figures, patch, chance),
    )


def interventions_of(
    figures: CaseFigures, case_type: str, chance: Generator
) -> tuple[str, ...]:
    """What this child's work involves, in the order of the figures."""
    rates = figures.interventions.percent.get(case_type, {})
    kept = set(those_of(rates, chance)[: int(figures.interventions_at_most.value)])
    return tuple(name for name in rates if name in kept)


def skills_asked(
    figures: CaseFigures, case_type: str, complexity: Complexity, chance: Generator
) -> dict[str, int]:
    """The skills a referral asks for: those of its type first, then those of what was found."""
    of_type = those_of(figures.skills_of_type.percent.get(case_type, {}), chance)
    stated = [
        skill
        for skill in those_of(figures.factors.percent, chance)
        if happens(figures.factors_stated.value, chance) and skill not in of_type
    ]
    levels = figures.skill_levels.percent[complexity]
    return {
        skill: int(drawn(levels, chance))
        for skill in [*of_type, *stated][: int(figures.skills_at_most.value)]
    }


def _criteria(
    figures: CaseFigures, complexity: Complexity, chance: Generator
) -> dict[str, str]:
    if not happens(figures.criteria_given.value, chance):
        return {}
    return {
        name: str(whole_within(between, chance))
        for name, between in figures.criteria.between[complexity].items()
    }


def _locality(figures: Figures, patch: tuple[str, ...], chance: Generator) -> str:
    elsewhere = [place for place in figures.words.localities if place not in patch]
    if not elsewhere or happens(figures.cases.own_patch.value, chance):
        return one_of(patch, chance)
    return one_of(elsewhere, chance)
