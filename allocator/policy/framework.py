"""What a skills audit asks, of whom and by what rules: the shape of the files in ``models/framework``."""

import datetime
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.policy.competency import Competency, SkillLevel
from allocator.policy.digests import digest_of
from allocator.policy.framework_fit import inconsistencies
from allocator.policy.framework_uses import Cover, Development, Expiry
from allocator.policy.names import Name, key
from allocator.policy.toml import PolicyRecord, Problems

RUNGS = 5
HIGHEST = RUNGS - 1

Sentence = Annotated[str, Field(min_length=1)]
Share = Annotated[int, Field(strict=True, ge=0, le=100)]
Levels = Annotated[Decimal, Field(ge=0, le=HIGHEST)]
Alpha = Annotated[Decimal, Field(ge=0, le=1)]


class Rung(PolicyRecord):
    """One level of the scale, whatever the competency."""

    title: Sentence
    meaning: Sentence


class Described(PolicyRecord):
    """One competency: what is asked about it, what each level looks like, and who is asked for which.

    A skill of the competency file has its title there; any other competency brings its own.
    """

    title: str = ""
    area: str
    question: Sentence
    levels: tuple[Sentence, ...]
    evidence: str = ""
    required: dict[Name, SkillLevel] = Field(default_factory=dict)
    answers_to: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _describes_every_level(self) -> "Described":
        if len(self.levels) != RUNGS:
            raise ValueError(
                f"levels describes {len(self.levels)} levels; it must describe {RUNGS}, from 0 to {HIGHEST}"
            )
        return self


class Role(PolicyRecord):
    """A job that asks more of some competencies than the grade does."""

    title: Sentence
    required: dict[Name, SkillLevel] = Field(min_length=1)


class Standard(PolicyRecord):
    """A national standard that competencies answer to; what nobody has read at its source says so."""

    title: Sentence
    source: Sentence
    lines: dict[str, Sentence] = Field(min_length=1)
    unverified: tuple[str, ...] = ()


class FutureNeed(PolicyRecord):
    """A competency the service will need more of in the coming years."""

    competency: str
    level: Annotated[int, Field(strict=True, ge=1, le=HIGHEST)]
    in_years: Annotated[int, Field(strict=True, ge=1, le=10)]
    growth_percent: Annotated[int, Field(strict=True, ge=-100, le=1000)]
    reason: Sentence


class Experience(PolicyRecord):
    """Experience a team is better for having in it; asked of the team, never counted of a person."""

    title: Sentence
    asks: Sentence


class Audit(PolicyRecord):
    """When a figure is shown, and when something is worth a conversation."""

    smallest_group: Annotated[int, Field(strict=True, ge=2)]
    prompt_levels: Levels
    prompt_answers: Annotated[int, Field(strict=True, ge=2)]
    far_apart: Annotated[int, Field(strict=True, ge=1, le=HIGHEST)]
    one_level_answers: Annotated[int, Field(strict=True, ge=2)]
    alpha_reliable: Alpha
    alpha_tentative: Alpha


class Agreeing(PolicyRecord):
    """How two answers become one agreed level where people have not settled on one."""

    within: SkillLevel
    takes: Literal["supervisor", "self", "lower", "higher"]


class PilotLimits(PolicyRecord):
    """When a competency goes back to be worded anew after a pilot."""

    least_answers: Annotated[int, Field(strict=True, ge=2)]
    floor_percent: Share
    ceiling_percent: Share
    far_apart_percent: Share
    unclear_percent: Share
    minutes: Annotated[Decimal, Field(gt=0)]


class Version(PolicyRecord):
    """One version of a framework: since when, why, and which competencies it words anew."""

    version: Sentence
    date: datetime.date
    why: Sentence
    reworded: tuple[str, ...] = ()


class FrameworkFile(PolicyRecord):
    """What one file in ``models/framework`` says."""

    title: Sentence
    source: Sentence
    version: Sentence
    competency: str
    scale: tuple[Rung, ...]
    areas: dict[Name, Sentence] = Field(min_length=1)
    competencies: dict[Name, Described] = Field(min_length=1)
    roles: dict[Name, Role] = Field(default_factory=dict)
    standards: dict[Name, Standard] = Field(default_factory=dict)
    future: tuple[FutureNeed, ...] = ()
    experience: dict[Name, Experience] = Field(default_factory=dict)
    audit: Audit
    agreeing: Agreeing
    pilot: PilotLimits
    versions: tuple[Version, ...] = Field(min_length=1)
    cover: Cover
    expiry: Expiry
    development: Development

    @model_validator(mode="after")
    def _holds_together(self) -> "FrameworkFile":
        if found := [*inconsistencies(self)]:
            raise Problems(found)
        return self


class Framework(FrameworkFile):
    """A framework with the grades and skills of the competency file it belongs to."""

    name: str
    grades: Competency

    def asked(self, seniority: str, role: str = "") -> dict[str, int]:
        """The level asked of a grade, or of a role where that asks more; nothing where neither asks any."""
        grade = seniority if seniority in self.grades.levels else self.grades.ordinary
        found = self._of_grades[grade]
        extra = self.roles.get(key(role))
        if extra is None:
            return found
        raised = {
            name: max(found.get(name, 0), extra.required.get(name, 0))
            for name in self.competencies
        }
        return {name: level for name, level in raised.items() if level}

    @cached_property
    def _of_grades(self) -> dict[str, dict[str, int]]:
        return {
            grade: {
                name: level
                for name, described in self.competencies.items()
                if (level := described.required.get(grade, 0))
            }
            for grade in self.grades.levels
        }

    @cached_property
    def digest(self) -> str:
        """The same for two frameworks exactly when their files and competency files say the same."""
        return digest_of(self.model_dump(exclude={"name"}))

    @cached_property
    def skills(self) -> frozenset[str]:
        """The competencies that cases may ask for, and allocation matches."""
        return frozenset(self.competencies) & frozenset(self.grades.skills)

    @cached_property
    def standing_since(self) -> dict[str, frozenset[str]]:
        """For each competency, the versions whose question is still the one asked."""
        found: dict[str, frozenset[str]] = {}
        for name in self.competencies:
            standing: list[str] = []
            for version in self.versions:
                if name in version.reworded:
                    standing.clear()
                standing.append(version.version)
            found[name] = frozenset(standing)
        return found
