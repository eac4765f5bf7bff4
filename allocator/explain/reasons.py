"""Why this worker: the reasons for one placement, most telling first."""

from collections.abc import Iterator

from allocator.audit.judge import Verdict
from allocator.audit.review import Placed
from allocator.domain.case import Case
from allocator.explain.words import listed, share, skill_title
from allocator.problem.screen import refusals
from allocator.problem.support import want_of_support


def reasons(
    verdict: Verdict, placed: Placed, case: Case, allowed: int
) -> tuple[str, ...]:
    """Plain sentences about one placed case; ``allowed`` counts the workers the rules allowed for its household."""
    return tuple(_reasons(verdict, placed, case, allowed))


def _reasons(
    verdict: Verdict, placed: Placed, case: Case, allowed: int
) -> Iterator[str]:
    yield from _pinned(verdict, case)
    yield from suited(verdict, placed, case)
    yield _workload(verdict, placed)
    if verdict.review.before.is_flagged(placed.worker):
        yield "To be spared, as agreed with them: talk to them before it is given."
    yield from _others_known(verdict, placed, case)
    yield (
        "The only worker the rules allow."
        if allowed == 1
        else f"Chosen among {allowed} workers the rules allow."
    )
    provisional = verdict.review.before.scale.alone(case).provisional
    if provisional:
        yield f"Provisional: {'; '.join(provisional)}."


def suited(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    """What the worker brings to the case, and what they lack."""
    yield from _household(verdict, placed, case)
    if placed.worker.worker_id in case.known_worker_ids:
        yield "Already known to the family."
    yield from _skills(verdict, placed, case)
    yield from _joint(verdict, placed, case)
    yield from _place(placed, case)
    yield from _development(verdict, placed, case)


def _pinned(verdict: Verdict, case: Case) -> Iterator[str]:
    for pin in verdict.review.team.pins:
        if pin.kind == "must" and pin.case_id == case.case_id:
            yield "Pinned by a person" + (f": {pin.reason}." if pin.reason else ".")


def _household(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    if not case.group_id:
        return
    holders = verdict.review.team.holders.get(case.household, ())
    if placed.worker.worker_id in holders:
        yield "Holds others of the same household already."
    if len(placed.cases) > 1:
        yield f"One household stays together: {listed(other.case_id for other in placed.cases)}."


def _others_known(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    """What kept the case from those the family knows, where it goes to someone new."""
    if placed.worker.worker_id in case.known_worker_ids:
        return
    for known in case.known_worker_ids:
        worker = verdict.review.team.worker.get(known)
        if worker is None:
            yield f"{known}, known to the family, is not in this batch."
            continue
        before = verdict.review.before
        refused = next(refusals(before, placed.cases, worker), None) or want_of_support(
            before, placed.cases, worker
        )
        if refused is None:
            yield f"{known}, known to the family, would do, at a higher cost in workload or match."
        else:
            yield f"{known}, known to the family, cannot take it. {refused.reason}"


def _workload(verdict: Verdict, placed: Placed) -> str:
    worker_id = placed.worker.worker_id
    before, after = (
        verdict.review.before.holdings[worker_id],
        verdict.review.after.holdings[worker_id],
    )
    policy = verdict.review.policy
    old, new = (share(holding.held, holding, policy) for holding in (before, after))
    return f"Takes {worker_id} from {old} to {new} of capacity."


def _skills(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    workload = verdict.review.before
    met, short = [], []
    for skill, aimed in workload.matching.asks(case).aimed.items():
        level = workload.standing.skill(placed.worker, skill)
        held = workload.standing.skills(placed.worker).get(skill)
        title, word = skill_title(workload, skill), held.word if held else ""
        if level < aimed:
            short.append(f"{title} ({level} of {aimed}){word}")
        else:
            met.append(f"{title} {level}{word}")
    assumed = workload.standing.skills_are_assumed(placed.worker)
    if met and not short:
        yield f"Has the skills looked for: {', '.join(met)}{_ASSUMED * assumed}."
    elif met:
        yield f"Has {', '.join(met)}; short of {', '.join(short)}{_ASSUMED * assumed}."
    elif short:
        yield f"Short of the skills looked for: {', '.join(short)}{_ASSUMED * assumed}."


_ASSUMED = " (assumed from the grade)"


def _place(placed: Placed, case: Case) -> Iterator[str]:
    if case.locality and case.locality in placed.worker.localities:
        yield f"Works in {case.locality}, where the family lives."
    elif case.locality and placed.worker.localities:
        yield f"Does not usually work in {case.locality}."
    if case.languages and case.languages <= placed.worker.languages:
        yield f"Speaks {listed(sorted(case.languages))}."
    elif case.languages:
        yield f"Does not speak {listed(sorted(case.languages - placed.worker.languages))}."


def _joint(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    if placed.co_worker is None:
        return
    workload = verdict.review.before
    level = workload.standing.level(placed.worker)
    if workload.policy.holds("seniority_covers") and any(
        other.type in level.only_jointly for other in placed.cases
    ):
        since = workload.standing.grade_word(placed.worker)
        why = f"a {level.title.lower()}{since} holds this work only jointly"
    elif any(
        verdict.review.before.matching.stretch(other, placed.worker)
        for other in placed.cases
    ):
        why = "it stretches a skill on their development plan"
    else:
        why = "it needs two workers"
    yield f"Held jointly with {placed.co_worker.worker_id}: {why}."


def _development(verdict: Verdict, placed: Placed, case: Case) -> Iterator[str]:
    workload = verdict.review.before
    practised = [
        s for s in workload.matching.asks(case).aimed if s in placed.worker.developing
    ]
    if practised:
        names = listed(skill_title(workload, skill) for skill in practised)
        yield f"Gives practice in {names}, as their development plan asks."
