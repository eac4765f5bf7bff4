"""The trade-off between evenness and skill match: what the engine proposes as a level of skill is worth more."""

import datetime
from collections.abc import Callable, Sequence
from decimal import Decimal
from importlib.metadata import version
from typing import NamedTuple

from allocator.audit.judge import Verdict
from allocator.domain.account import PolicyName
from allocator.domain.frontier import Frontier, Point
from allocator.errors import NoAnswerInTime
from allocator.pipeline.steps import judged, measure, solved
from allocator.policy.policy import Policy
from allocator.problem.pose import pose
from allocator.report.frontier import Traced
from allocator.solvers.answer import Limits
from allocator.solvers.catalogue import ENGINE
from allocator.tables.batch import Batch

# Of what a level of skill is worth now: from nothing to so much that little else is left to weigh.
TIMES = tuple(map(Decimal, ("0", "0.25", "0.5", "1", "2", "4", "8", "16", "32")))


class _Answer(NamedTuple):
    """What the engine proposes when a level of skill is worth so many points of utilisation."""

    worth: Decimal
    is_optimal: bool
    verdict: Verdict


def trace(
    batch: Batch,
    policy: Policy,
    *,
    as_of: datetime.date | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Traced:
    """Proposes for a batch again and again, each time with another worth of a level of skill match.

    Everything else in the policy stays, and the limits hold for each search. Once interrupted, what was finished by
    then is told. Raises Impossible where pins and rules clash, NoAnswerInTime where not even the policy as it is was
    finished.
    """
    limits, now = limits or Limits(), policy.priorities.trade_offs.skill_level
    answers: list[_Answer] = []
    worths = [now, *(worth for worth in worths_around(now) if worth != now)]
    for number, worth in enumerate(worths, 1):
        tell(
            f"Proposing with a level of skill worth {worth:f}, {number} of {len(worths)}"
        )
        answers.append(_answer(batch, policy, worth, as_of, limits))
        if limits.stop.requested:
            # A search cut short would lie off the curve.
            answers.pop()
            break
    if not answers:
        raise NoAnswerInTime(limits.seconds)
    current = answers[0].verdict
    return Traced(
        account=Frontier(
            policy=PolicyName(name=policy.name, digest=policy.digest),
            inputs=batch.inputs,
            as_of=current.review.as_of,
            seed=limits.seed,
            version=version("case-allocator"),
            points=tuple(
                _point(answer, answers)
                for answer in sorted(answers, key=lambda answer: answer.worth)
            ),
        ),
        policy=policy,
        left_out=len(worths) - len(answers),
    )


def worths_around(now: Decimal) -> list[Decimal]:
    """What a level of skill may be worth instead; around 1 where it is worth nothing now."""
    return [(now or Decimal(1)) * times for times in TIMES]


def _answer(
    batch: Batch,
    policy: Policy,
    worth: Decimal,
    as_of: datetime.date | None,
    limits: Limits,
) -> _Answer:
    priorities = policy.priorities
    changed = policy.changed(
        priorities=priorities.changed(
            trade_offs=priorities.trade_offs.changed(skill_level=worth)
        )
    )
    workload = measure(batch, changed, as_of=as_of)
    problem = pose(workload)
    solution = solved(workload, problem, limits, ENGINE)
    verdict = judged(workload, problem, solution, ENGINE)
    return _Answer(worth, solution.is_optimal, verdict)


def _point(answer: _Answer, answers: Sequence[_Answer]) -> Point:
    placements, before = answer.verdict.review.placement, answers[0].verdict.review
    return Point(
        skill_level=float(answer.worth),
        is_current=answer is answers[0],
        status="optimal" if answer.is_optimal else "feasible",
        beaten=any(_beats(other, answer) for other in answers),
        cases_moved=sum(
            placements.get(case.case_id) != before.placement.get(case.case_id)
            for case in before.team.waiting
        ),
        measures=answer.verdict.measures,
    )


def _beats(one: _Answer, other: _Answer) -> bool:
    """Whether one is at least as good in every goal that is drawn or comes first, and better in one that is drawn."""
    mine, theirs = _drawn(one), _drawn(other)
    if mine is None or theirs is None:
        return False
    first = one.verdict.cost[:2] <= other.verdict.cost[:2]
    return first and mine[0] <= theirs[0] and mine[1] <= theirs[1] and mine != theirs


def _drawn(answer: _Answer) -> tuple[float, float] | None:
    """Unevenness and mismatch, less of both being better."""
    measures = answer.verdict.measures
    if measures.sd_percent is None or measures.mean_skill_match_percent is None:
        return None
    return measures.sd_percent, -measures.mean_skill_match_percent
