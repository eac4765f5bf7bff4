"""Looks at each question of a pilot: everyone at one end, raters far apart, slow to answer, not clear."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from allocator.domain.answers import Answer
from allocator.domain.compiled import AgreementFound
from allocator.domain.piloted import Flag, Piloted, QuestionFound
from allocator.errors import AllocatorError, UnknownName
from allocator.policy.framework import HIGHEST, Framework, PilotLimits
from allocator.skills.alpha import agreement
from allocator.skills.answered import Answered, answered
from allocator.skills.figures import told
from allocator.skills.laid import laid_out
from allocator.tables.audit_reading import AuditBatch


def pilot(batch: AuditBatch, framework: Framework, version: str = "") -> Piloted:
    """What the answers to one version show of its questions; without a version, of the newest that was answered.

    Raises AllocatorError where nobody has answered it.
    """
    version = version or _newest(batch.answers, framework)
    answers = [one for one in batch.answers if one.version == version]
    if not answers:
        known = sorted({one.version for one in batch.answers})
        raise UnknownName("version with answers", version, known)
    # As it was asked then: what has been worded anew since is looked at here all the same.
    asked = framework.changed(
        versions=tuple(
            one.changed(reworded=())
            for one in framework.versions
            if one.version == version
        )
    )
    found = answered(batch.workers, answers, asked)
    by_form = defaultdict[tuple[str, str], list[Answer]](list)
    for one in answers:
        by_form[one.worker_id, one.given_by].append(one)
    timed = [
        sum(one.minutes for one in several if one.minutes is not None)
        for several in by_form.values()
        if any(one.minutes is not None for one in several)
    ]
    return Piloted(
        version=version,
        as_of=max(one.date for one in answers if one.date),
        forms=len(by_form),
        people=len({one.given_by for one in answers}),
        minutes_a_form=round(median(timed), 1)
        if len(timed) >= framework.pilot.least_answers
        else None,
        questions=tuple(_questions(found, answers, framework)),
    )


def _newest(answers: Sequence[Answer], framework: Framework) -> str:
    given = {one.version for one in answers}
    names = [one.version for one in framework.versions if one.version in given]
    if not names:
        raise AllocatorError(
            "The ratings table has no answers yet; allocator skills form --pilot makes the forms."
        )
    return names[-1]


def _questions(
    found: Answered, answers: Sequence[Answer], framework: Framework
) -> Iterator[QuestionFound]:
    limits, least = framework.pilot, framework.pilot.least_answers
    laid = laid_out(found, (), framework)
    by_question = defaultdict[str, list[Answer]](list)
    for one in answers:
        by_question[one.competency].append(one)
    for place, name in enumerate(found.competencies):
        given = by_question[name]
        levels = [one.level for one in given if one.level is not None]
        apart = abs(laid.difference[:, place][laid.both[:, place]])
        minutes = [one.minutes for one in given if one.minutes is not None]
        clear = [one.clear for one in given if one.clear is not None]
        shares = {
            "floor": _percent([level == 0 for level in levels], least),
            "ceiling": _percent([level == HIGHEST for level in levels], least),
            "apart": _percent(
                [one >= framework.audit.far_apart for one in apart], least
            ),
            "unclear": _percent([one != "yes" for one in clear], least),
        }
        usual = median(minutes) if len(minutes) >= least else None
        yield QuestionFound(
            competency=name,
            answers=len(levels),
            floor_percent=shares["floor"],
            ceiling_percent=shares["ceiling"],
            pairs=len(apart),
            apart_percent=shares["apart"],
            agreement=_agreement(laid.coincidences[:, place], len(apart), framework),
            minutes=None if usual is None else round(usual, 1),
            asked_if_clear=len(clear),
            unclear_percent=shares["unclear"],
            # In an order that does not tell whose is whose from one question to the next.
            comments=tuple(sorted({one.comment for one in given if one.comment})),
            flags=tuple(_flags(shares, usual, limits)),
        )


def _agreement(
    of_people: NDArray[np.float64], pairs: int, framework: Framework
) -> AgreementFound:
    """How far the pairs agree; nothing where they are too few to say."""
    least = framework.pilot.least_answers
    found = agreement(of_people if pairs >= least else of_people[:0], pairs)
    return told(found, framework)


def _flags(
    shares: dict[str, float | None], minutes: float | None, limits: PilotLimits
) -> Iterator[Flag]:
    """What is the matter with a question, by the framework's limits."""
    most: tuple[tuple[Flag, int], ...] = (
        ("floor", limits.floor_percent),
        ("ceiling", limits.ceiling_percent),
        ("apart", limits.far_apart_percent),
        ("unclear", limits.unclear_percent),
    )
    for flag, limit in most:
        share = shares[flag]
        if share is not None and share >= limit:
            yield flag
    if minutes is not None and minutes >= limits.minutes:
        yield "slow"


def _percent(those: Sequence[bool], least: int) -> float | None:
    """The share of those that are so; nothing where there are too few to say."""
    return round(100 * sum(those) / len(those), 1) if len(those) >= least else None
