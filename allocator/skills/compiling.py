"""Compiles an audit: agreed levels, agreement between raters, competencies and groups, and what to talk about."""

import datetime
import importlib.metadata
from collections import Counter
from collections.abc import Iterator, Sequence

from allocator.domain.answers import Answer, Settled
from allocator.domain.compiled import (
    AgreementFound,
    AuditAccount,
    FrameworkName,
    LevelFound,
)
from allocator.domain.compiled import Answered as AnsweredFor
from allocator.errors import AllocatorError
from allocator.policy.framework import Framework
from allocator.report.skills_audited import Audited
from allocator.skills.agreed import levels_found
from allocator.skills.answered import MISSING, Answered, answered
from allocator.skills.comparing import groups
from allocator.skills.figures import agreement_on, share
from allocator.skills.laid import laid_out, mean_of_known
from allocator.skills.overall import areas, competencies
from allocator.skills.prompts import prompts
from allocator.tables.audit_reading import AuditBatch


def compile_audit(batch: AuditBatch, framework: Framework) -> Audited:
    """Everything an audit comes to; raises AllocatorError where nobody has answered."""
    if not batch.answers:
        raise AllocatorError(
            "The ratings table has no answers yet; allocator skills form makes the forms."
        )
    found = answered(batch.workers, batch.answers, framework)
    levels = levels_found(found, batch.settled, framework)
    laid = laid_out(found, levels, framework)
    told_of = tuple(competencies(found, laid, framework))
    everyone = list(range(len(found.workers)))
    account = AuditAccount(
        framework=FrameworkName(
            name=framework.name, version=framework.version, digest=framework.digest
        ),
        as_of=newest_day(batch.answers, batch.settled),
        inputs=dict(sorted((batch.inputs or {}).items())),
        version=importlib.metadata.version("case-allocator"),
        smallest_group=framework.audit.smallest_group,
        answered=_who_answered(found),
        levels=dict(Counter(level.how for level in levels)),
        left_out=found.left_out,
        agreement=agreement_on(laid, everyone, framework) or _not_told(found),
        met=share(mean_of_known(laid.met, axis=1), framework),
        areas=tuple(areas(found, laid, told_of, framework)),
        competencies=told_of,
        groups=tuple(groups(found, laid, framework)),
        notes=tuple(_notes(batch, found, levels)),
    )
    return Audited(
        framework=framework,
        workers=batch.workers,
        account=account,
        levels=tuple(levels),
        prompts=tuple(prompts(found, levels, framework)),
    )


def _not_told(found: Answered) -> AgreementFound:
    """Agreement where too few people were rated by both to tell it."""
    return AgreementFound(
        alpha=None,
        low=None,
        high=None,
        pairs=int(found.both.sum()),
        reading="cannot_tell",
    )


def newest_day(answers: Sequence[Answer], settled: Sequence[Settled]) -> datetime.date:
    """The day an audit is told as of: that of the newest answer or conversation."""
    answered_on = [one.date for one in answers if one.date]
    return max([*answered_on, *(one.date for one in settled)])


def _who_answered(found: Answered) -> AnsweredFor:
    own = (found.own != MISSING).any(axis=1)
    theirs = (found.supervisors != MISSING).any(axis=1)
    return AnsweredFor(
        workers=len(found.workers),
        by_self=int(own.sum()),
        by_supervisor=int(theirs.sum()),
        by_both=int((own & theirs).sum()),
    )


def _notes(
    batch: AuditBatch, found: Answered, levels: Sequence[LevelFound]
) -> Iterator[str]:
    yield from batch.notes
    if found.left_out:
        yield (
            f"{found.left_out:,} answers were to a question that has been worded anew since, and were left out."
        )
    settled = sum(level.how == "settled" for level in levels)
    given = len({(one.worker_id, one.competency) for one in batch.settled})
    if given > settled:
        yield (
            f"{given - settled:,} settled levels are older than a new answer and no longer stand."
        )
