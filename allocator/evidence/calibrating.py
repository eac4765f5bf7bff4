"""From diaries to a proposed weighting: estimate, say what cannot be known, propose. People decide."""

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from importlib.metadata import version

from allocator.domain.account import PolicyName
from allocator.domain.calibration import (
    Calibration,
)
from allocator.errors import AllocatorError
from allocator.evidence import expected, kept
from allocator.evidence.estimates import estimate
from allocator.evidence.expected import Expectation
from allocator.evidence.result import Result
from allocator.evidence.seen import seen
from allocator.pipeline import measure
from allocator.policy import calibration as policies
from allocator.policy.guard import Guard
from allocator.policy.numbers import (
    Number,
    not_in_proportion,
    numbers,
    with_values,
)
from allocator.policy.policy import Policy
from allocator.report.calibrated import (
    Calibrated,
    proposed_name,
    proposed_source,
    proposed_title,
)
from allocator.tables.batch import Batch
from allocator.tables.diary import Diary

_MINUTES_AN_HOUR = 60


def calibrate(
    batch: Batch,
    policy: Policy,
    diary: Diary,
    calibration: policies.Calibration,
    guard: Guard,
    *,
    as_of: datetime.date | None = None,
    seed: int = 0,
    tell: Callable[[str], None] = lambda step: None,
) -> Calibrated:
    """What every number of the weighting takes by the diaries of those who hold the batch's cases.

    Raises AllocatorError where the weighting counts no minutes, or too few people kept a diary to be told about.
    """
    if policy.weighting.unit != "minutes per week":
        raise AllocatorError(
            f"{policy.name} counts in {policy.weighting.unit}; only minutes a week can be calibrated by a diary."
        )
    diaries = kept.kept(diary.entries)
    days = [day for one in diaries.values() for day in one.days]
    if not days:
        raise AllocatorError(
            "The diary has no lines, so there is nothing to learn from."
        )
    middle = min(days) + (max(days) - min(days)) / 2
    workload = measure(batch, policy, as_of=as_of or middle)
    cases = expected.held(workload, [*diaries])
    found = seen(diary.entries, diaries, cases, calibration)
    fewest = guard.keeping_faith.smallest_group
    if len(found.people) < fewest:
        raise AllocatorError(
            f"Only {len(found.people)} of those who kept a diary hold cases; a calibration needs {fewest},"
            " or it would tell of one person's pace rather than of the work."
        )
    expectation = Expectation(workload, calibration, found.cases)
    estimates = estimate(expectation, found, calibration, seed, tell)
    result = Result(
        workload.policy.weighting, expectation, found, estimates, calibration, fewest
    )
    told = result.numbers()
    values = {
        number: Decimal(f"{one.proposed:g}")
        for number, one in zip(expectation.numbers, told, strict=True)
    }
    proposed = _proposed(policy, values, calibration)
    account = Calibration(
        policy=PolicyName(name=policy.name, digest=policy.digest),
        proposed=PolicyName(name=proposed.name, digest=proposed.digest),
        calibration=calibration.title,
        as_of=workload.as_of,
        first_day=min(days),
        last_day=max(days),
        people=len(found.people),
        weeks=round(sum(diaries[who].weeks for who in found.people), 1),
        cases=len(found.cases),
        hours=_hours(found.minutes),
        hours_counted=_hours(found.counted),
        hours_without_case=_hours(found.without_case),
        hours_on_other_cases=_hours(found.unheld),
        hours_on_other_tasks=_hours(found.other_tasks),
        interval_percent=calibration.interval_percent,
        belief_widened=round(estimates.wider, 1),
        seed=seed,
        version=version("case-allocator"),
        inputs={**batch.inputs, **diary.inputs},
        parts=tuple(
            result.part(place, seed) for place in range(len(calibration.parts))
        ),
        numbers=told,
        entangled=result.entangled(),
        left_out_of_account=tuple(not_in_proportion(workload.policy.weighting)),
    )
    return Calibrated(account, policy, proposed, values)


def _proposed(
    policy: Policy, values: Mapping[Number, Decimal], calibration: policies.Calibration
) -> Policy:
    current = numbers(policy.weighting)
    changed = {one: value for one, value in values.items() if value != current.get(one)}
    source = proposed_source(calibration.title)
    weighting = with_values(policy.weighting, changed).changed(
        title=proposed_title(policy.weighting.title), source=source
    )
    return policy.changed(
        name=proposed_name(policy),
        title=proposed_title(policy.title),
        weighting=weighting,
        as_written="",
    )


def _hours(minutes: float) -> float:
    return round(minutes / _MINUTES_AN_HOUR, 1)
