"""Answers of a few people, and what is compiled from them."""

import datetime
from collections.abc import Sequence
from typing import Any

from allocator.domain.answers import Answer, Settled
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework
from allocator.report.skills_audited import Audited
from allocator.skills.answered import Answered, answered
from allocator.skills.compiling import compile_audit
from allocator.tables.audit_reading import AuditBatch
from tests.builders import worker
from tests.skills.small import framework

DAY = datetime.date(2026, 9, 1)


def answer(
    worker_id: str,
    competency: str,
    level: int,
    rater_id: str = "",
    day: int = 1,
    **facts: Any,
) -> Answer:
    """The worker's own answer, or that of a supervisor who is named."""
    return Answer.model_validate(
        {
            "worker_id": worker_id,
            "competency": competency,
            "level": level,
            "rater": "supervisor" if rater_id else "self",
            "rater_id": rater_id or worker_id,
            "date": DAY.replace(day=day),
            "version": "1",
            **facts,
        }
    )


def pairs(
    worker_id: str, *levels: tuple[int, int], supervisor: str = "M"
) -> list[Answer]:
    """What a worker and their supervisor say of law, play, care and talking, in that order."""
    names = ("law", "play", "care", "talking")
    return [
        one
        for name, (own, theirs) in zip(names, levels, strict=False)
        for one in (
            answer(worker_id, name, own),
            answer(worker_id, name, theirs, supervisor),
        )
    ]


def settled(worker_id: str, competency: str, level: int, day: int = 20) -> Settled:
    """A level that someone settled on with their supervisor."""
    return Settled(
        worker_id=worker_id,
        competency=competency,
        level=level,
        date=DAY.replace(day=day),
        agreed_by="M",
        reason="Looked at the work",
    )


def laid(
    *answers: Answer,
    workers: Sequence[Worker] | None = None,
    frame: Framework | None = None,
) -> Answered:
    """The answers laid out; the workers are those they are about unless given."""
    return answered(_people(answers, workers), answers, frame or framework())


def compiled(
    answers: Sequence[Answer],
    talked: Sequence[Settled] = (),
    workers: Sequence[Worker] | None = None,
    frame: Framework | None = None,
) -> Audited:
    """The audit that some answers come to."""
    batch = AuditBatch(tuple(_people(answers, workers)), tuple(answers), tuple(talked))
    return compile_audit(batch, frame or framework())


def _people(
    answers: Sequence[Answer], workers: Sequence[Worker] | None
) -> list[Worker]:
    ids = dict.fromkeys(one.worker_id for one in answers)
    return [*workers] if workers is not None else [worker(one) for one in ids]
