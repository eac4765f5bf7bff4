"""The workers of a batch: those who hold cases, and what other files know of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.worker import Reduction, Worker
from allocator.importers.spelling import same
from allocator.importers.telling import Matter, Telling
from allocator.policy.policy import Policy

NO_HOURS = Matter(
    "assumed",
    "worker",
    "contracted hours are not known; full time is taken and everything about their room is provisional.",
    "Give a table of workers, or the workforce census, with --workers.",
)
_UNKNOWN = Matter(
    "assumed",
    "worker",
    "holding cases and in none of the files of workers; taken in with nothing but an id.",
    "Add them to the table of workers, or correct the name in the export.",
)
_TWO_OF_A_NAME = Matter(
    "disagreement",
    "name",
    "borne by two people in the files of workers, so cases under it are joined to neither.",
    "Use worker ids in the export.",
)


class Known(NamedTuple):
    """What the files of workers say: people and the time they do not have."""

    workers: Sequence[Worker] = ()
    reductions: Sequence[Reduction] = ()


def together(files: Iterable[Known]) -> Known:
    """Several files as one; where two speak of one worker, what the first leaves blank the next fills in."""
    workers: dict[str, Worker] = {}
    reductions: dict[Reduction, None] = {}
    for file in files:
        for worker in file.workers:
            name = same(worker.worker_id)
            first = workers.get(name)
            workers[name] = worker if first is None else _filled(first, worker)
        reductions |= dict.fromkeys(file.reductions)
    spelt = {name: worker.worker_id for name, worker in workers.items()}
    return Known(
        [*workers.values()],
        [one.changed(worker_id=spelt.get(same(one.worker_id), one.worker_id)) for one in reductions],
    )  # fmt: skip


class Directory:
    """Finds the worker that an export means, by id or by name."""

    def __init__(self, workers: Sequence[Worker], telling: Telling) -> None:
        self._ids = {same(worker.worker_id): worker.worker_id for worker in workers}
        named: defaultdict[str, list[str]] = defaultdict(list)
        for worker in workers:
            if worker.name:
                named[same(worker.name)].append(worker.worker_id)
        for ids in named.values():
            if len(ids) > 1:
                telling.say(_TWO_OF_A_NAME)
        self._names = {name: ids[0] for name, ids in named.items() if len(ids) == 1}

    def id_of(self, given: str) -> str:
        """The worker's id; what was given, where no file knows them."""
        name = same(given)
        return self._ids.get(name) or self._names.get(name) or given


def workers_of(
    cases: Sequence[Case],
    known: Known,
    policy: Policy,
    telling: Telling,
    roles: Mapping[str, str] | None = None,
) -> tuple[Worker, ...]:
    """Everyone in the files of workers and everyone else who holds a case, each with hours.

    Whoever has no team is in the one that most of their cases are in.
    """
    files = {worker.worker_id: worker for worker in known.workers}
    holders = dict.fromkeys(
        worker_id
        for case in cases
        for worker_id in (case.worker_id, case.co_worker_id)
        if worker_id
    )
    people = [*files.values()]
    for worker_id in sorted(holders.keys() - files.keys()):
        if files:
            telling.say(_UNKNOWN)
        people.append(
            Worker(worker_id=worker_id, role=(roles or {}).get(worker_id, ""))
        )
    usual = _usual_teams(cases)
    return tuple(
        _with_hours(worker, policy, telling).changed(
            team=worker.team or usual.get(worker.worker_id, "")
        )
        for worker in people
    )


def _with_hours(worker: Worker, policy: Policy, telling: Telling) -> Worker:
    if worker.contracted_hours is not None:
        return worker
    telling.say(NO_HOURS)
    capacity = policy.weighting.capacity
    if capacity.blank_hours_are_full_time:
        return worker
    levels, ordinary = policy.competency.levels, policy.competency.ordinary
    grade = worker.seniority if worker.seniority in levels else ordinary
    return worker.changed(
        contracted_hours=float(capacity.full_time(grade).full_time_hours)
    )


def _usual_teams(cases: Collection[Case]) -> dict[str, str]:
    """The team most of each worker's cases are in; of several alike, the first by name."""
    teams: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        if case.worker_id and case.team:
            teams[case.worker_id][case.team] += 1
    return {
        worker_id: min(counts, key=lambda team: (-counts[team], team))
        for worker_id, counts in teams.items()
    }


def _filled(first: Worker, second: Worker) -> Worker:
    """The first record, with what it leaves at its default as the second has it."""
    plain = Worker(worker_id=first.worker_id)
    blank = {
        name: getattr(second, name)
        for name in Worker.model_fields
        if getattr(first, name) == getattr(plain, name)
    }
    return first.changed(**{**blank, "worker_id": first.worker_id})
