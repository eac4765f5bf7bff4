"""How well the questions of a topic hang together: Cronbach's alpha, and the same for answers that are ranks."""

import math

import numpy as np
from numpy.typing import NDArray

from allocator.evidence.polychoric import correlation

Answers = NDArray[np.int64]


def alpha(answers: Answers) -> float | None:
    """Cronbach's alpha of people (rows) by questions (columns); None where nothing varies."""
    questions = answers.shape[1]
    if questions < 2 or len(answers) < 2:
        return None
    whole = answers.sum(axis=1).var(ddof=1)
    if not whole:
        return None
    parts = answers.var(axis=0, ddof=1).sum()
    return float(questions / (questions - 1) * (1 - parts / whole))


def ordinal_alpha(answers: Answers) -> float | None:
    """Alpha of what lies behind the answers, if each cuts something continuous into steps.

    Worked out from the correlations of that (polychoric), as Zumbo, Gadermann and Zeisser propose (2007).
    """
    questions = answers.shape[1]
    if questions < 2 or any(len(np.unique(column)) < 2 for column in answers.T):
        return None
    pairs = [
        correlation(answers[:, one], answers[:, other])
        for one in range(questions)
        for other in range(one)
    ]
    typical = math.fsum(pairs) / len(pairs)
    spread = 1 + (questions - 1) * typical
    return float(questions * typical / spread) if spread > 0 else None
