"""One person's strain as they report it, and how far off that may be: for them and their supervisor only."""

import math
from collections.abc import Sequence
from statistics import NormalDist, stdev
from typing import NamedTuple

from allocator.domain.survey import Answer
from allocator.evidence.reliability import alpha
from allocator.evidence.survey_scores import matrix, points
from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire


class Strain(NamedTuple):
    """Points from 0 to 100, and the interval the person's strain lies in."""

    points: float
    low: float
    high: float


def newest(answers: Sequence[Answer]) -> list[Answer]:
    """The answers of the newest wave."""
    wave = max((answer.wave for answer in answers), default=None)
    return [answer for answer in answers if answer.wave == wave]


def strain(
    answer: Answer, wave: Sequence[Answer], asked: Questionnaire, guard: Guard
) -> Strain:
    """What a person's answers come to, within what answers to these questions are worth in this wave."""
    found = points(answer, asked.of_strain, asked)
    off = _off(wave, asked, guard)
    return Strain(
        round(found, 1),
        round(max(0.0, found - off), 1),
        round(min(100.0, found + off), 1),
    )


def _off(wave: Sequence[Answer], asked: Questionnaire, guard: Guard) -> float:
    """Half the interval: the spread of everyone's points as far as the questions do not hang together."""
    rules = guard.survey
    if len(wave) < rules.fewest_for_reliability:
        return float(rules.unsure_points)
    hang_together = alpha(matrix(wave, asked.of_strain, asked))
    if hang_together is None:
        return float(rules.unsure_points)
    spread = stdev(points(answer, asked.of_strain, asked) for answer in wave)
    error = spread * math.sqrt(1 - min(1.0, max(0.0, hang_together)))
    return NormalDist().inv_cdf(0.5 + rules.interval_percent / 200) * error
