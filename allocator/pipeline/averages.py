"""Several batches as one: counts added up, everything else averaged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from allocator.domain.account import Measures
from allocator.domain.backtest import (
    BatchTested,
    Both,
    Overall,
    Percent,
    Result,
    Shares,
    WorkerTested,
)
from allocator.domain.case import URGENCIES


def overall(batches: Sequence[BatchTested]) -> Overall:
    """What all batches together say; a worker in several of them is told once."""
    by_worker: dict[str, list[WorkerTested]] = defaultdict(list)
    for batch in batches:
        for worker in batch.workers:
            by_worker[worker.worker_id].append(worker)
    return Overall(
        batches=len(batches),
        results=counted(case.result for batch in batches for case in batch.cases),
        measured_by=Both(
            first=_measures([batch.measured_by.first for batch in batches]),
            second=_measures([batch.measured_by.second for batch in batches]),
        ),
        rules_broken=Both(
            first=_summed(batch.rules_broken.first for batch in batches),
            second=_summed(batch.rules_broken.second for batch in batches),
        ),
        workers=tuple(_worker(times) for times in by_worker.values()),
    )


def counted(results: Iterable[Result]) -> dict[Result, int]:
    """How many cases came out in each way, those that none did included."""
    found = Counter(results)
    return {result: found[result] for result in get_args(Result)}


def together(measured: Sequence[Measures]) -> Measures:
    """One proposal for each batch measured as one; skill match is averaged over cases, the rest over batches."""
    matches = [
        (m.mean_skill_match_percent, m.placed)
        for m in measured
        if m.mean_skill_match_percent is not None
    ]
    cases = sum(placed for _, placed in matches)
    return Measures(
        placed=sum(m.placed for m in measured),
        unplaced=sum(m.unplaced for m in measured),
        unplaced_by_urgency={
            name: sum(m.unplaced_by_urgency[name] for m in measured)
            for name in URGENCIES
        },
        max_percent=_mean([m.max_percent for m in measured]),
        min_percent=_mean([m.min_percent for m in measured]),
        spread_percent=_mean([m.spread_percent for m in measured]),
        sd_percent=_mean([m.sd_percent for m in measured], 2),
        over_safe_limit=sum(m.over_safe_limit for m in measured),
        over_ceiling=sum(m.over_ceiling for m in measured),
        jain_index=_mean([m.jain_index for m in measured], 4),
        mean_skill_match_percent=round(
            sum(percent * placed for percent, placed in matches) / cases, 1
        )
        if cases
        else None,
        continuity_kept=sum(m.continuity_kept for m in measured),
        continuity_possible=sum(m.continuity_possible for m in measured),
        travel_minutes=round(sum(m.travel_minutes for m in measured), 1),
        rule_breaches=sum(m.rule_breaches for m in measured),
    )


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    found = Counter[str]()
    for count in counts:
        found.update(count)
    return dict(found)


def _measures(measured: Sequence[Both[Measures]]) -> Both[Measures]:
    return Both(
        first=together([m.first for m in measured]),
        second=together([m.second for m in measured]),
    )


def _worker(times: Sequence[WorkerTested]) -> WorkerTested:
    """One worker over the batches they are in; of the team they were in last."""
    return times[-1].changed(
        new_cases=Both(
            first=sum(one.new_cases.first for one in times),
            second=sum(one.new_cases.second for one in times),
        ),
        measured_by=Both(
            first=_shares([one.measured_by.first for one in times]),
            second=_shares([one.measured_by.second for one in times]),
        ),
    )


def _shares(times: Sequence[Shares]) -> Shares:
    return Shares(
        percent_before=_mean([one.percent_before for one in times]),
        percent_after=Both(
            first=_mean([one.percent_after.first for one in times]),
            second=_mean([one.percent_after.second for one in times]),
        ),
    )


def _mean(numbers: Sequence[Percent], digits: int = 1) -> Percent:
    """The mean of the numbers there are, or None where there are none."""
    known = [number for number in numbers if number is not None]
    return round(sum(known) / len(known), digits) if known else None
