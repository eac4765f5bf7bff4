"""What people are asked: the shape of the files in ``models/surveys``."""

import hashlib
from collections import Counter
from collections.abc import Iterator

from pydantic import Field, model_validator

from allocator import shipped
from allocator.policy import toml
from allocator.policy.keys import twice
from allocator.policy.names import Name
from allocator.policy.toml import PolicyRecord, Problems

DEFAULT = "pulse"
# Columns of the answers that are not questions.
WAVE, WORKER, TEAM, COMMENT = "wave", "worker_id", "team", "comment"


class Scale(PolicyRecord):
    """The answers to choose from, from the lowest to the highest."""

    lowest: int = Field(strict=True, ge=0, le=10)
    highest: int = Field(strict=True, ge=1, le=10)
    labels: tuple[str, ...]

    @model_validator(mode="after")
    def _labels_every_step(self) -> "Scale":
        if self.highest <= self.lowest:
            raise ValueError("highest must be above lowest")
        if len(self.labels) != self.highest - self.lowest + 1:
            raise ValueError("labels must name every answer from lowest to highest")
        return self


class Topic(PolicyRecord):
    """What several questions are about together; those of strain make up the strain score."""

    title: str
    strain: bool = Field(default=False, strict=True)


class Question(PolicyRecord):
    """One statement to agree with; a reversed one says the opposite of its topic."""

    name: Name
    topic: Name
    text: str = Field(min_length=1)
    reversed: bool = Field(default=False, strict=True)


class FactAsked(PolicyRecord):
    """Something asked for as a number."""

    name: Name
    text: str = Field(min_length=1)
    least: int = Field(strict=True, ge=0)
    most: int = Field(strict=True, ge=1)


class Comment(PolicyRecord):
    """The one question answered in words, which never leave the file they come in."""

    text: str = Field(min_length=1)


class Questionnaire(PolicyRecord):
    """One questionnaire: why it is asked, of what, and in which words."""

    title: str
    source: str
    purpose: str = Field(min_length=1)
    minutes: int = Field(strict=True, ge=1, le=120)
    scale: Scale
    topics: dict[Name, Topic]
    questions: tuple[Question, ...] = Field(min_length=1)
    facts: tuple[FactAsked, ...] = ()
    comment: Comment | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> "Questionnaire":
        if found := [*self._problems()]:
            raise Problems(found)
        return self

    def _problems(self) -> Iterator[str]:
        names = [asked.name for asked in self.questions]
        names += [asked.name for asked in self.facts]
        yield from twice("the questionnaire asks", names)
        for name in sorted({WAVE, WORKER, TEAM, COMMENT}.intersection(names)):
            yield f"'{name}' is a column of every answer; call the question something else"
        topics = Counter(question.topic for question in self.questions)
        for name in sorted(topics.keys() - self.topics.keys()):
            yield f"a question is about '{name}', which is no topic"
        for name in sorted(self.topics.keys() - topics.keys()):
            yield f"no question is about '{name}'"
        if not any(topic.strain for topic in self.topics.values()):
            yield "no topic has strain = true, so no strain could be worked out"

    def about(self, topic: str) -> tuple[Question, ...]:
        """The questions of one topic."""
        return tuple(q for q in self.questions if q.topic == topic)

    @property
    def digest(self) -> str:
        """The same for two questionnaires exactly when their files say the same."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @property
    def of_strain(self) -> tuple[Question, ...]:
        """The questions that make up the strain score."""
        return tuple(q for q in self.questions if self.topics[q.topic].strain)


def load_questionnaire(name: str = DEFAULT) -> Questionnaire:
    """The questionnaire a shipped name or a path means; raises InvalidPolicy with every fault of it."""
    path = shipped.toml(name, "models", "surveys")
    return toml.parse(Questionnaire, toml.read(path), path)
