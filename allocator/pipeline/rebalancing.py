"""The whole journey of a run that may move held cases, on one page."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import monotonic

from allocator.domain.account import Account
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.errors import AllocatorError, Impossible, NoAnswerInTime, UnknownName
from allocator.explain.account import assignments, left_waiting, provisional, workers
from allocator.explain.moves import moves
from allocator.explain.words import counted, listed
from allocator.pipeline.accounts import gap_percent, improvement_closed, noted, origin
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.ledger import Ledger
from allocator.problem.movable import Movable, movable
from allocator.problem.posed import Problem
from allocator.problem.rebalance import pose_moves
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits, Solution
from allocator.solvers.catalogue import ENGINE, solve
from allocator.tables.batch import Batch
from allocator.workload.measure import Workload

WITHOUT_MOVES = "without_moves"


def rebalance(
    batch: Batch,
    policy: Policy,
    asked: Rebalancing,
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Outcome:
    """Propose which held cases should move and who takes each waiting one, judge the proposal and explain it.

    Raises what ``allocate`` raises, UnknownName for people and teams that the batch does not have, and AllocatorError
    for a policy that says nothing of moves.
    """
    started, limits = monotonic(), limits or Limits()
    tell("Weighing cases")
    read = measure(batch, policy, as_of=as_of)
    _check(read.team, asked)
    terms = read.policy.priorities.moves
    if terms is None:
        raise AllocatorError(
            f"{policy.names.priorities} does not say what moving a held case costs: "
            "give it a [moves] table, as the shipped file of priorities has one."
        )
    workload = Workload(asked.of(read.team), policy, read.as_of)
    problem = pose_moves(workload, asked, terms)
    able = sum(group.holder is not None for group in problem.groups)
    tell(f"Looking for the best proposal; {able} held households may move")
    solution = solved(workload, problem, limits, ENGINE)
    tell("Judging and explaining the proposal")
    verdict = judged(workload, problem, solution, ENGINE, asked)
    measures, closed = {ENGINE: verdict.measures}, None
    # Once interrupted there is little time, and what is found should be told.
    still = None if limits.stop.requested else _without_moves(problem, limits)
    if still is not None:
        measures[WITHOUT_MOVES] = judged(
            workload, problem, still, ENGINE, asked
        ).measures
        closed = improvement_closed(still.cost, solution)
    ledger = Ledger(problem, solution.choices)
    account = Account(
        status="optimal" if solution.is_optimal else "feasible",
        cost=solution.cost.total,
        bound=solution.bound.total,
        gap_percent=gap_percent(solution),
        improvement_closed_percent=closed,
        assignments=tuple(assignments(verdict, problem, ledger)),
        unallocated=tuple(left_waiting(verdict)),
        workers=tuple(workers(verdict)),
        measures=measures,
        moves=tuple(moves(verdict, ledger)),
        **origin(batch, workload, limits, monotonic() - started),
    )
    return Outcome(
        account=account,
        team=read.team,
        policy=policy,
        notes=(
            *_shared(read.team, asked),
            *_kept(movable(workload, asked, terms)),
            *noted(batch, policy, workload, as_of),
        ),
        provisional=provisional(verdict),
        interrupted=limits.stop.requested,
        asked=asked,
    )


def _check(team: Team, asked: Rebalancing) -> None:
    """Raises what is wrong with what was asked, in one line."""
    for worker_id in (*asked.leavers, *asked.relieve, *asked.towards):
        if worker_id not in team.worker:
            raise UnknownName("worker", worker_id, list(team.worker))
    teams = list(dict.fromkeys(w.team for w in team.workers if w.team))
    if asked.team and asked.team not in teams:
        raise UnknownName("team", asked.team, teams)
    both = [i for i in asked.leavers if i in (*asked.relieve, *asked.towards)]
    if both:
        raise AllocatorError(
            f"{listed(both)} leaves, so is neither relieved nor given cases: name each person once."
        )
    held = [
        pin
        for pin in team.pins
        if pin.kind == "must" and pin.worker_id in asked.leavers
    ]
    if held:
        raise Impossible([str(held[0]), f"{held[0].worker_id} leaves."])


def _shared(team: Team, asked: Rebalancing) -> Iterator[str]:
    """Cases of others that people who leave share, which need another co-worker."""
    for worker_id in asked.leavers:
        others = [
            case.case_id
            for case in team.co_worked_by[worker_id]
            if case.worker_id not in asked.leavers
        ]
        if others:
            yield (
                f"{worker_id} leaves and shares {listed(others)}, held by others: "
                "these stay as they are until people name another co-worker."
            )


def _kept(found: Movable) -> Iterator[str]:
    """How many held cases were not free to move, and why."""
    if found.kept:
        why = ", ".join(f"{number:,} {reason}" for reason, number in found.kept.items())
        cases = counted(sum(found.kept.values()), "held case")
        yield f"Not free to move, with siblings of theirs: {cases} ({why})."


def _without_moves(problem: Problem, limits: Limits) -> Solution | None:
    """The best proposal that moves nobody's cases but those of people who leave; None where there is none."""
    groups = tuple(
        group
        if group.holder is None
        else replace(group, pairs=(group.pair(group.holder),))
        for group in problem.groups
    )
    try:
        return solve(replace(problem, groups=groups, most_moves=0), limits)
    except (Impossible, NoAnswerInTime):
        return None
