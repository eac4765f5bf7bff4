"""What a person's answers come to: points from 0 to 100 for each topic, and for strain."""

from collections.abc import Sequence

import numpy as np

from allocator.domain.survey import STRAIN, Answer
from allocator.evidence.reliability import Answers
from allocator.policy.questionnaire import Question, Questionnaire


def scales(asked: Questionnaire) -> dict[str, tuple[Question, ...]]:
    """The questions behind each score: strain first, then topic by topic."""
    topics = {name: asked.about(name) for name in asked.topics}
    return {STRAIN: asked.of_strain, **topics}


def titles(asked: Questionnaire) -> dict[str, str]:
    """What each score is called."""
    return {STRAIN: "Strain"} | {name: t.title for name, t in asked.topics.items()}


def points(
    answer: Answer, questions: Sequence[Question], asked: Questionnaire
) -> float:
    """The average answer, 0 for the lowest on every question and 100 for the highest."""
    given = [_towards(answer, question, asked) for question in questions]
    steps = asked.scale.highest - asked.scale.lowest
    return 100 * sum(given) / (len(given) * steps)


def matrix(
    answers: Sequence[Answer], questions: Sequence[Question], asked: Questionnaire
) -> Answers:
    """People by questions, all questions turned the same way."""
    return np.array(
        [[_towards(answer, q, asked) for q in questions] for answer in answers],
        dtype=np.int64,
    )


def _towards(answer: Answer, question: Question, asked: Questionnaire) -> int:
    """How far an answer agrees with the topic, counted from 0."""
    given = answer.answers[question.name] - asked.scale.lowest
    most = asked.scale.highest - asked.scale.lowest
    return most - given if question.reversed else given
