"""Gaps in sentences: what work is short of which skill, what rests on whom, who shows another grade."""

from collections.abc import Iterator
from typing import NamedTuple

from allocator.domain.skills_gaps import Covered, Gaps, Leaving, WorkGap
from allocator.report.skills_seen import Seen
from allocator.report.wording import count, listed

_NAMED = 5


class GapsFound(NamedTuple):
    """The gaps and whom they are about."""

    account: Gaps
    seen: Seen


def lead(found: GapsFound) -> str:
    """How much work is short of skills, in one sentence."""
    service = [gap for gap in found.account.work if not gap.team]
    short = [gap for gap in service if gap.cases_short]
    if not short:
        return "All the work that looks for a skill is with somebody who has it."
    first = short[0]
    cases = count(first.cases, "case that looks", "cases that look")
    are = "is" if first.cases_short == 1 else "are"
    return (
        f"{found.seen.title(first.competency)} is what the work is most short of: {first.cases_short:,} of {cases} for"
        f" it {are} with somebody below the level, or wait for somebody who has it. {_able(first)}"
    )


def what_it_is(found: GapsFound) -> str:
    """What the numbers are, and what they are not."""
    return (
        "What is asked comes from the framework and the cases, what is held from agreed levels. A gap is a reason to"
        " plan learning, never a judgement of a person."
    )


def findings(found: GapsFound) -> Iterator[str]:
    """What stands out for the service as a whole."""
    account, seen = found.account, found.seen
    thin = [one for one in account.cover if not one.team and one.is_thin]
    nobody = [one for one in thin if not one.worker_ids]
    if nobody:
        names = listed([f"{seen.named(one.competency)} {one.level}" for one in nobody])
        yield f"Nobody who carries cases has {names}."
    for one in thin:
        if len(one.worker_ids) == 1:
            yield rests(found, one)
    if account.leaving:
        yield leaves(found, account.leaving[0])
    below = len({gap.worker_id for gap in account.people})
    yield (
        f"{count(below, 'person is', 'people are')} below what their grade or role asks of something,"
        f" {count(len(account.people), 'gap')} in all; each is theirs to talk over with their supervisor."
    )
    ready = len(account.grades)
    if ready:
        yield (
            f"{count(ready, 'person meets', 'people meet')} all that a later grade than theirs asks: see gaps.json."
        )
    growing = [
        gap
        for gap in account.work
        if not gap.team and gap.units_expected > gap.units and gap.able < gap.wanted
    ]
    if growing:
        names = listed([seen.named(gap.competency) for gap in growing[:_NAMED]])
        yield f"More work is expected in what already rests on too few: {names}."


def rests(found: GapsFound, one: Covered) -> str:
    """That a skill rests on one person."""
    return (
        f"{found.seen.title(one.competency)} {one.level} rests on {found.seen.people(one.worker_ids)} alone, with"
        f" {count(one.cases, 'case that looks', 'cases that look')} for it."
    )


def leaves(found: GapsFound, one: Leaving) -> str:
    """What would be missed if one person left."""
    seen = found.seen
    lost = listed([seen.named(name) for name in one.lost])
    where = f" in {seen.scope(one.team)}" if one.team else ""
    parts = [f"nobody{where} would have {lost} at the level its work looks for"] * bool(
        lost
    )
    stranded = len(one.cases_stranded)
    if stranded:
        parts.append(
            f"{count(stranded, 'case')} would have nobody who has all the skills looked for"
        )
    return f"If {seen.person(one.worker_id)} left, {' and '.join(parts)}."


def _able(gap: WorkGap) -> str:
    if not gap.able:
        return f"Nobody who carries cases has it at level {gap.level}."
    has = "has" if gap.able == 1 else "have"
    return f"{gap.able:,} of {count(gap.people, 'person', 'people')} {has} it at level {gap.level}."
