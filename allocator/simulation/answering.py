"""Runs a plan and answers its question: a fixed number of runs, or as many as a wanted precision takes."""

from collections.abc import Iterable
from typing import NamedTuple

from allocator.domain.history import CaseRow, History, WeekRow, WorkerWeekRow
from allocator.domain.simulated import Precision, Simulated
from allocator.simulation.answers.account import account, half_width
from allocator.simulation.answers.digest import RunDigest, digests
from allocator.simulation.answers.looks import Look, until_precise
from allocator.simulation.answers.looks import plan as planned
from allocator.simulation.crews import Crew
from allocator.simulation.keeping import Keeping
from allocator.simulation.plan import Plan
from allocator.simulation.running import Progress, run
from allocator.solvers.answer import Stop


class Answered(NamedTuple):
    """The answers of a scenario, and every row they were made from."""

    account: Simulated
    history: History


def answer(
    plan: Plan,
    crew: Crew,
    precision: float | None = None,
    *,
    stop: Stop | None = None,
    keeping: Keeping | None = None,
    tell: Progress = lambda done, of: None,
) -> Answered:
    """The scenario's replications and what they say.

    With a precision they are the most there may be: runs are added until what answers the question is known to within
    so much, in its own unit, for every line and difference. Raises Stopped where a stop is asked for before the end.
    """
    most = plan.scenario.run.replications
    found: dict[str, list[RunDigest]] = {course.name: [] for course in plan.courses}
    parts: list[History] = []

    def add(replications: Iterable[int]) -> None:
        part = run(plan, replications, crew, stop=stop, keeping=keeping, tell=tell)
        parts.append(part)
        for digest in digests(part, plan.scenario.breach):
            found[digest.line].append(digest)

    if precision is None:
        add(range(1, most + 1))
        told = account(plan, found)
        return Answered(told, _merged(plan, parts))
    taken: list[Look] = []

    def look(each: Look) -> Simulated:
        add(range(taken[-1].runs + 1 if taken else 1, each.runs + 1))
        taken.append(each)
        return account(plan, found, each)

    looks = planned(most)
    *_, told = until_precise(looks, precision, look, half_width)
    reached = half_width(told)
    used = Precision(
        wanted=precision,
        reached=reached <= precision,
        half_width=round(reached, 4) if reached < float("inf") else None,
        looks=tuple(each.runs for each in taken),
        planned=tuple(each.runs for each in looks),
    )
    return Answered(told.changed(precision=used), _merged(plan, parts))


def _merged(plan: Plan, parts: list[History]) -> History:
    """Several histories of the same lines as one, each line's replications together and in order."""
    if len(parts) == 1:
        return parts[0]
    order = {course.name: place for place, course in enumerate(plan.courses)}

    def place(row: WeekRow | CaseRow | WorkerWeekRow) -> int:
        return order[row.policy]

    return History(
        tuple(sorted((row for part in parts for row in part.weeks), key=place)),
        tuple(sorted((row for part in parts for row in part.cases), key=place)),
        tuple(sorted((row for part in parts for row in part.workers), key=place)),
    )
