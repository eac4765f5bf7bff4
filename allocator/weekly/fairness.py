"""Who was given new cases over past weeks, beside what would have been in proportion, and whose turn it is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from itertools import pairwise

from allocator.domain.account import PolicyName
from allocator.domain.fairness import Fairness, Turn, WeekTurns, WorkerTurns
from allocator.domain.week import Week, WeekWorker
from allocator.errors import AllocatorError
from allocator.policy import priorities
from allocator.policy.policy import Policy

# In hundredths of a case: nobody's turn hangs on less.
_DECIMALS = 2


def look_back(policy: Policy) -> priorities.Fairness:
    """How a policy looks back; raises AllocatorError where it does not say."""
    terms = policy.priorities.fairness
    if terms is None:
        raise AllocatorError(
            f"{policy.names.priorities} does not say how to look back on fairness: "
            "give it a [fairness] table, as the shipped file of priorities has one."
        )
    return terms


def fairness(
    weeks: Sequence[Week],
    policy: Policy,
    *,
    most: int | None = None,
    rota: Sequence[Turn] | None = None,
    notes: Sequence[str] = (),
) -> Fairness:
    """The last weeks of one team, oldest first; a new case is one that somebody holds and did not hold a week before.

    Raises AllocatorError where there are not two weeks to compare.
    """
    shown = list(weeks)[-((most or look_back(policy).look_back_weeks) + 1) :]
    if len(shown) < 2:
        raise AllocatorError(
            "There are not two weeks of one team to compare. Run `allocator weekly` on another week's batch first."
        )
    given = [new_cases(before, after) for before, after in pairwise(shown)]
    shares = [
        _shares(week, _by_team(week, new))
        for week, new in zip(shown[1:], given, strict=True)
    ]
    last = shown[-1]
    turns = None if rota is None else _within(rota, shown[0].as_of, last.as_of)
    duty = _duty_shares(last, turns) if turns is not None else {}
    workers = [
        _worker(worker, shown, given, shares, turns, duty)
        for worker in last.workers
        if worker.carries_cases or any(worker.worker_id in one for one in given)
    ]
    gone = sum(sum(one.values()) for one in given) - sum(
        one.new_cases for one in workers
    )
    told = [*notes]
    if gone:
        told.append(
            f"{gone} of the new cases went to people who are not in the batch now: in the weeks, and in no row."
        )
    return Fairness(
        since=shown[0].as_of,
        as_of=last.as_of,
        policy=PolicyName(name=policy.name, digest=policy.digest),
        version=version("case-allocator"),
        new_cases=sum(sum(one.values()) for one in given),
        out_of_proportion=_out_of_proportion(_added(given), _added(shares)),
        duty_turns=None if turns is None else len(turns),
        weeks=tuple(
            WeekTurns(
                as_of=week.as_of,
                new_cases=sum(new.values()),
                out_of_proportion=_out_of_proportion(new, share),
            )
            for week, new, share in zip(shown[1:], given, shares, strict=True)
        ),
        workers=tuple(_in_turn(workers)),
        notes=tuple(told),
    )


def new_cases(before: Week, after: Week) -> Counter[str]:
    """How many cases each worker holds that they did not hold a week before."""
    held = {(case.case_id, case.worker_id) for case in before.cases}
    return Counter(
        case.worker_id
        for case in after.cases
        if case.worker_id and (case.case_id, case.worker_id) not in held
    )


def _by_team(week: Week, given: Mapping[str, int]) -> Mapping[str, int]:
    """New cases by the team of whoever was given them."""
    found: Counter[str] = Counter()
    for worker in week.workers:
        found[worker.team] += given.get(worker.worker_id, 0)
    return found


def _shares(week: Week, by_team: Mapping[str, int]) -> dict[str, float]:
    """Each worker's share of their team's new cases, in proportion to capacity."""
    able = [one for one in week.workers if one.carries_cases and one.capacity > 0]
    capacity: dict[str, float] = defaultdict(float)
    for worker in able:
        capacity[worker.team] += worker.capacity
    return {
        worker.worker_id: by_team[worker.team] * worker.capacity / capacity[worker.team]
        for worker in able
    }


def _out_of_proportion(given: Mapping[str, float], share: Mapping[str, float]) -> int:
    """How many whole cases would have had to go to somebody else for everyone to be within one case of their share."""
    beyond = (number - share.get(one, 0.0) for one, number in given.items())
    return sum(int(more) for more in beyond if more >= 1)


def _added(parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for part in parts:
        for worker_id, number in part.items():
            found[worker_id] += number
    return found


def _within(rota: Sequence[Turn], since: date, until: date) -> list[Turn]:
    """The turns of these weeks; the day of the first week belongs to the weeks before it."""
    return [turn for turn in rota if since < turn.date <= until]


def _duty_shares(week: Week, turns: Sequence[Turn]) -> dict[str, float]:
    """Each worker's share of their team's turns, in proportion to capacity."""
    return _shares(week, _by_team(week, Counter(turn.worker_id for turn in turns)))


def _worker(
    worker: WeekWorker,
    shown: Sequence[Week],
    given: Sequence[Mapping[str, int]],
    shares: Sequence[Mapping[str, float]],
    turns: Sequence[Turn] | None,
    duty: Mapping[str, float],
) -> WorkerTurns:
    name = worker.worker_id
    present = [any(one.worker_id == name for one in week.workers) for week in shown[1:]]
    by_week = tuple(
        new.get(name, 0) if here else None
        for new, here in zip(given, present, strict=True)
    )
    new = sum(number or 0 for number in by_week)
    share = round(sum(one.get(name, 0.0) for one in shares), _DECIMALS)
    dates = [
        week.as_of for week, number in zip(shown[1:], by_week, strict=True) if number
    ]
    own = None if turns is None else [turn for turn in turns if turn.worker_id == name]
    return WorkerTurns(
        worker_id=name,
        team=worker.team,
        new_cases=new,
        by_week=by_week,
        fair_share=share,
        difference=round(new - share, _DECIMALS),
        last_given=dates[-1] if dates else None,
        percent=worker.percent,
        turn=1 if worker.carries_cases and worker.capacity > 0 else None,
        duty_turns=None if own is None else len(own),
        duty_share=None if own is None else round(duty.get(name, 0.0), _DECIMALS),
        last_duty=max((turn.date for turn in own), default=None) if own else None,
    )


def _in_turn(workers: Sequence[WorkerTurns]) -> list[WorkerTurns]:
    """By team, whoever is furthest below their share first; of equals, the longest without a new case."""
    ordered = sorted(
        workers,
        key=lambda one: (
            one.team,
            one.turn is None,
            one.difference,
            one.last_given or date.min,
            one.worker_id,
        ),
    )
    counted: Counter[str] = Counter()
    told = []
    for one in ordered:
        if one.turn is not None:
            counted[one.team] += 1
            one = one.changed(turn=counted[one.team])
        told.append(one)
    return told
