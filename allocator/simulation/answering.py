"""Runs a plan and answers its question: a fixed number of runs, or as many as a wanted precision takes."""

from collections.abc import Iterable

from allocator.domain.simulated import Precision, Simulated
from allocator.simulation.answers.account import account, half_width
from allocator.simulation.answers.digest import RunDigest, digests
from allocator.simulation.answers.looks import Look, until_precise
from allocator.simulation.answers.looks import plan as planned
from allocator.simulation.crews import Crew
from allocator.simulation.keeping import Keeping
from allocator.simulation.plan import Plan
from allocator.simulation.running import Progress, runs
from allocator.solvers.answer import Stop


def answer(
    plan: Plan,
    crew: Crew,
    precision: float | None = None,
    *,
    stop: Stop | None = None,
    keeping: Keeping | None = None,
    tell: Progress = lambda done, of: None,
) -> Simulated:
    """What the scenario's replications say; their rows are kept where somebody keeps them, and nowhere else.

    With a precision they are the most there may be: runs are added until what answers the question is known to within
    so much, in its own unit, for every line and difference. Raises Stopped where a stop is asked for before the end.
    """
    most = plan.scenario.run.replications
    found: dict[str, list[RunDigest]] = {course.name: [] for course in plan.courses}

    def add(replications: Iterable[int]) -> None:
        for _, rows in runs(
            plan, replications, crew, stop=stop, keeping=keeping, tell=tell
        ):
            for digest in digests(rows, plan.scenario.breach):
                found[digest.line].append(digest)
        # Whoever was first.
        for several in found.values():
            several.sort(key=lambda digest: digest.replication)

    if precision is None:
        add(range(1, most + 1))
        return account(plan, found)
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
    return told.changed(precision=used)
