"""Who holds which household: shared out as a count of cases would share them."""

from collections.abc import Sequence

import numpy as np

from allocator.domain.worker import Reduction, Worker
from allocator.example.chance import happens, one_of, shuffled
from allocator.example.households import Household
from allocator.example.setting import Setting
from allocator.example.workforce import Workforce

_NEW = "newly_qualified"


def share_out(
    setting: Setting, workforce: Workforce, households: Sequence[Household]
) -> list[Worker]:
    """The holder of each household: whoever has fewest cases for their hours and grade.

    It sees counts only, never what a case asks, so the same count is heavy for one and light
    for another: what a service finds when it first weighs its work.
    """
    figures, chance = setting.figures.held, setting.chance.held_by
    workers = workforce.case_holders
    shares = np.array([_share(setting, workforce, worker) for worker in workers])
    shares *= chance.normal(1, figures.noise.value / 100, len(workers))
    for free in shuffled(steady(setting, workforce), chance)[:1]:
        shares[workers.index(free)] *= figures.kept_free.value / 100
    limits = np.array([np.inf if w.max_cases is None else w.max_cases for w in workers])
    experienced = np.array([worker.seniority != _NEW for worker in workers])
    counts = np.zeros(len(workers))
    found: dict[int, Worker] = {}
    # The largest families first, as small ones even out what those leave uneven.
    for index in sorted(range(len(households)), key=lambda n: -households[n].children):
        household = households[index]
        after = counts + household.children
        could = after <= limits
        joint = household.type in setting.figures.words.joint_types
        if joint and not happens(figures.newly_qualified_jointly.value, chance):
            could &= experienced
        # Somebody holds every case, even where nobody should take another.
        if not could.any():
            could[:] = True
        holder = int(np.argmin(np.where(could, after / shares, np.inf)))
        counts[holder] += household.children
        found[index] = workers[holder]
    return [found[index] for index in range(len(households))]


def steady(setting: Setting, workforce: Workforce) -> list[Worker]:
    """Full-time case holders of the ordinary grades who are here throughout."""
    full_time = setting.figures.workforce.full_time.value
    reduced = {reduction.worker_id for reduction in workforce.reductions}
    return [
        worker
        for worker in workforce.case_holders
        if worker.seniority in setting.figures.words.ordinary_grades
        and worker.hours >= full_time
        and worker.worker_id not in reduced
    ]


def co_worker(
    setting: Setting, workforce: Workforce, household: Household, holder: Worker
) -> str:
    """A colleague for a newly qualified worker's protection and court work; nobody for the rest."""
    if (
        holder.seniority != _NEW
        or household.type not in setting.figures.words.joint_types
    ):
        return ""
    team = [
        w for w in workforce.workers if w.team == holder.team and w.seniority != _NEW
    ]
    colleagues = [worker for worker in team if worker.carries_cases] or team
    return one_of(colleagues, setting.chance.held_by).worker_id


def _share(setting: Setting, workforce: Workforce, worker: Worker) -> float:
    """The worker's part of a count: hours, less what is off for long, and grade."""
    off = sum(
        worker.hours * (reduction.percent or 0) / 100 + (reduction.hours or 0)
        for reduction in workforce.reductions
        if reduction.worker_id == worker.worker_id
        and _is_allowed_for(reduction, setting)
    )
    hours = max(1, worker.hours - off)
    return hours * setting.figures.held.caseload.values[worker.seniority]


def _is_allowed_for(reduction: Reduction, setting: Setting) -> bool:
    """A manager allows for a phased return and for union duties, not for a week's leave."""
    return reduction.covers(setting.as_of) and not reduction.is_absence
