"""What dated batches of the same service tell over time: who held what, what came and what went."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import groupby

from allocator.domain.account import PolicyName
from allocator.domain.trends import Tally, TeamTally, Trends, Week, WorkerTally
from allocator.errors import AllocatorError
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload

_NO_TEAM = "no team given"
_MINUTES = "minutes per week"


def trends(history: Mapping[str, Workload], policy: Policy) -> Trends:
    """Every batch from old to new; raises AllocatorError where two of them are of one day."""
    ordered = in_order(history)
    earlier: list[_Holders | None] = [None, *(_holders(w) for _, w in ordered)]
    seen: list[frozenset[str]] = [frozenset()]
    for _, workload in ordered:
        seen.append(seen[-1] | {case.case_id for case in workload.team.cases})
    return Trends(
        policy=PolicyName(name=policy.name, digest=policy.digest),
        unit=policy.weighting.unit,
        weeks=tuple(
            _week(name, workload, before, known if before is not None else None)
            for (name, workload), before, known in zip(
                ordered, earlier, seen, strict=False
            )
        ),
        version=version("case-allocator"),
    )


def in_order(history: Mapping[str, Workload]) -> list[tuple[str, Workload]]:
    """Batches by their day, from old to new."""
    ordered = sorted(history.items(), key=lambda item: item[1].as_of)
    for day, same in groupby(ordered, key=lambda item: item[1].as_of):
        names = [name for name, _ in same]
        if len(names) > 1:
            raise AllocatorError(
                f"{' and '.join(names)} are of the same day, {day}; give one batch for each day."
            )
    return ordered


# Who holds each held case, and the team they were in.
_Holders = Mapping[str, tuple[str, str]]


def _holders(workload: Workload) -> _Holders:
    team = workload.team
    return {
        case.case_id: (case.worker_id, team.worker[case.worker_id].team or _NO_TEAM)
        for case in team.cases
        if case.worker_id
    }


def _week(
    name: str,
    workload: Workload,
    before: _Holders | None,
    known: Collection[str] | None,
) -> Week:
    team, now = workload.team, _holders(workload)
    there = {case.case_id for case in team.cases}
    people: dict[str, list[str]] = defaultdict(list)
    for worker in team.workers:
        people[worker.team or _NO_TEAM].append(worker.worker_id)

    def tally(
        workers: Sequence[str], mine: Collection[str], was: Collection[str]
    ) -> Tally:
        return _tally(
            workload, workers, mine, was if before is not None else None, there
        )

    teams_before = {of_team for _, of_team in (before or {}).values()}
    return Week(
        batch=name,
        as_of=workload.as_of,
        waiting=len(team.waiting),
        referred=None if known is None else len(there - set(known)),
        everyone=tally([*team.worker], now, before or {}),
        teams=tuple(
            TeamTally(
                team=of_team,
                tally=tally(
                    people.get(of_team, []), _of(now, 1, of_team), _of(before or {}, 1, of_team)
                ),
            )
            for of_team in sorted({*people, *teams_before})
        ),
        workers=tuple(
            WorkerTally(
                worker_id=w.worker_id,
                team=w.team or _NO_TEAM,
                tally=tally(
                    [w.worker_id], _of(now, 0, w.worker_id), _of(before or {}, 0, w.worker_id)
                ),
            )
            for w in team.workers
            if team.works_cases(w)
        ),
    )  # fmt: skip


def _of(holders: _Holders, place: int, whose: str) -> frozenset[str]:
    """The cases of one worker (the first of each pair) or one team (the second)."""
    return frozenset(
        case_id for case_id, pair in holders.items() if pair[place] == whose
    )


def _tally(
    workload: Workload,
    workers: Sequence[str],
    mine: Collection[str],
    was: Collection[str] | None,
    there: Collection[str],
) -> Tally:
    weighting = workload.policy.weighting
    holdings = [workload.holdings[worker_id] for worker_id in workers]
    held = sum(holding.held for holding in holdings)
    capacity = sum(holding.capacity.quanta for holding in holdings)
    units = weighting.units(held)
    visits = [*_visits(workload, mine)]
    gone = None if was is None else set(was) - set(mine)
    return Tally(
        held=len(mine),
        visits=round(sum(visits), 1) if visits or not mine else None,
        hours=round(units / 60, 1) if weighting.unit == _MINUTES else None,
        units=units,
        percent=round(100 * held / capacity, 1) if capacity else None,
        new=None if was is None else len(set(mine) - set(was)),
        closed=None if gone is None else len(gone - set(there)),
        passed_on=None if gone is None else len(gone & set(there)),
    )


def _visits(workload: Workload, cases: Collection[str]) -> Iterator[float]:
    """Visits a week that the weighting expects of each case; none where it does not say."""
    travel, timed = workload.policy.weighting.travel, workload.policy.weighting.visits
    if travel is None:
        return
    for case_id in cases:
        kind = workload.team.case[case_id].type
        if timed is not None and kind in timed.every:
            yield float(1 / timed.every[kind].every_weeks)
        else:
            yield float(travel.visits_per_week.get(kind, travel.visits_otherwise))
