"""A fictional audit: a batch of people and cases, and what the people and their supervisors answered."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from allocator.domain.answers import Answer, Clear, Rater, Settled
from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.example.batch import generate
from allocator.example.chance import happens, one_of, shuffled
from allocator.policy.framework import HIGHEST, Framework
from allocator.skills.drawing import Drawing, load_drawing

Floats = NDArray[np.float64]

_AUTHORITY = "Rochdale"


class Streams(NamedTuple):
    """One stream for each purpose, so that a change to one leaves the others alone."""

    truth: Generator
    own: Generator
    supervisors: Generator
    left_open: Generator
    talking: Generator
    pilot: Generator


@dataclass(frozen=True)
class ExampleAudit:
    """Everything an example audit writes."""

    team: Team
    answers: tuple[Answer, ...]
    settled: tuple[Settled, ...]


def draw(
    framework: Framework, workers: int, waiting: int, teams: int, seed: int
) -> ExampleAudit:
    """A batch and the answers of one audit of its people; the same arguments give the same."""
    drawing, chance = load_drawing(), _streams(seed)
    team = _team(drawing, workers, waiting, teams, seed)
    truth = _truth(team.workers, framework, drawing, chance.truth)
    answers = _all_answers(team.workers, truth, framework, drawing, chance)
    kept = _answered(answers, team.workers, drawing, chance.left_open)
    settled = _settled(kept, truth, team.workers, framework, drawing, chance.talking)
    return ExampleAudit(team, tuple(kept), tuple(settled))


def _team(drawing: Drawing, workers: int, waiting: int, teams: int, seed: int) -> Team:
    """A batch in which some waiting cases ask for skills that few have."""
    team = generate(_AUTHORITY, workers, waiting, seed, teams=teams)
    # What the audit is to find out is not known before it.
    return team.changed(
        ratings=(),
        workers=tuple(worker.changed(skills={}) for worker in team.workers),
        cases=tuple(_asking(team.cases, drawing)),
    )


def _all_answers(
    workers: Sequence[Worker],
    truth: Floats,
    framework: Framework,
    drawing: Drawing,
    chance: Streams,
) -> list[Answer]:
    """What everyone would answer about everything."""
    return [
        *_own(workers, truth, framework, drawing, chance),
        *_supervisors(workers, truth, framework, drawing, chance),
    ]


def draw_pilot(framework: Framework, workers: int, seed: int) -> ExampleAudit:
    """A pilot in one team: answers to the first version, with how long each took and whether it was clear."""
    drawing, chance = load_drawing(), _streams(seed)
    team = _team(drawing, workers, 0, 1, seed)
    truth = _truth(team.workers, framework, drawing, chance.truth)
    version = framework.versions[0]
    answers = tuple(
        answer.changed(
            version=version.version,
            date=version.date
            + datetime.timedelta(days=int(chance.pilot.integers(2, 12))),
            **_remarks(answer, drawing, chance.pilot),
        )
        for answer in _all_answers(team.workers, truth, framework, drawing, chance)
    )
    return ExampleAudit(team.changed(cases=(), reductions=(), pins=()), answers, ())


def _streams(seed: int) -> Streams:
    return Streams(*np.random.default_rng(seed).spawn(len(Streams._fields)))


def _asking(cases: Sequence[Case], drawing: Drawing) -> Iterator[Case]:
    """The cases, the first waiting ones of some types asking for a skill that few have."""
    left = {asking.type: asking.cases for asking in drawing.asking}
    asked = {asking.type: asking for asking in drawing.asking}
    for case in cases:
        if case.is_waiting and left.get(case.type, 0) > 0:
            left[case.type] -= 1
            asking = asked[case.type]
            yield case.changed(skills_required={asking.skill: asking.level})
        else:
            yield case


def _truth(
    workers: Sequence[Worker],
    framework: Framework,
    drawing: Drawing,
    chance: Generator,
) -> Floats:
    """What each worker can do in each competency, between the levels of the scale."""
    names = [*framework.competencies]
    asked = np.array(
        [
            [
                framework.asked(worker.seniority, worker.role).get(
                    name, drawing.truth.unasked_level
                )
                for name in names
            ]
            for worker in workers
        ],
        dtype=np.float64,
    )
    person = chance.normal(0, drawing.truth.person, (len(workers), 1))
    own = chance.normal(0, drawing.truth.competency, asked.shape)
    truth = np.clip(asked + person + own, 0, HIGHEST)
    holders = [place for place, worker in enumerate(workers) if worker.carries_cases]
    for name, rare in drawing.rare.items():
        column = names.index(name)
        truth[:, column] = np.minimum(truth[:, column], rare.others)
        truth[shuffled(holders, chance)[: rare.people], column] = rare.level
    return np.asarray(truth)


def _own(
    workers: Sequence[Worker],
    truth: Floats,
    framework: Framework,
    drawing: Drawing,
    chance: Streams,
) -> Iterator[Answer]:
    """What people say of themselves: some far higher than it is, some far lower, some one level throughout."""
    figures = drawing.answering
    places = shuffled(range(len(workers)), chance.own)
    lean = np.full(len(workers), figures.self_lean)
    far, low = figures.high_people, figures.high_people + figures.low_people
    lean[places[:far]] += figures.far_lean
    lean[places[far:low]] -= figures.far_lean
    said = _rounded(truth + lean[:, None], figures.noise, chance.own)
    for place in places[low : low + figures.same_level_forms]:
        said[place] = int(np.median(said[place]))
    for place, worker in enumerate(workers):
        day = _day(drawing, chance.own)
        for name, level in zip(framework.competencies, said[place], strict=True):
            yield _answer(worker, name, int(level), "self", "", day, framework)


def _supervisors(
    workers: Sequence[Worker],
    truth: Floats,
    framework: Framework,
    drawing: Drawing,
    chance: Streams,
) -> Iterator[Answer]:
    """What supervisors say of those they supervise, each a little more or less strictly."""
    figures = drawing.answering
    supervisors = sorted({w.supervisor_id for w in workers if w.supervisor_id})
    lean = {
        supervisor: figures.supervisor_lean[place % len(figures.supervisor_lean)]
        for place, supervisor in enumerate(supervisors)
    }
    strictness = np.array([[lean.get(worker.supervisor_id, 0.0)] for worker in workers])
    said = _rounded(truth + strictness, figures.noise, chance.supervisors)
    for place, worker in enumerate(workers):
        day = _day(drawing, chance.supervisors)
        if worker.supervisor_id:
            for name, level in zip(framework.competencies, said[place], strict=True):
                yield _answer(
                    worker,
                    name,
                    int(level),
                    "supervisor",
                    worker.supervisor_id,
                    day,
                    framework,
                )


def _answer(
    worker: Worker,
    competency: str,
    level: int,
    rater: Rater,
    rater_id: str,
    day: datetime.date,
    framework: Framework,
) -> Answer:
    return Answer(
        worker_id=worker.worker_id,
        competency=competency,
        level=level,
        rater=rater,
        rater_id=rater_id or worker.worker_id,
        date=day,
        version=framework.version,
    )


def _rounded(levels: Floats, noise: float, chance: Generator) -> NDArray[np.int64]:
    said = np.rint(levels + chance.normal(0, noise, levels.shape))
    return np.clip(said, 0, HIGHEST).astype(np.int64)


def _day(drawing: Drawing, chance: Generator) -> datetime.date:
    nearest, farthest = drawing.answered_days
    days = int(chance.integers(nearest, farthest, endpoint=True))
    return drawing.as_of - datetime.timedelta(days=days)


def _answered(
    answers: Sequence[Answer],
    workers: Sequence[Worker],
    drawing: Drawing,
    chance: Generator,
) -> list[Answer]:
    """The answers without the forms that never came and the questions left open."""
    figures = drawing.answering
    holders = [worker.worker_id for worker in workers if worker.supervisor_id]
    missing = shuffled(holders, chance)
    silent = {*missing[: figures.no_form]}
    unrated = {*missing[figures.no_form :][: figures.no_supervisor_form]}
    return [
        answer
        for answer in answers
        if answer.worker_id not in (silent if answer.rater == "self" else unrated)
        and not happens(figures.blank_percent, chance)
    ]


def _settled(
    answers: Sequence[Answer],
    truth: Floats,
    workers: Sequence[Worker],
    framework: Framework,
    drawing: Drawing,
    chance: Generator,
) -> Iterator[Settled]:
    """What people came to where they talked about answers that were far apart."""
    rows = {worker.worker_id: place for place, worker in enumerate(workers)}
    columns = {name: place for place, name in enumerate(framework.competencies)}
    said: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in answers:
        said.setdefault((answer.worker_id, answer.competency), {})[answer.rater] = (
            answer
        )
    for (worker_id, name), both in said.items():
        levels = [answer.level for answer in both.values() if answer.level is not None]
        if (
            len(levels) == 2
            and abs(levels[0] - levels[1]) >= framework.audit.far_apart
            and happens(drawing.talking.settled_percent, chance)
        ):
            yield Settled(
                worker_id=worker_id,
                competency=name,
                level=int(np.rint(truth[rows[worker_id], columns[name]])),
                date=drawing.as_of,
                agreed_by=both["supervisor"].given_by,
                reason=one_of(drawing.talking.reasons, chance),
            )


def _remarks(
    answer: Answer, drawing: Drawing, chance: Generator
) -> dict[str, float | str | Clear]:
    """How long one answer took in the pilot, and whether the question was clear."""
    figures = drawing.pilot
    is_long = answer.competency in figures.long
    least, most = figures.long_minutes if is_long else figures.minutes
    minutes = round(float(chance.uniform(least, most)), 1)
    is_doubtful = answer.competency in figures.unclear
    percent = figures.unclear_percent if is_doubtful else figures.other_unclear_percent
    if not happens(percent, chance):
        return {"minutes": minutes, "clear": "yes"}
    clear: Clear = "no" if happens(50, chance) else "partly"
    comment = one_of(figures.comments, chance)
    return {"minutes": minutes, "clear": clear, "comment": comment}
