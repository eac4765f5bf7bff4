"""Everyone and everything in one batch, and what must be true of the records together."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import model_validator

from allocator.domain.case import Case, Pin
from allocator.domain.fact import Fact
from allocator.domain.flag import Flag
from allocator.domain.proposal import Proposal
from allocator.domain.worker import Rating, Reduction, Worker


@dataclass(frozen=True)
class Contradiction:
    """Two records that cannot both be right: ``index`` counts the record within its table from 0."""

    table: str
    index: int
    column: str
    problem: str


class Team(Fact):
    """The people and cases one proposal is about; a whole authority is a Team too."""

    workers: tuple[Worker, ...] = ()
    cases: tuple[Case, ...] = ()
    reductions: tuple[Reduction, ...] = ()
    ratings: tuple[Rating, ...] = ()
    pins: tuple[Pin, ...] = ()
    flags: tuple[Flag, ...] = ()

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Team":
        found = list(contradictions(self))
        if found:
            raise ValueError(
                "; ".join(
                    f"{c.table} {c.index + 1}, {c.column}: {c.problem}"
                    for c in found[:20]
                )
            )
        return self

    @cached_property
    def worker(self) -> dict[str, Worker]:
        """Each worker by id."""
        return {worker.worker_id: worker for worker in self.workers}

    @cached_property
    def case(self) -> dict[str, Case]:
        """Each case by id."""
        return {case.case_id: case for case in self.cases}

    @cached_property
    def waiting(self) -> tuple[Case, ...]:
        """Cases nobody holds yet, in the order given."""
        return tuple(case for case in self.cases if case.is_waiting)

    @cached_property
    def held_by(self) -> dict[str, tuple[Case, ...]]:
        """The cases each worker holds; every worker is a key."""
        held: dict[str, list[Case]] = {worker.worker_id: [] for worker in self.workers}
        for case in self.cases:
            if case.worker_id:
                held[case.worker_id].append(case)
        return {worker_id: tuple(cases) for worker_id, cases in held.items()}

    @cached_property
    def co_worked_by(self) -> dict[str, tuple[Case, ...]]:
        """The held cases each worker shares as co-worker; every worker is a key."""
        shared: dict[str, list[Case]] = {
            worker.worker_id: [] for worker in self.workers
        }
        for case in self.cases:
            if case.worker_id and case.co_worker_id:
                shared[case.co_worker_id].append(case)
        return {worker_id: tuple(cases) for worker_id, cases in shared.items()}

    def works_cases(self, worker: Worker) -> bool:
        """Whether someone may be given cases, or holds or shares any all the same: most managers do none of it."""
        held = self.held_by[worker.worker_id], self.co_worked_by[worker.worker_id]
        return worker.carries_cases or any(held)

    @cached_property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """Who already holds part of each household that is held at least in part."""
        holders: dict[str, dict[str, None]] = defaultdict(dict)
        for case in self.cases:
            if case.worker_id and case.group_id:
                holders[case.household][case.worker_id] = None
        return {household: tuple(ids) for household, ids in holders.items()}

    def with_placements(self, proposal: Proposal, day: datetime.date) -> "Team":
        """The team as it would be if every placement of a proposal were made on a day."""
        placed = {placement.case_id: placement for placement in proposal.placements}

        returned = set(proposal.returned)

        def after(case: Case) -> Case:
            placement = placed.get(case.case_id)
            if case.case_id in returned:
                return case.changed(worker_id="")
            if placement is None:
                return case
            return case.changed(
                worker_id=placement.worker_id,
                co_worker_id=placement.co_worker_id,
                start_date=day,
            )

        return self.changed(cases=tuple(after(case) for case in self.cases))

    def released(
        self, case_ids: Collection[str], leavers: Collection[str] = ()
    ) -> "Team":
        """The team as if nobody held some held cases; families know who has worked with them so far and stays."""

        def free(case: Case) -> Case:
            if case.case_id not in case_ids:
                return case
            worked = (*case.known_worker_ids, case.worker_id, case.co_worker_id)
            known = dict.fromkeys(i for i in worked if i and i not in leavers)
            return case.changed(
                worker_id="",
                co_worker_id=case.co_worker_id if case.co_worker_id in known else "",
                known_worker_ids=tuple(known),
            )

        return self.changed(cases=tuple(free(case) for case in self.cases))

    @cached_property
    def reductions_of(self) -> dict[str, tuple[Reduction, ...]]:
        """The reductions of each worker who has any."""
        found: dict[str, list[Reduction]] = defaultdict(list)
        for reduction in self.reductions:
            found[reduction.worker_id].append(reduction)
        return {worker_id: tuple(reductions) for worker_id, reductions in found.items()}

    @cached_property
    def ratings_of(self) -> dict[str, tuple[Rating, ...]]:
        """The skill ratings of each worker who has any."""
        found: dict[str, list[Rating]] = defaultdict(list)
        for rating in self.ratings:
            found[rating.worker_id].append(rating)
        return {worker_id: tuple(ratings) for worker_id, ratings in found.items()}

    @cached_property
    def flags_of(self) -> dict[str, tuple[Flag, ...]]:
        """The flags of each worker who has any."""
        found: dict[str, list[Flag]] = defaultdict(list)
        for flag in self.flags:
            found[flag.worker_id].append(flag)
        return {worker_id: tuple(flags) for worker_id, flags in found.items()}

    @cached_property
    def supervised_by(self) -> dict[str, tuple[str, ...]]:
        """The workers each supervisor in the batch supervises."""
        found: dict[str, list[str]] = defaultdict(list)
        for worker in self.workers:
            if worker.supervisor_id in self.worker:
                found[worker.supervisor_id].append(worker.worker_id)
        return {supervisor_id: tuple(ids) for supervisor_id, ids in found.items()}

    @cached_property
    def must(self) -> dict[str, str]:
        """The worker each pinned case must go to."""
        return {pin.case_id: pin.worker_id for pin in self.pins if pin.kind == "must"}

    @cached_property
    def never(self) -> frozenset[tuple[str, str]]:
        """Pairs of case and worker that a person has ruled out."""
        return frozenset(
            (pin.case_id, pin.worker_id) for pin in self.pins if pin.kind == "never"
        )


def contradictions(team: Team) -> Iterator[Contradiction]:
    """Every way in which the records of a team disagree with each other."""
    yield from _repeated(
        "workers", "worker_id", [worker.worker_id for worker in team.workers]
    )
    yield from _repeated("cases", "case_id", [case.case_id for case in team.cases])
    yield from _unknown_people(team)
    yield from _impossible_pins(team)


def _repeated(table: str, column: str, ids: list[str]) -> Iterator[Contradiction]:
    if len(set(ids)) == len(ids):
        return
    counts = Counter(ids)
    seen: set[str] = set()
    for index, given in enumerate(ids):
        if counts[given] > 1 and given in seen:
            yield Contradiction(
                table,
                index,
                column,
                f"'{given}' is given more than once; each must be unique.",
            )
        seen.add(given)


def _unknown_people(team: Team) -> Iterator[Contradiction]:
    people = {worker.worker_id for worker in team.workers}

    def check(
        table: str, index: int, column: str, worker_id: str
    ) -> Iterator[Contradiction]:
        if worker_id and worker_id not in people:
            yield Contradiction(
                table, index, column, f"'{worker_id}' is not in the workers table."
            )

    for index, case in enumerate(team.cases):
        yield from check("cases", index, "worker_id", case.worker_id)
        yield from check("cases", index, "co_worker_id", case.co_worker_id)
        for barred in case.barred_worker_ids:
            yield from check("cases", index, "barred_worker_ids", barred)
        if case.co_worker_id and case.co_worker_id == case.worker_id:
            yield Contradiction(
                "cases",
                index,
                "co_worker_id",
                "is the worker who holds the case; name someone else.",
            )
    for index, reduction in enumerate(team.reductions):
        yield from check("reductions", index, "worker_id", reduction.worker_id)
    for index, rating in enumerate(team.ratings):
        yield from check("skills", index, "worker_id", rating.worker_id)
    for index, flag in enumerate(team.flags):
        yield from check("flags", index, "worker_id", flag.worker_id)


def _impossible_pins(team: Team) -> Iterator[Contradiction]:
    cases = {case.case_id: case for case in team.cases}
    people = {worker.worker_id for worker in team.workers}
    must: dict[str, str] = {}
    never = {(pin.case_id, pin.worker_id) for pin in team.pins if pin.kind == "never"}
    for index, pin in enumerate(team.pins):
        case = cases.get(pin.case_id)
        if case is None:
            yield Contradiction(
                "pins", index, "case_id", f"'{pin.case_id}' is not in the cases table."
            )
        if pin.worker_id not in people:
            yield Contradiction(
                "pins",
                index,
                "worker_id",
                f"'{pin.worker_id}' is not in the workers table.",
            )
        if pin.kind != "must":
            continue
        if case is not None and case.worker_id and case.worker_id != pin.worker_id:
            yield Contradiction(
                "pins",
                index,
                "worker_id",
                f"case {pin.case_id} is held by {case.worker_id} already.",
            )
        if must.setdefault(pin.case_id, pin.worker_id) != pin.worker_id:
            problem = f"case {pin.case_id} is pinned to {must[pin.case_id]} as well; keep one of the two."
            yield Contradiction("pins", index, "worker_id", problem)
        if (pin.case_id, pin.worker_id) in never:
            problem = f"case {pin.case_id} is also pinned never to go to {pin.worker_id}; keep one of the two."
            yield Contradiction("pins", index, "kind", problem)
