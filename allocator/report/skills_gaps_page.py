"""Gaps as a page: the work of the service and of each team, who covers what, and what leaving would cost."""

from collections.abc import Iterator

from allocator.domain.skills_gaps import WorkGap
from allocator.report.skills_gaps import (
    GapsFound,
    findings,
    lead,
    leaves,
    what_it_is,
)
from allocator.report.skills_study import (
    NAMES_PEOPLE,
    Grid,
    Heading,
    Mark,
    Page,
    Section,
    background,
    few_note,
    html,
    made_by,
    some,
    words,
)
from allocator.report.wording import amount, day, plain

_LEAVING = 12
# A map of more people than this is no longer read but scrolled.
_ON_A_MAP = 16


def page(found: GapsFound) -> str:
    """The whole page; the same gaps give the same text."""
    account, seen = found.account, found.seen
    return html(
        Page(
            title="Skills: what is asked and what is there",
            about=day(account.as_of),
            lead=lead(found),
            what_it_is=what_it_is(found),
            findings=(*findings(found), *seen.notes),
            for_whom=NAMES_PEOPLE,
            sections=tuple(_sections(found)),
            background=background(
                f"{account.framework.name}, version {account.framework.version}",
                account.policy,
                account.version,
                account.inputs,
            ),
            footer=made_by(account.version),
        )
    )


def _sections(found: GapsFound) -> Iterator[Section]:
    account, seen = found.account, found.seen
    scopes = list(dict.fromkeys(gap.team for gap in account.work))
    for team in scopes:
        gaps = [gap for gap in account.work if gap.team == team]
        grids = [_work(found, team, gaps)]
        if team or len(scopes) == 1:
            grids += _map(found, team)
        yield Section(seen.scope(team), grids=tuple(grids))
    if account.leaving:
        yield Section(
            "If somebody left",
            said=(
                "Read off who has what at the level that most of the work looks for, and who has all the skills that"
                " each case looks for. It says whose knowledge to share first, and nothing about whether anybody will.",
            ),
            items=some(
                [leaves(found, one) for one in account.leaving], _LEAVING, "gaps.json"
            ),
        )


def _work(found: GapsFound, team: str, gaps: list[WorkGap]) -> Grid:
    seen = found.seen
    hidden = any(gap.below_grade is None for gap in gaps)
    few = seen.framework.audit.smallest_group
    return Grid(
        caption=f"{seen.scope(team)}: what the work looks for and who has it, most work short first",
        headings=words(
            "Skill",
            "Level#",
            "People who have it#",
            "Cases looking for it#",
            "Of them short#",
            f"{seen.unit.capitalize()}#",
            "Of them short#",
            "Expected#",
            "Below their grade#",
        ),
        rows=tuple(
            (
                seen.title(gap.competency),
                str(gap.level),
                f"{gap.able:,} of {gap.people:,}",
                f"{gap.cases:,}",
                f"{gap.cases_short:,}",
                amount(gap.units),
                amount(gap.units_short),
                amount(gap.units_expected),
                "few"
                if gap.below_grade is None
                else f"{gap.below_grade:,} of {gap.asked_of:,}",
            )
            for gap in gaps
        ),
        note="Short: with somebody below the level that the case looks for, or waiting while nobody here has it."
        + f" {few_note(few)}" * hidden,
    )


def _map(found: GapsFound, team: str) -> Iterator[Grid]:
    """Who covers which skill, in columns of people as many as a page can hold."""
    seen = found.seen
    covered = [one for one in found.account.cover if one.team == team]
    people = [
        worker.worker_id
        for worker in seen.team.workers
        if worker.carries_cases and team in ("", worker.team)
    ]
    for start in range(0, len(people), _ON_A_MAP):
        columns = people[start : start + _ON_A_MAP]
        more = f", people {start + 1} to {start + len(columns)}"
        yield Grid(
            caption=f"{seen.scope(team)}: who covers what{more * (len(people) > _ON_A_MAP)}",
            headings=(
                Heading("Skill"),
                Heading("People", is_number=True),
                *(Heading(plain(worker_id)) for worker_id in columns),
            ),
            rows=tuple(
                (
                    f"{seen.title(one.competency)} {one.level}",
                    str(len(one.worker_ids)),
                    *(
                        Mark("●", True)
                        if worker_id in one.worker_ids
                        else Mark("–", False)
                        for worker_id in columns
                    ),
                )
                for one in covered
            ),
            note="● has the skill at the level that most of the team's work looks for.",
            is_map=True,
        )
