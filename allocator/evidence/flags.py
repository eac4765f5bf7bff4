"""Raises flags from the records of several weeks, and from what people say and write of themselves."""

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence

from allocator.domain.diary import Entry
from allocator.domain.flag import KINDS, Flag
from allocator.domain.survey import Answer
from allocator.evidence.one_person import newest, strain
from allocator.evidence.trends import in_order
from allocator.policy.guard import Guard, SustainedOverload
from allocator.policy.questionnaire import Questionnaire
from allocator.workload.measure import Workload

_FOUR_WEEKS = datetime.timedelta(weeks=4)
# What the full questionnaire asks for in numbers.
SUPERVISION_WEEKS, LEARNING_HOURS = "supervision_weeks", "learning_hours"


def from_records(history: Mapping[str, Workload], guard: Guard) -> list[Flag]:
    """Who has been over the limit in so many weeks in a row, up to the newest batch."""
    ordered = [workload for _, workload in in_order(history)]
    rules, found = guard.sustained_overload, list[Flag]()
    for worker in ordered[-1].team.workers:
        since = _over_since(worker.worker_id, ordered, rules)
        if since is not None:
            found.append(
                Flag(worker_id=worker.worker_id, flag="sustained_overload", since=since)
            )
    return found


def _over_since(
    worker_id: str, ordered: Sequence[Workload], rules: SustainedOverload
) -> datetime.date | None:
    """The first batch of an unbroken run over the limit that is long enough; None where there is no such run."""
    if not _is_over(worker_id, ordered[-1], rules):
        return None
    newest_day = since = ordered[-1].as_of
    gap = datetime.timedelta(days=rules.longest_gap_days)
    for workload in reversed(ordered):
        if since - workload.as_of > gap or not _is_over(worker_id, workload, rules):
            break
        since = workload.as_of
    # Four weekly batches span three weeks, and stand for four.
    lasted = newest_day - since + datetime.timedelta(weeks=1)
    return since if lasted >= datetime.timedelta(weeks=rules.weeks) else None


def _is_over(worker_id: str, workload: Workload, rules: SustainedOverload) -> bool:
    holding = workload.holdings.get(worker_id)
    if holding is None:
        return False
    # Someone without capacity is full, and holding anything is too much.
    limit = holding.capacity.quanta * rules.above_percent
    return holding.held * 100 > limit


def from_answers(
    answers: Sequence[Answer],
    people: Collection[str],
    asked: Questionnaire,
    guard: Guard,
) -> Iterator[Flag]:
    """Who reports high strain, missed supervision or missed learning in the newest wave, among some people."""
    wave = newest(answers)
    for answer in wave:
        if answer.worker_id not in people:
            continue
        points, low, _ = strain(answer, wave, asked, guard)
        facts = answer.facts
        raised = {
            "high_strain": points >= guard.high_strain.from_points
            and low >= guard.quarters.strained_from_points,
            "missed_supervision": facts.get(SUPERVISION_WEEKS, 0)
            > guard.missed_supervision.most_weeks,
            "missed_learning": LEARNING_HOURS in facts
            and facts[LEARNING_HOURS] < guard.missed_learning.least_hours,
        }
        for kind, is_raised in raised.items():
            if is_raised:
                yield Flag.model_validate(
                    {"worker_id": answer.worker_id, "flag": kind, "since": answer.wave}
                )


def from_diaries(
    entries: Sequence[Entry], people: Collection[str], guard: Guard
) -> Iterator[Flag]:
    """Whose diary has no supervision for too long, or too little learning in the last four weeks of it.

    A diary that is shorter than that tells nothing either way.
    """
    for worker_id in sorted(people):
        own = [entry for entry in entries if entry.worker_id == worker_id]
        if not own:
            continue
        first, last = min(e.date for e in own), max(e.date for e in own)
        supervised = [e.date for e in own if e.task == "supervision"]
        weeks = datetime.timedelta(weeks=guard.missed_supervision.most_weeks)
        since = max(supervised, default=first)
        if last - since > weeks:
            yield Flag(worker_id=worker_id, flag="missed_supervision", since=since)
        begin = last - _FOUR_WEEKS + datetime.timedelta(days=1)
        learnt = sum(e.length for e in own if e.task == "learning" and e.date >= begin)
        # A weekend at either end of four weeks is no gap.
        covered = first <= begin + datetime.timedelta(days=2)
        if covered and learnt < guard.missed_learning.least_hours * 60:
            yield Flag(worker_id=worker_id, flag="missed_learning", since=begin)


def once(flags: Sequence[Flag]) -> list[Flag]:
    """Each kind of flag once for each worker, from the earliest day: a survey and a diary may say the same."""
    found: dict[tuple[str, str], Flag] = {}
    for flag in sorted(flags, key=lambda f: f.since or datetime.date.min):
        found.setdefault((flag.worker_id, flag.flag), flag)
    return sorted(
        found.values(), key=lambda flag: (flag.worker_id, KINDS.index(flag.flag))
    )
