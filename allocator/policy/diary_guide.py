"""What a diary asks and is for: the shape of the files in ``models/diaries``."""

from typing import Annotated

from pydantic import Field, model_validator

from allocator import shipped
from allocator.domain.diary import TASKS, Task
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord, Problems

DEFAULT = "standard"

Said = Annotated[str, Field(min_length=1)]


class TaskAsked(PolicyRecord):
    """One group of tasks: what it is called and what belongs in it."""

    title: Said
    meaning: Said


class Stress(PolicyRecord):
    """What 1 to 5 stand for."""

    labels: tuple[Said, Said, Said, Said, Said]


class Resources(PolicyRecord):
    """What the two answers about resources stand for."""

    adequate: Said
    missing: Said


class DiaryGuide(PolicyRecord):
    """Everything that is printed on a diary and decides how it is told about."""

    title: Said
    source: Said
    purpose: tuple[Said, ...] = Field(min_length=1)
    how: tuple[Said, ...] = Field(min_length=1)
    above_contract_percent: int = Field(strict=True, ge=0, le=100)
    long_day_hours: int = Field(strict=True, ge=1, le=24)
    tasks: dict[Task, TaskAsked]
    stress: Stress
    resources: Resources

    @model_validator(mode="after")
    def _asks_for_every_task(self) -> "DiaryGuide":
        if missing := [task for task in TASKS if task not in self.tasks]:
            raise Problems([f"tasks.{task} is missing" for task in missing])
        return self


def load_diary_guide(name: str = DEFAULT) -> DiaryGuide:
    """The diary a shipped name or a path means; raises InvalidPolicy with every fault of it."""
    path = shipped.toml(name, "models", "diaries")
    return toml.parse(DiaryGuide, toml.read(path), path)
