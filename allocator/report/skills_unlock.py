"""What missing skills keep from being placed, in sentences and tables."""

from collections.abc import Iterator
from typing import NamedTuple

from allocator.domain.skills_unlocks import Blocking, Trained, Unlocks
from allocator.report.skills_seen import Seen
from allocator.report.skills_study import (
    NAMES_PEOPLE,
    Grid,
    Page,
    Section,
    background,
    html,
    made_by,
    words,
)
from allocator.report.tables import Cell, csv_text
from allocator.report.wording import count, day, listed, percent, plain

PAGE = "unlock.html"
_NAMED = 5
_WORKERS = 10


class UnlocksFound(NamedTuple):
    """What would be unlocked, and for whom."""

    account: Unlocks
    seen: Seen


def lead(found: UnlocksFound) -> str:
    """How many more cases skills would place, in one sentence."""
    account = found.account
    left, more = account.now.unplaced, account.all_skills.placed - account.now.placed
    if not left:
        return (
            "No case is left waiting, so no missing skill keeps any from being placed."
        )
    waits = f"{left:,} of {count(account.waiting, 'waiting case')} cannot be placed"
    if more <= 0 and not account.skills:
        return f"{waits}, and no skill would change that: other reasons keep them all."
    return (
        f"{waits}; {more:,} more could be if everybody had"
        f" every skill required, and {account.other_reasons:,} would wait for other reasons."
    )


def findings(found: UnlocksFound) -> Iterator[str]:
    """What each skill blocks, and whose training would place most."""
    for one in found.account.skills:
        yield blocks(found, one)
    account = found.account
    alone = {case for one in account.skills for case in one.cases}
    together = account.all_skills.placed - account.now.placed - len(alone)
    if together > 0:
        yield (
            f"{together:,} more would be placed only if several missing skills were there at once."
        )
    if not all(outcome.proven for outcome in (account.now, account.all_skills)):
        yield "Not every proposal is proven best, so these numbers may be too low; allow more work."


def blocks(found: UnlocksFound, one: Blocking) -> str:
    """What the want of one skill costs, and what one more trained worker would unlock."""
    title = found.seen.title(one.competency)
    said = (
        f"{title} {one.level} keeps {_cases(one.blocked, one.cases)} from being placed"
    )
    if not one.workers:
        return f"{said}; training one person alone would place none of them."
    best = one.workers[0]
    others = sum(other.weight == best.weight for other in one.workers) - 1
    also = (
        f" (as would {count(others, 'other person', 'other people')})" if others else ""
    )
    return (
        f"{said}. Training {found.seen.person(best.worker_id)} from {best.from_level} to {best.to_level} would place"
        f" {_more(best.more_placed, best.cases)}{also}."
    )


def what_it_is() -> str:
    """How the numbers were found."""
    return (
        "Found by proposing again as if somebody had the skill, everything else as it is, so that room, limits and"
        " other rules count. The training itself takes time: see the courses."
    )


def page(found: UnlocksFound) -> str:
    """The whole page; the same answers give the same text."""
    account = found.account
    sections = [
        Section(
            "Skill by skill",
            grids=(_skills(found),),
        )
    ] * bool(account.skills)
    sections += [
        Section(
            f"{found.seen.title(one.competency)} to level {one.level}",
            said=(blocks(found, one),),
            grids=(_workers(found, one),) * bool(one.workers),
        )
        for one in account.skills
    ]
    return html(
        Page(
            title="Skills: what would be unlocked",
            about=day(account.as_of),
            lead=lead(found),
            what_it_is=what_it_is(),
            findings=(*findings(found), *found.seen.notes),
            for_whom=NAMES_PEOPLE,
            sections=tuple(sections),
            background=(
                *background(
                    f"{account.framework.name}, version {account.framework.version}",
                    account.policy.name,
                    account.version,
                    account.inputs,
                ),
                ("Digest of the policy", plain(account.policy.digest)),
                ("Seed", str(account.seed)),
            ),
            footer=made_by(account.version),
        )
    )


def rendered(found: UnlocksFound) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        PAGE: page(found),
        "unlock.csv": _csv(found),
        "unlock.json": found.account.model_dump_json(indent=2, by_alias=True) + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}


def _skills(found: UnlocksFound) -> Grid:
    now = found.account.now
    rows = [("As things stand", now, "")] + [
        (
            f"Everybody has {found.seen.named(one.competency)} {one.level}",
            one.outcome,
            ", ".join(one.cases),
        )
        for one in found.account.skills
    ]
    rows.append(("Everybody has every skill required", found.account.all_skills, ""))
    return Grid(
        caption="Proposals as things stand, and as if everybody had a skill",
        headings=words(
            "If",
            "Cases placed#",
            "Left waiting#",
            "Skills matched#",
            "Placed only then",
        ),
        rows=tuple(
            (
                said,
                f"{outcome.placed:,}",
                f"{outcome.unplaced:,}",
                percent(outcome.skill_match_percent),
                cases,
            )
            for said, outcome, cases in rows
        ),
    )


def _workers(found: UnlocksFound, one: Blocking) -> Grid:
    more = len(one.workers) - _WORKERS
    return Grid(
        caption="One more trained worker, everybody else as they are",
        headings=words("Worker", "From level#", "To level#", "More placed#", "Which"),
        rows=tuple(
            (
                found.seen.person(other.worker_id),
                str(other.from_level),
                str(other.to_level),
                f"{other.more_placed:,}",
                ", ".join(other.cases),
            )
            for other in one.workers[:_WORKERS]
        ),
        note=f"{more:,} more in unlock.csv." if more > 0 else "",
    )


def _csv(found: UnlocksFound) -> str:
    """One row for every skill that blocks, and one for every worker whose training would place more."""
    heading = (
        "competency", "title", "level", "worker_id", "from_level", "more_placed", "weight", "case_ids", "proven",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in found.account.skills:
        title = found.seen.title(one.competency)
        rows.append(
            (one.competency, title, one.level, "", None, one.blocked, one.weight, ";".join(one.cases), _yes(one)),
        )  # fmt: skip
        rows += [
            (
                one.competency, title, other.to_level, other.worker_id, other.from_level, other.more_placed,
                other.weight, ";".join(other.cases), _yes(other),
            )
            for other in one.workers
        ]  # fmt: skip
    return csv_text(heading, rows)


def _yes(one: Blocking | Trained) -> str:
    return "yes" if one.outcome.proven else "no"


def _cases(number: int, names: tuple[str, ...]) -> str:
    named = f" ({listed(list(names))})" if 0 < len(names) <= _NAMED else ""
    return f"{count(number, 'case')}{named}"


def _more(number: int, names: tuple[str, ...]) -> str:
    named = f" ({listed(list(names))})" if 0 < len(names) <= _NAMED else ""
    return f"{number:,} more{named}"
