"""What people can do and may hold: the shape of the files in ``models/competency``."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from allocator.policy.names import Name
from allocator.policy.rules import RuleText
from allocator.policy.toml import PolicyRecord, Problems

SkillLevel = Annotated[int, Field(strict=True, ge=0, le=4)]
Percent = Annotated[int, Field(strict=True, ge=0, le=1000)]


class Needs(PolicyRecord):
    """What a kind of work asks of whoever holds it."""

    wanted: dict[Name, SkillLevel] = Field(default_factory=dict)
    required: dict[Name, SkillLevel] = Field(default_factory=dict)
    qualifications: tuple[Name, ...] = ()


class Step(PolicyRecord):
    """Protection in the first months after qualifying."""

    until_months: int = Field(strict=True, gt=0)
    capacity_percent: Percent


class Level(PolicyRecord):
    """A grade of seniority: what it does to capacity and pace, and what it may hold."""

    title: str
    capacity_percent: Percent = 100
    first_months: tuple[Step, ...] = ()
    time_percent: Percent = 100
    learning_percent: Annotated[int, Field(strict=True, ge=0, le=90)] = 0
    new_cases: Annotated[int, Field(strict=True, ge=0)] | None = None
    one_new_for_every: Annotated[int, Field(strict=True, ge=1)] | None = None
    consumes_supervision_percent: Percent = 100
    gives_supervision_percent: Percent = 0
    assumed_skill: SkillLevel = 0
    only_jointly: tuple[Name, ...] = ()
    never: tuple[Name, ...] = ()

    @model_validator(mode="after")
    def _first_months_run_on(self) -> "Level":
        months = [step.until_months for step in self.first_months]
        if any(later <= earlier for earlier, later in pairwise(months)):
            raise ValueError(
                "first_months must list its until_months from first to last"
            )
        return self


class Supervision(PolicyRecord):
    """Minutes a week of a supervisor's time that one case takes."""

    minutes_low: Annotated[int, Field(strict=True, ge=0)] = 0
    minutes_medium: Annotated[int, Field(strict=True, ge=0)] = 0
    minutes_high: Annotated[int, Field(strict=True, ge=0)] = 0
    long_standing_percent: Percent = 100


class Matching(PolicyRecord):
    """How far above the level asked for the match should reach, by complexity."""

    above_low: SkillLevel = 0
    above_medium: SkillLevel = 0
    above_high: SkillLevel = 0
    unstated_level: SkillLevel = 1


class Competency(PolicyRecord):
    """Levels of seniority, skills and who may hold what."""

    title: str
    source: str
    ordinary: str
    levels: dict[Name, Level] = Field(min_length=1)
    skills: dict[Name, str] = Field(default_factory=dict)
    accept_any: bool = False
    accept_any_grade: bool = False
    types: dict[Name, Needs] = Field(default_factory=dict)
    interventions: dict[Name, Needs] = Field(default_factory=dict)
    supervision: Supervision = Supervision()
    matching: Matching = Matching()
    stretch_levels: SkillLevel = 0
    ratings_stand_months: Annotated[int, Field(strict=True, ge=1, le=600)] | None = None
    trust: tuple[Literal["agreed", "supervisor", "self"], ...] = (
        "agreed",
        "supervisor",
        "self",
    )
    rules: dict[str, RuleText]

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> "Competency":
        if self.ordinary not in self.levels:
            raise ValueError(
                f"ordinary is '{self.ordinary}', which is no level; levels: {', '.join(self.levels)}"
            )
        unknown = [
            f"{kind}.{name} names {skill}, which is not among the skills"
            for kind, table in (
                ("types", self.types),
                ("interventions", self.interventions),
            )
            for name, needs in table.items()
            for skill in sorted({*needs.wanted, *needs.required} - {*self.skills})
        ]
        if unknown and not self.accept_any:
            raise Problems(unknown)
        return self
