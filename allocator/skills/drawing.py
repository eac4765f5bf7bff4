"""How the answers of an example audit are drawn: the shape of ``scenarios/audits/drawing.toml``."""

import datetime
from pathlib import Path
from typing import Annotated

from pydantic import Field

from allocator import shipped
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord

Level = Annotated[int, Field(ge=0, le=4)]
Ability = Annotated[float, Field(ge=0, le=4)]
Span = tuple[float, float]


class Truth(PolicyRecord):
    """What people can do, around what their grade is asked for."""

    unasked_level: float
    person: float
    competency: float


class Answering(PolicyRecord):
    """How answers differ from what people can do."""

    noise: float
    self_lean: float
    high_people: int
    low_people: int
    far_lean: float
    supervisor_lean: tuple[float, ...]
    no_form: int
    no_supervisor_form: int
    same_level_forms: int
    blank_percent: float


class Rare(PolicyRecord):
    """A skill that few people have."""

    people: int
    level: Ability
    others: Ability


class Asking(PolicyRecord):
    """Waiting cases that ask for a skill."""

    type: str
    cases: int
    skill: str
    level: Level


class Talking(PolicyRecord):
    """What conversations came to."""

    settled_percent: float
    reasons: tuple[str, ...]


class PilotDrawn(PolicyRecord):
    """What people said of the questions in a pilot."""

    minutes: Span
    long_minutes: Span
    long: tuple[str, ...]
    unclear: tuple[str, ...]
    unclear_percent: float
    other_unclear_percent: float
    comments: tuple[str, ...]


class Drawing(PolicyRecord):
    """Everything an example audit is drawn by."""

    title: str
    source: str
    as_of: datetime.date
    answered_days: tuple[int, int]
    truth: Truth
    answering: Answering
    rare: dict[str, Rare]
    asking: tuple[Asking, ...]
    talking: Talking
    pilot: PilotDrawn


def load_drawing() -> Drawing:
    """The file that ships."""
    path: Path = shipped.folder("scenarios", "audits") / "drawing.toml"
    return toml.parse(Drawing, toml.read(path), path)
