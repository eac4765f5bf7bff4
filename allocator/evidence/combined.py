"""Measured workload beside reported strain: teams for everyone, a person for themselves and their supervisor."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from statistics import fmean

from allocator import small_groups
from allocator.domain.account import PolicyName
from allocator.domain.combined import Combined, PersonPlace, Quarter, Split, TeamPlace
from allocator.domain.survey import STRAIN, Answer, Score, Survey
from allocator.errors import AllocatorError
from allocator.evidence.one_person import newest, strain
from allocator.evidence.survey_waves import NOBODY
from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire
from allocator.workload.measure import Workload
from allocator.workload.reported import report


def combined(
    workload: Workload,
    survey: Survey,
    answers: Sequence[Answer],
    asked: Questionnaire,
    guard: Guard,
) -> Combined:
    """Where teams stand by the newest wave that may be told about; what is told of strain is what the survey tells.

    Raises AllocatorError where no wave may be told about yet.
    """
    if not survey.waves:
        raise AllocatorError(
            f"No wave has been open for {guard.survey.open_days} days by {survey.as_of}, so nothing may be "
            "told yet."
        )
    wave = survey.waves[-1]
    those = [answer for answer in answers if answer.wave == wave.wave]
    told = {one.team: one for one in wave.teams}
    teams: dict[str, list[str]] = {}
    for worker in workload.team.workers:
        if workload.team.works_cases(worker):
            teams.setdefault(worker.team or NOBODY, []).append(worker.worker_id)
    everyone = [worker_id for people in teams.values() for worker_id in people]
    return Combined(
        policy=PolicyName(name=workload.policy.name, digest=workload.policy.digest),
        questionnaire=survey.questionnaire,
        as_of=workload.as_of,
        smallest_group=survey.smallest_group,
        ends_hidden_points=survey.ends_hidden_points,
        interval_percent=survey.interval_percent,
        busy_from_percent=guard.quarters.busy_from_percent,
        strained_from_points=guard.quarters.strained_from_points,
        everyone=_place("", everyone, wave.scores, wave.answered, workload, guard),
        teams=tuple(
            _place(
                name,
                teams[name],
                told[name].scores if name in told else (),
                told[name].answered if name in told else None,
                workload,
                guard,
            )
            for name in sorted(teams)
        ),
        splits=tuple(_splits(workload, those, asked, guard)),
        wave=wave,
        version=version("case-allocator"),
    )


def person(
    worker_id: str,
    workload: Workload,
    answers: Sequence[Answer],
    asked: Questionnaire,
    guard: Guard,
) -> PersonPlace:
    """Where one person stands by the newest wave; raises AllocatorError where they did not answer in it."""
    wave = newest(answers)
    found = next((a for a in wave if a.worker_id == worker_id), None)
    if found is None:
        raise AllocatorError(
            f"{worker_id} has no complete answer in the newest wave, so there is nothing to lay beside the "
            "workload."
        )
    points, low, high = strain(found, wave, asked, guard)
    holding = workload.holdings[worker_id]
    said = report(workload, workload.team.worker[worker_id])
    quarter = _quarter(holding.percent, points, guard)
    return PersonPlace(
        worker_id=worker_id,
        percent=holding.percent,
        provisional=bool(holding.provisional),
        wave=found.wave,
        points=points,
        low=low,
        high=high,
        quarter=quarter,
        sure=quarter is not None and _is_sure(low, high, guard),
        says_percent=said.says if said else None,
        differs=bool(said and said.differs),
    )


def _place(
    name: str,
    people: Sequence[str],
    scores: Sequence[Score],
    answered: int | None,
    workload: Workload,
    guard: Guard,
) -> TeamPlace:
    percents = [workload.holdings[worker_id].percent for worker_id in people]
    known = [percent for percent in percents if percent is not None]
    typical = round(fmean(known), 1) if known else None
    score = next((one for one in scores if one.topic == STRAIN), None)
    quarter = _quarter(typical, score.points, guard) if score else None
    return TeamPlace(
        team=name,
        workers=len(people),
        mean_percent=typical,
        answered=answered,
        strain=score,
        quarter=quarter,
        sure=bool(score and quarter and _is_sure(score.low, score.high, guard)),
    )


def _quarter(percent: float | None, points: float, guard: Guard) -> Quarter | None:
    if percent is None:
        return None
    strained = points >= guard.quarters.strained_from_points
    if percent >= guard.quarters.busy_from_percent:
        return "busy_strained" if strained else "busy_well"
    return "light_strained" if strained else "light_well"


def _is_sure(low: float, high: float, guard: Guard) -> bool:
    """Whether the whole interval lies on one side of what counts as strained."""
    limit = guard.quarters.strained_from_points
    return low >= limit or high < limit


def _splits(
    workload: Workload, wave: Sequence[Answer], asked: Questionnaire, guard: Guard
) -> Iterator[Split]:
    """How many of the busy and of the lightly loaded are strained, as far as that tells on nobody.

    Who is busy, everyone can see: so each of the two is a whole of its own, all of whose parts must be large enough.
    """
    smallest = guard.keeping_faith.smallest_group
    counts = {busy: {"strained": 0, "unclear": 0, "well": 0} for busy in (True, False)}
    for answer in wave:
        holding = workload.holdings.get(answer.worker_id)
        if holding is None or holding.percent is None:
            continue
        points, low, high = strain(answer, wave, asked, guard)
        busy = holding.percent >= guard.quarters.busy_from_percent
        strained = points >= guard.quarters.strained_from_points
        sure = _is_sure(low, high, guard)
        counts[busy]["unclear" if not sure else "strained" if strained else "well"] += 1
    for busy, sizes in counts.items():
        visible = small_groups.shown(sizes, smallest)
        yield Split(
            busy=busy,
            **{name: size if name in visible else None for name, size in sizes.items()},
        )
