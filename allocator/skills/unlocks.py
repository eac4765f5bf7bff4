"""Which missing skill keeps cases from being placed, answered by proposing again as if it were there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

from allocator.domain.account import PolicyName
from allocator.domain.case import Case
from allocator.domain.skills_gaps import FrameworkName
from allocator.domain.skills_unlocks import Blocking, Trained, Unlocks
from allocator.domain.worker import Worker
from allocator.errors import AllocatorError
from allocator.problem.screen import refusals
from allocator.problem.support import may_help, may_lead, needs_lead
from allocator.skills.picture import Picture
from allocator.skills.supposing import Given, Proposed, propose, trained
from allocator.solvers.answer import Limits
from allocator.workload.measure import Workload

Tell = Callable[[str], None]


def find_unlocks(
    picture: Picture,
    limits: Limits | None = None,
    tell: Tell = lambda step: None,
) -> Unlocks:
    """What each missing skill keeps from being placed, and what one more trained worker would place.

    Every answer is a proposal of the engine for the same batch in which somebody has a skill they do not have, judged
    like any other. A skill that would place nothing even if everybody had it is asked about no further.
    """
    limits = limits or Limits()
    tell("Proposing as things stand")
    now = propose(picture, {}, limits)
    sought = required_levels(picture)
    everyone = picture.team.workers
    tell("Proposing as if everybody had every skill")
    all_skills = propose(picture, _as_if(picture, everyone, sought), limits)
    found = []
    for competency, level in sorted(sought.items()):
        tell(f"Proposing as if everybody had {picture.title(competency)}")
        one = {competency: level}
        blocked = propose(picture, _as_if(picture, everyone, one), limits)
        if _better(now, blocked):
            found.append(
                Blocking(
                    competency=competency,
                    level=level,
                    blocked=blocked.outcome.placed - now.outcome.placed,
                    weight=_gain(now, blocked),
                    cases=_newly(now, blocked),
                    outcome=blocked.outcome,
                    workers=_one_by_one(picture, competency, level, now, limits, tell),
                )
            )
    policy = picture.workload.policy
    return Unlocks(
        framework=FrameworkName(
            name=picture.framework.name, version=picture.framework.version
        ),
        policy=PolicyName(name=policy.name, digest=policy.digest),
        as_of=picture.workload.as_of,
        seed=limits.seed,
        version=version("case-allocator"),
        inputs=picture.inputs,
        waiting=len(picture.team.waiting),
        now=now.outcome,
        all_skills=all_skills.outcome,
        other_reasons=all_skills.outcome.unplaced,
        skills=tuple(
            sorted(found, key=lambda one: (-one.weight, -one.blocked, one.competency))
        ),
    )


def read_unlocks(path: Path, picture: Picture) -> Unlocks:
    """What an earlier run found; raises AllocatorError where it was not of the same files and policy."""
    try:
        found = Unlocks.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise AllocatorError(
            f"{path.name} is not what `skills unlock` writes; give its unlock.json."
        ) from error
    same = (
        found.inputs == picture.inputs
        and found.policy.digest == picture.workload.policy.digest
        and found.as_of == picture.workload.as_of
    )
    if not same:
        raise AllocatorError(
            f"{path.name} was made from other files, another policy or another day; run `skills unlock` again."
        )
    return found


def required_levels(picture: Picture) -> dict[str, int]:
    """The highest level of each skill without which somebody may not hold a case that waits."""
    found: dict[str, int] = {}
    for case in picture.team.waiting:
        for name, level in picture.workload.matching.asks(case).required.items():
            found[name] = max(level, found.get(name, 0))
    return found


def _as_if(
    picture: Picture, workers: Iterable[Worker], levels: Mapping[str, int]
) -> Given:
    """Those who carry cases and are below, at these levels."""
    found = {}
    for worker in workers:
        below = {
            name: level
            for name, level in levels.items()
            if picture.held(worker, name) < level
        }
        if worker.carries_cases and below:
            found[worker.worker_id] = below
    return found


def _one_by_one(
    picture: Picture,
    competency: str,
    level: int,
    now: Proposed,
    limits: Limits,
    tell: Tell,
) -> tuple[Trained, ...]:
    """Each worker whose training alone would place more, the most first and the nearest to the level before others."""
    found = []
    for worker in picture.team.workers:
        given = _as_if(picture, (worker,), {competency: level})
        if not given or not _opens(picture, worker, given):
            continue
        tell(f"Proposing as if {worker.worker_id} had {picture.title(competency)}")
        then = propose(picture, given, limits)
        if _better(now, then):
            found.append(
                Trained(
                    worker_id=worker.worker_id,
                    from_level=picture.held(worker, competency),
                    to_level=level,
                    cases=_newly(now, then),
                    more_placed=then.outcome.placed - now.outcome.placed,
                    weight=_gain(now, then),
                    outcome=then.outcome,
                )
            )
    return tuple(
        sorted(
            found,
            key=lambda one: (-one.weight, one.to_level - one.from_level, one.worker_id),
        )
    )


def _opens(picture: Picture, worker: Worker, given: Given) -> bool:
    """Whether training lets a worker hold, share or lead something they may not now; else no proposal could change."""
    before, after = picture.workload, trained(picture.workload, given)
    return any(
        _may(before, cases, worker) != _may(after, cases, worker)
        for cases in before.households(picture.team.waiting)
    )


def _may(workload: Workload, cases: Sequence[Case], worker: Worker) -> tuple[bool, ...]:
    """What a worker may do with one household: hold it, hold it alone, share it, lead it."""
    holds = next(refusals(workload, cases, worker), None) is None
    shares = may_help(workload, cases, worker)
    return (
        holds,
        holds and not needs_lead(workload, cases, worker),
        shares,
        shares and may_lead(workload, cases, worker),
    )


def _better(now: Proposed, then: Proposed) -> bool:
    return _gain(now, then) > 0


def _gain(now: Proposed, then: Proposed) -> int:
    """How much less is left waiting, by urgency."""
    return now.outcome.unplaced_weight - then.outcome.unplaced_weight


def _newly(now: Proposed, then: Proposed) -> tuple[str, ...]:
    """Cases that are placed only then, in order."""
    return tuple(sorted(now.left - then.left))
