"""An audit as CSV tables: what the allocator reads, everyone's levels, competencies, groups and prompts."""

from collections.abc import Iterator

from allocator.domain.compiled import LevelFound
from allocator.domain.skills_audit import Levelled
from allocator.report.skills_audited import Audited
from allocator.report.skills_sentences import prompt
from allocator.report.tables import Cell, csv_text
from allocator.tables.columns import SKILLS

LEVELS_HEADING = tuple(Levelled.model_fields)


def skills(audited: Audited) -> str:
    """The skills table of a batch: agreed levels, and both answers where nothing is agreed."""
    heading = [column.name for column in SKILLS.columns]
    known = audited.framework.skills
    rows = (
        (one.worker_id, one.competency, level, source, one.date.isoformat())
        for one in audited.levels
        if one.competency in known
        for source, level in _ratings(one)
    )
    return csv_text(heading, rows)


def levels(audited: Audited) -> str:
    """One row for every level of every worker, whether agreed or not."""
    rows = (
        (
            one.worker_id,
            audited.worker[one.worker_id].team,
            audited.worker[one.worker_id].seniority,
            one.competency,
            audited.framework.competencies[one.competency].title,
            one.own,
            one.supervisor,
            one.agreed,
            one.how,
            one.date.isoformat(),
            one.version,
            one.asked,
            one.reason,
        )
        for one in audited.levels
    )
    return csv_text(LEVELS_HEADING, rows)


def competencies(audited: Audited) -> str:
    """One row for every competency, over everyone."""
    heading = (
        "competency", "title", "area", "rated", "own_mean", "supervisor_mean", "mean", "asked", "met_percent",
        "same_percent", "apart_percent", "alpha", "alpha_low", "alpha_high", "pairs", "reading",
    )  # fmt: skip
    rows = (
        (
            *(getattr(one, name) for name in heading[:11]),
            one.agreement and one.agreement.alpha,
            one.agreement and one.agreement.low,
            one.agreement and one.agreement.high,
            one.agreement and one.agreement.pairs,
            one.agreement and one.agreement.reading,
        )
        for one in audited.account.competencies
    )
    return csv_text(heading, rows)


def groups(audited: Audited) -> str:
    """One row for every group and competency, and one for each group over all of them."""
    heading = (
        "by", "group", "together", "workers", "competency", "mean", "met_percent", "low_percent", "high_percent",
        "differs", "alpha",
    )  # fmt: skip
    return csv_text(heading, _group_rows(audited))


def _group_rows(audited: Audited) -> Iterator[tuple[Cell, ...]]:
    for group in audited.account.groups:
        about = (group.by, group.group, "; ".join(group.together), group.workers)
        met = group.met
        alpha = group.agreement.alpha if group.agreement else None
        yield (
            *about,
            "",
            group.mean,
            met.met_percent,
            met.low_percent,
            met.high_percent,
            met.differs,
            alpha,
        )
        for name, mean in group.means.items():
            yield (*about, name, mean, group.met_percents[name], None, None, "", None)


def prompts(audited: Audited) -> str:
    """One row for everything that is worth a conversation."""
    heading = (
        "kind",
        "worker_id",
        "supervisor_id",
        "difference",
        "answers",
        "competencies",
        "prompt",
    )
    rows = (
        (
            one.kind,
            one.worker_id,
            one.supervisor_id,
            one.difference,
            one.answers,
            "; ".join(one.competencies),
            prompt(audited, one),
        )
        for one in audited.prompts
    )
    return csv_text(heading, rows)


def _ratings(one: LevelFound) -> Iterator[tuple[str, int]]:
    """What allocation may read: the agreed level, else what each said."""
    if one.agreed is not None:
        yield "agreed", one.agreed
        return
    for source, level in (("supervisor", one.supervisor), ("self", one.own)):
        if level is not None:
            yield source, level
