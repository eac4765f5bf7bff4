"""A page for each worker with their own levels alone, and the form on which they say what they think of them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from allocator.domain.development import Remark, Says
from allocator.domain.skills_audit import Levelled
from allocator.domain.worker import Worker
from allocator.policy.names import plainly
from allocator.report.rendering import render
from allocator.report.skills_seen import Seen
from allocator.report.skills_study import made_by
from allocator.report.tables import Cell, csv_text
from allocator.report.wording import count, day, listed, plain

FORM = "remarks.csv"
_SAYS: dict[Says | None, str] = {
    "agree": "agree",
    "too_high": "say too high",
    "too_low": "say too low",
    "unclear": "say unclear",
}


class OwnFound(NamedTuple):
    """Where everyone stands, and what they said of it so far."""

    levels: tuple[Levelled, ...]
    remarks: tuple[Remark, ...]
    seen: Seen
    version: str


class OwnLevel(NamedTuple):
    """One level of one person, in words."""

    title: str
    stands: str
    means: str
    answers: str
    asked: str
    further: str


def lead(found: OwnFound) -> str:
    """For how many people there are pages, and how many remarks were read."""
    people = len({one.worker_id for one in found.levels})
    said = count(len(found.remarks), "remark") if found.remarks else "no remarks"
    return f"Levels of {count(people, 'person', 'people')}; {said} read."


def findings(found: OwnFound) -> Iterator[str]:
    """What workers say, never who said what of which level in which words."""
    if not found.remarks:
        return
    says = Counter(one.says for one in found.remarks)
    yield f"Of the remarks, {listed([f'{says[key]:,} {text}' for key, text in _SAYS.items() if says[key]])}."
    disputed = Counter(one.competency for one in found.remarks if one.says != "agree")
    few = found.seen.framework.audit.smallest_group
    often = [
        f"{found.seen.named(name)} ({number:,})"
        for name, number in disputed.most_common()
        if number >= few
    ]
    if often:
        yield f"Disagreed with most often: {listed(often[:3])}."
    waiting = dict.fromkeys(
        one.worker_id
        for one in found.remarks
        if one.says != "agree" and one.answered is None
    )
    if waiting:
        yield f"Waiting for somebody to talk it over with them: {found.seen.people(tuple(waiting))}."


def rendered(found: OwnFound) -> dict[str, bytes]:
    """A page and a form for each person by name of file, and what everyone said so far in one table."""
    by_person: dict[str, list[Levelled]] = defaultdict(list)
    for one in found.levels:
        by_person[one.worker_id].append(one)
    files = {FORM: _form(found, found.levels).encode()}
    for number, (worker_id, mine) in enumerate(by_person.items(), 1):
        name = f"own-{plainly(worker_id) or number}"
        if f"{name}.html" in files:
            name = f"{name}-{number}"
        worker = found.seen.team.worker[worker_id]
        files[f"{name}.html"] = page(found, worker, mine, f"{name}.csv").encode()
        files[f"{name}.csv"] = _form(found, mine).encode()
    return files


def page(found: OwnFound, worker: Worker, mine: Sequence[Levelled], form: str) -> str:
    """The page of one person, with nobody else's levels on it."""
    framework = found.seen.framework
    by_name = {one.competency: one for one in mine}
    areas = [
        (
            title,
            [
                _told(found.seen, by_name[name])
                for name, described in framework.competencies.items()
                if described.area == area and name in by_name
            ],
        )
        for area, title in framework.areas.items()
    ]
    return render(
        "skills_own.html",
        form=form,
        person=found.seen.person(worker.worker_id),
        worker_id=plain(worker.worker_id),
        framework=f"{framework.title}, version {framework.version}",
        areas=[(title, told) for title, told in areas if told],
        scale=listed(
            [
                f"{number} {rung.title.lower()}"
                for number, rung in enumerate(framework.scale)
            ]
        ),
        footer=made_by(found.version),
    )


def _told(seen: Seen, one: Levelled) -> OwnLevel:
    described = seen.framework.competencies[one.competency]
    level = one.agreed_level
    if level is None:
        stands, means, further = "Not agreed yet", "", ""
    else:
        when = f", agreed {day(one.date)}" if one.date else ""
        stands, means = f"Level {level}{when}", described.levels[level]
        further = (
            described.levels[level + 1] if level + 1 < len(described.levels) else ""
        )
    answers = [
        f"{who} {number}"
        for who, number in (
            ("you said", one.self_level),
            ("your supervisor said", one.supervisor_level),
        )
        if number is not None
    ]
    return OwnLevel(
        title=seen.title(one.competency),
        stands=stands,
        means=means,
        answers=listed(answers),
        asked=f"Level {one.required}" if one.required else "",
        further=further,
    )


def _form(found: OwnFound, levels: Sequence[Levelled]) -> str:
    """One row for every level, to be filled in by whose it is; what was said already stands in it."""
    heading = ("worker_id", "competency", "says", "level", "comment", "date", "answered")  # fmt: skip
    said = {(one.worker_id, one.competency): one for one in found.remarks}
    rows = (
        _row(said.get((one.worker_id, one.competency)), one.worker_id, one.competency)
        for one in levels
    )
    return csv_text(heading, rows)


def _row(said: Remark | None, worker_id: str, competency: str) -> tuple[Cell, ...]:
    if said is None:
        return (worker_id, competency, "", None, "", None, None)
    dates = (
        None if day is None else day.isoformat() for day in (said.date, said.answered)
    )
    return (worker_id, competency, said.says, said.level, said.comment, *dates)
