"""What a pilot showed of each question: how people answered it, and what they said of it."""

import datetime
from typing import Literal, NamedTuple

from allocator.domain.compiled import AgreementFound

Flag = Literal["floor", "ceiling", "apart", "unclear", "slow"]


class QuestionFound(NamedTuple):
    """One question; shares are None where too few people answered to say."""

    competency: str
    answers: int
    floor_percent: float | None
    ceiling_percent: float | None
    pairs: int
    apart_percent: float | None
    agreement: AgreementFound
    minutes: float | None
    asked_if_clear: int
    unclear_percent: float | None
    comments: tuple[str, ...]
    flags: tuple[Flag, ...]


class Piloted(NamedTuple):
    """A pilot of one version of a framework."""

    version: str
    as_of: datetime.date
    forms: int
    people: int
    minutes_a_form: float | None
    questions: tuple[QuestionFound, ...]
