"""Two instructions by people: a case that must go to someone, and one that never may."""

from collections.abc import Callable, Sequence
from typing import Literal

from allocator.domain.case import COMPLEXITIES, Case, Pin
from allocator.domain.worker import Worker
from allocator.example.chance import one_of
from allocator.example.holders import steady
from allocator.example.setting import Setting
from allocator.example.workforce import Workforce


def pins_on(
    setting: Setting,
    workforce: Workforce,
    held: Sequence[Case],
    waiting: Sequence[Case],
) -> tuple[Pin, ...]:
    """At most one pin of each kind, where the batch has the households and the workers for them."""
    chance = setting.chance.pins
    single = [case for case in waiting if not case.group_id]
    taker = _with_room(setting, workforce, held)
    teams = ("", taker.team) if taker else ()
    simple = [
        case for case in single if case.team in teams and _is_simple(setting, case)
    ]
    welcome = one_of(simple, chance) if simple else None
    found = [_pin(setting, "must", welcome, taker)] if welcome and taker else []
    others = [
        case
        for case in single
        if case is not welcome and len(workforce.near(case.team)) > 1
    ]
    if others:
        unwelcome = one_of(others, chance)
        near = workforce.near(unwelcome.team)
        unknown = [w for w in near if w.worker_id not in unwelcome.known_worker_ids]
        found.append(_pin(setting, "never", unwelcome, one_of(unknown, chance)))
    return tuple(found)


def _pin(
    setting: Setting, kind: Literal["must", "never"], case: Case, worker: Worker
) -> Pin:
    reason = setting.figures.words.pins[kind]
    return Pin(
        case_id=case.case_id, worker_id=worker.worker_id, kind=kind, reason=reason
    )


def _is_simple(setting: Setting, case: Case) -> bool:
    """Whether nothing but time decides who can take the case."""
    asks = (
        case.skills_required
        or case.barred_worker_ids
        or case.known_worker_ids
        or case.joint
    )
    return not asks and case.type not in setting.figures.words.joint_types


def _with_room(
    setting: Setting, workforce: Workforce, held: Sequence[Case]
) -> Worker | None:
    """Who has most room at a glance, if anyone clearly has: the pin should hold by any policy."""
    by_count = _relative(workforce, held, lambda _: 1)
    by_points = _relative(workforce, held, lambda case: _points(setting, case))
    fullness = {
        worker.worker_id: max(by_count[worker.worker_id], by_points[worker.worker_id])
        * 100
        for worker in steady(setting, workforce)
    }
    least = min(fullness, key=lambda worker_id: fullness[worker_id], default="")
    if not least or fullness[least] > setting.figures.pins.room.value:
        return None
    return next(worker for worker in workforce.workers if worker.worker_id == least)


def _relative(
    workforce: Workforce, held: Sequence[Case], points: Callable[[Case], int]
) -> dict[str, float]:
    """What each case holder holds per contracted hour, beside what all of them hold."""
    sums = {worker.worker_id: 0 for worker in workforce.case_holders}
    for case in held:
        sums[case.worker_id] += points(case)
    hours = {worker.worker_id: worker.hours for worker in workforce.case_holders}
    average = sum(sums.values()) / sum(hours.values())
    return {
        worker_id: total / hours[worker_id] / average if average else 0
        for worker_id, total in sums.items()
    }


def _points(setting: Setting, case: Case) -> int:
    """Low, medium or high, one to three; protection and court work twice that."""
    points = COMPLEXITIES.index(case.complexity) + 1 if case.complexity else 2
    return points * 2 if case.type in setting.figures.words.joint_types else points
