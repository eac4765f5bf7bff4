"""What a scenario file says: the team at the start, what comes in, what happens to people, and what is compared."""

import datetime
from collections.abc import Iterator
from typing import Annotated, TypeVar

from pydantic import Field, model_validator

from allocator.domain.fact import Fact
from allocator.errors import UnknownName
from allocator.policy.toml import Problems
from allocator.simulation.answers.measures import BROKEN, NAMES, UNBROKEN
from allocator.simulation.intake_plan import Intake, IntakeChange, Shock
from allocator.simulation.stages import CLOSED, Stage
from allocator.simulation.workforce_plan import (
    Joiner,
    Leaver,
    Text,
    Week,
    WorkforcePlan,
)

# Beyond these, a day in a scenario is a slip of the pen.
_FIRST_DAY, _LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2199, 12, 31)


class Base(Fact):
    """The team at the start: a batch, or one drawn from an authority's published profile."""

    team: str = ""
    authority: str = ""
    workers: int | None = Field(default=None, ge=1)
    held: int | None = Field(default=None, ge=0)
    waiting: int = Field(default=0, ge=0)
    teams: int = Field(default=1, ge=1)
    seed: int = Field(default=1, ge=0)

    @model_validator(mode="after")
    def _is_one_team(self) -> "Base":
        if bool(self.team) == bool(self.authority):
            raise ValueError("give either team or authority")
        if self.authority and self.workers is None:
            raise ValueError("authority needs workers: how many carry cases")
        drawn = [
            name
            for name, field in type(self).model_fields.items()
            if name not in ("team", "authority")
            and getattr(self, name) != field.default
        ]
        if self.team and drawn:
            raise ValueError(f"{', '.join(drawn)} belong to an authority")
        return self


class Run(Fact):
    """How long, how often, and how much search each allocation is worth."""

    start: datetime.date | None = Field(default=None, ge=_FIRST_DAY, le=_LAST_DAY)
    weeks: Week
    allocate_every_days: int = Field(default=7, ge=0, le=366)
    """0 is at once: whenever a case comes or somebody has room."""
    replications: int = Field(ge=1, le=100_000)
    seed: int = Field(ge=0)
    work: float = Field(gt=0, le=1000)
    measured_by: str = ""
    """The policy that measures every line alike; without one each is measured by its own."""


class Change(Fact):
    """What a compared line does otherwise from a week on."""

    from_week: Week
    policy: str = ""
    solver: str = ""

    @model_validator(mode="after")
    def _changes_something(self) -> "Change":
        if not self.policy and not self.solver:
            raise ValueError("give policy, solver or both")
        return self


class Line(Fact):
    """One of the things compared: a policy and solver, and which titled events it is spared."""

    name: Text
    policy: Text
    solver: Text = "engine"
    without: tuple[str, ...] = ()
    change: tuple[Change, ...] = ()


class Merger(Fact):
    """Teams that become one from a week on."""

    title: Text
    week: Week
    teams: tuple[Text, ...] = Field(min_length=2)
    into: Text


Event = TypeVar("Event", IntakeChange, Shock, Merger, Leaver, Joiner)


class Escalation(Fact):
    """Days after which a case that still waits becomes more urgent by one step."""

    low_days: int | None = Field(default=None, ge=1)
    medium_days: int | None = Field(default=None, ge=1)
    high_days: int | None = Field(default=None, ge=1)


class Burnout(Fact):
    """Who is flagged: anyone above so much of their capacity for so many weeks running."""

    over_percent: float = Field(gt=0)
    weeks: int = Field(ge=1)


class Breach(Fact):
    """When the team counts as broken: any one of these."""

    workers_percent: float | None = Field(default=None, ge=0, le=100)
    """More than this share of workers above 110% for four weeks running."""
    urgent_wait_days: int | None = Field(default=None, ge=0)
    """An urgent case that waits longer than this."""
    waiting_cases: int | None = Field(default=None, ge=0)
    """More cases waiting than this at the end of a week."""

    @model_validator(mode="after")
    def _says_something(self) -> "Breach":
        if not self.model_fields_set:
            raise ValueError("give at least one rule")
        return self


class Hire(Fact):
    """A kind of worker that could be hired, and what one costs a year."""

    name: Text
    cost_a_year: float = Field(ge=0)
    seniority: Text
    contracted_hours: float = Field(gt=0, le=168)
    skills: dict[str, Annotated[int, Field(ge=0, le=4)]] = Field(default_factory=dict)
    from_week: Week = 1
    at_most: int = Field(ge=1)


class Training(Fact):
    """A training place: it lifts one worker's skill to a level by the start, and costs so much once."""

    name: Text
    cost: float = Field(ge=0)
    skill: Text
    level: Annotated[int, Field(ge=1, le=4)]
    at_most: int = Field(ge=1)


class Scenario(Fact):
    """A whole scenario file, with everything of the file it is based on."""

    name: str = ""
    title: Text
    question: Text
    source: Text
    base: Base
    run: Run
    compare: tuple[Line, ...] = Field(min_length=1)
    intake: Intake
    shock: tuple[Shock, ...] = ()
    stages: dict[str, Stage]
    workforce: WorkforcePlan = Field(default_factory=WorkforcePlan)
    merger: tuple[Merger, ...] = ()
    escalation: Escalation = Field(default_factory=Escalation)
    burnout: Burnout | None = None
    breach: Breach | None = None
    hire: tuple[Hire, ...] = ()
    training: tuple[Training, ...] = ()
    answered_by: str = ""
    """The measure that answers the question; as a rule whether the team breaks."""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Scenario":
        if problems := [*_disagreements(self)]:
            raise Problems(problems)
        return self

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of everything that happens, which a compared line may be spared."""
        events: tuple[IntakeChange | Shock | Merger | Leaver | Joiner, ...] = (
            *self.intake.change,
            *self.shock,
            *self.merger,
            *self.workforce.leaver,
            *self.workforce.joiner,
        )
        return tuple(event.title for event in events)

    def spared(self, line: Line) -> "Scenario":
        """The scenario as one compared line meets it."""

        def kept(events: tuple[Event, ...]) -> tuple[Event, ...]:
            return tuple(event for event in events if event.title not in line.without)

        return self.changed(
            intake=self.intake.changed(change=kept(self.intake.change)),
            shock=kept(self.shock),
            merger=kept(self.merger),
            workforce=self.workforce.changed(
                leaver=kept(self.workforce.leaver), joiner=kept(self.workforce.joiner)
            ),
        )


def _disagreements(scenario: Scenario) -> Iterator[str]:
    if scenario.answered_by and scenario.answered_by not in NAMES:
        yield str(UnknownName("measure", scenario.answered_by, NAMES))
    if scenario.answered_by in (BROKEN, UNBROKEN) and scenario.breach is None:
        yield f"answered_by is '{scenario.answered_by}', but there is no [breach]"
    known = set(scenario.stages)
    for kind in scenario.intake.types_percent:
        if kind not in known:
            yield f"intake.types_percent.{kind} has no stage: add [stages.{kind}]"
    for shock in scenario.shock:
        if shock.type not in known:
            yield f"shock '{shock.title}' has no stage: add [stages.{shock.type}]"
    for kind, stage in scenario.stages.items():
        for after in stage.next_percent:
            if after not in known and after != CLOSED:
                yield f"stages.{kind}.next_percent.{after} is neither a stage nor '{CLOSED}'"
    for what, events in (
        ("shocks", scenario.shock),
        ("joiners", scenario.workforce.joiner),
    ):
        # What comes with them is named after the title.
        titles = [event.title for event in events]
        for title in dict.fromkeys(titles):
            if titles.count(title) > 1:
                yield f"two {what} are called '{title}'"
    names = [line.name for line in scenario.compare]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield f"compare has two lines called '{name}'"
    for line in scenario.compare:
        for title in line.without:
            if title not in scenario.titles:
                yield f"compare '{line.name}' is without '{title}', which is no event's title"
