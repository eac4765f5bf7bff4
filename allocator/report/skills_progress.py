"""What became of levels and goals, and what falls due, in sentences and tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.domain.skills_progress import Due, ItemReview, Progress
from allocator.report.columns import table
from allocator.report.skills_seen import Seen
from allocator.report.skills_study import (
    Grid,
    Page,
    Section,
    background,
    few_note,
    html,
    made_by,
    some_or_few,
    words,
)
from allocator.report.tables import csv_text
from allocator.report.wording import count, day, listed

PAGE = "progress.html"


class ProgressFound(NamedTuple):
    """What changed, and whom it is about."""

    account: Progress
    seen: Seen


def lead(found: ProgressFound) -> str:
    """How many levels rose and how many goals were reached, in one sentence."""
    [service] = [one for one in found.account.teams if not one.team]
    goals = (
        f" Reached: {service.goals_reached or 0:,} of {count(service.goals, 'goal')}."
        if service.goals
        else ""
    )
    if service.higher is None:
        return f"Too few people were rated both times to say how levels changed.{goals}"
    return (
        f"{count(service.higher, 'level is', 'levels are')} higher than at the audit before and"
        f" {service.lower or 0:,} lower.{goals}"
    )


def findings(found: ProgressFound) -> Iterator[str]:
    """How gaps changed, and in what most was learnt."""
    account, seen = found.account, found.seen
    [service] = [one for one in account.teams if not one.team]
    if service.gaps_before is not None:
        yield (
            f"Of what was rated both times, {count(service.gaps_before, 'gap')} became {service.gaps_now or 0:,}."
        )
    higher = Counter({one.competency: one.higher for one in account.competencies})
    told = [
        f"{seen.named(name)} ({number:,})"
        for name, number in higher.most_common(3)
        if number
    ]
    if told:
        yield f"Levels rose most often in {listed(told)}."
    unrated = len({one.worker_id for one in account.moved if one.became == "not_rated"})
    if unrated:
        yield f"{count(unrated, 'person has', 'people have')} levels that were not rated again."


def rendered(found: ProgressFound) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        PAGE: page(found),
        "progress.csv": _csv(found),
        "progress.json": found.account.model_dump_json(indent=2, by_alias=True) + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}


def page(found: ProgressFound) -> str:
    """The whole page: teams, never persons; those are in the table for their supervisors."""
    account, seen = found.account, found.seen
    return html(
        Page(
            title="Skills: progress since the audit before",
            about=day(account.as_of),
            lead=lead(found),
            what_it_is="People are not compared here. Everyone's own levels are for them and their supervisor.",
            findings=tuple(findings(found)),
            sections=(
                Section("By team", grids=(_teams(found),)),
                Section("By competency", grids=(_competencies(found),)),
            ),
            background=background(
                f"{account.framework.name}, version {account.framework.version}",
                seen.policy.name,
                account.version,
                account.inputs,
            ),
            footer=made_by(account.version),
        )
    )


def _teams(found: ProgressFound) -> Grid:
    few = found.seen.framework.audit.smallest_group
    teams = found.account.teams
    aimed = any(one.goals != 0 for one in teams)
    headings = words(
        "Team", "People#", "Higher#", "Lower#", "Gaps before#", "Gaps now#"
    )
    return Grid(
        caption="What changed in each team",
        headings=headings + words("Goals#", "Reached#") * aimed,
        rows=tuple(
            (
                found.seen.scope(one.team),
                f"{one.people:,}",
                *map(
                    some_or_few,
                    (one.higher, one.lower, one.gaps_before, one.gaps_now)
                    + (one.goals, one.goals_reached) * aimed,
                ),
            )
            for one in teams
        ),
        note=few_note(few)
        if any(None in (one.higher, one.goals) for one in teams)
        else "",
    )


def _competencies(found: ProgressFound) -> Grid:
    few = found.seen.framework.audit.smallest_group
    rows = [
        (
            found.seen.title(one.competency),
            f"{one.people:,}",
            f"{one.mean_before:.1f}",
            f"{one.mean_now:.1f}",
            f"{one.higher:,}",
            f"{one.lower:,}",
        )
        for one in found.account.competencies
    ]
    return Grid(
        caption="Average levels of those rated both times",
        headings=words("Competency", "People#", "Before#", "Now#", "Higher#", "Lower#"),
        rows=tuple(rows),
        note=f"Competencies that fewer than {few} people were rated in both times are not shown, nor others from which"
        " they could be worked out.",
    )


def _csv(found: ProgressFound) -> str:
    """One row for every person and competency, for them and their supervisor."""
    heading = ("worker_id", "worker_name", "team", "competency", "before", "now", "asked", "aim", "became")  # fmt: skip
    rows = (
        (
            one.worker_id, found.seen.team.worker[one.worker_id].name, one.team, one.competency,
            one.before, one.now, one.asked, one.aim, one.became,
        )
        for one in found.account.moved
    )  # fmt: skip
    return csv_text(heading, rows)


def due_lines(every: Sequence[Due], seen: Seen) -> list[str]:
    """What falls due on a terminal, a line for each thing."""
    rows = [
        (
            f"{one.date}{' overdue' if one.overdue else ''}",
            one.about,
            seen.person(one.worker_id),
            one.what,
        )
        for one in every
    ]
    return table(("Date", "About", "Who", "What"), rows, (18, 13, 24))


def due_csv(every: Sequence[Due], seen: Seen) -> str:
    """One row for everything that falls due."""
    heading = ("date", "about", "worker_id", "worker_name", "what", "overdue")
    rows = (
        (
            one.date.isoformat(), one.about, one.worker_id, seen.team.worker[one.worker_id].name, one.what,
            "yes" if one.overdue else "no",
        )
        for one in every
    )  # fmt: skip
    return csv_text(heading, rows)


def review_csv(items: Sequence[ItemReview], seen: Seen) -> str:
    """One row for every competency of a framework."""
    heading = (
        "competency", "title", "rated", "alike_percent", "asked_of", "short", "cases", "remarks", "findings",
    )  # fmt: skip
    rows = (
        (
            one.competency, seen.title(one.competency), one.rated, one.alike_percent, one.asked_of, one.short,
            one.cases, one.remarks, " ".join(one.findings),
        )
        for one in items
    )  # fmt: skip
    return csv_text(heading, rows)
