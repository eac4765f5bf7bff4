"""Leave, phased returns, union duties and sickness around the as-of date."""

from collections.abc import Sequence

from allocator.domain.worker import Reduction, Worker
from allocator.example.chance import drawn, happens, shuffled, whole_within
from allocator.example.setting import Setting
from allocator.example.working_days import working_day


def reductions_of(setting: Setting, workers: Sequence[Worker]) -> list[Reduction]:
    """A team's one or two planned reductions, and its share of the authority's sickness."""
    figures, chance = setting.figures.reductions, setting.chance.reductions
    remaining = dict(figures.kinds.percent)
    kinds: list[str] = []
    for _ in range(int(drawn(figures.per_team.percent, chance))):
        kinds.append(drawn(remaining, chance))
        del remaining[kinds[-1]]
    order = shuffled(workers, chance)
    planned = [
        _reduction(setting, kind, worker)
        for kind, worker in zip(kinds, order, strict=False)
    ]
    unplanned = [
        _reduction(setting, "sickness", worker)
        for worker in order[len(planned) :]
        if happens(setting.profile.absence_percent, chance)
    ]
    return sorted(planned + unplanned, key=lambda reduction: reduction.worker_id)


def _reduction(setting: Setting, kind: str, worker: Worker) -> Reduction:
    figures, chance = setting.figures.reductions, setting.chance.reductions
    start = working_day(
        setting.as_of, whole_within(figures.starts.between[kind], chance)
    )
    lasts = figures.lasts.between.get(kind)
    return Reduction(
        worker_id=worker.worker_id,
        reason=setting.figures.words.reductions[kind],
        percent=figures.percent_off.values.get(kind),
        hours=figures.hours_off.values.get(kind),
        start=start,
        end=working_day(start, whole_within(lasts, chance) - 1) if lasts else None,
    )
