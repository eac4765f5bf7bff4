"""All runs of one compared line: its fans, its means, its waits and when it breaks."""

from collections.abc import Sequence

import numpy as np

from allocator.domain.simulated import Breaking, Fan, Interval, Wait, within
from allocator.simulation.answers import measures
from allocator.simulation.answers.digest import RunDigest
from allocator.simulation.answers.intervals import (
    Estimate,
    of_mean,
    of_percent,
    of_share,
)
from allocator.simulation.answers.measures import BROKEN, KINDS, WITHIN_DAYS
from allocator.simulation.answers.survival import (
    Span,
    age_when,
    exposure,
    lasting,
    pseudo_values,
    together,
    worth_in_runs,
)

_QUANTILES = (10, 25, 50, 75, 90)
# Evenness lies between 0 and 1, so hundredths would hide it.
_DECIMALS = {"jain_index": 4}


def fans(runs: Sequence[RunDigest]) -> dict[str, Fan]:
    """How each measure of a week spreads over the runs."""
    return {
        name: _fan(name, [run.weekly[name] for run in runs]) for name in measures.WEEKLY
    }


def means(runs: Sequence[RunDigest], level: float) -> dict[str, Interval]:
    """Each measure over the runs: the mean of those of a whole run, and the shares that wait and break."""
    found = {}
    for name in runs[0].whole:
        known = [value for run in runs if (value := run.whole[name]) is not None]
        of = of_percent if name in measures.SHARES else of_mean
        found[name] = interval(name, of(known, level) if known else None)
    for kind in kinds(runs):
        for days in WITHIN_DAYS:
            name = within(kind, days)
            shares = shares_within(kind, days, runs)
            found[name] = interval(name, of_percent(shares, level))
    if runs[0].broken:
        broken = sum(run.broken_week is not None for run in runs)
        found[BROKEN] = interval(BROKEN, of_share(broken, len(runs), level))
    return found


def kinds(runs: Sequence[RunDigest]) -> list[str]:
    """The urgencies that any case which waits has."""
    return [kind for kind in KINDS if any(run.waits[kind].cases for run in runs)]


def waits(runs: Sequence[RunDigest]) -> tuple[Wait, ...]:
    """How long cases of each urgency wait, over all runs; urgencies that no case has are left out."""
    return tuple(_wait(kind, runs) for kind in kinds(runs))


def shares_within(kind: str, days: int, runs: Sequence[RunDigest]) -> list[float]:
    """One percentage a run: how many cases of an urgency have a worker within so many days."""
    seen = [run.waits[kind].days for run in runs]
    return [float(value) for value in pseudo_values(seen, days)]


def breaking(runs: Sequence[RunDigest], level: float) -> Breaking | None:
    """In which week the team breaks; a run that ends unbroken was watched until then."""
    if not runs[0].broken:
        return None
    weeks = max(run.weeks for run in runs)
    first = [run.broken_week for run in runs]
    spans = [
        Span(1, run.weeks if week is None else week, week is not None)
        for run, week in zip(runs, first, strict=True)
    ]
    seen = exposure(spans, weeks)
    curve, worth = lasting(*seen), worth_in_runs(*seen)
    band = [
        _turned(of_share(float((1 - left) * number), float(number), level))
        for left, number in zip(curve[1:], worth[1:], strict=True)
    ]
    when = {
        f"p{share}": age_when(curve, seen.at_risk, share / 100)
        for share in _QUANTILES[:-1]
    }
    return Breaking(
        runs=len(runs),
        broken=sum(week is not None for week in first),
        first_by_rule=_first_by_rule(runs),
        unbroken_percent=tuple(interval(BROKEN, one) for one in band),
        **when,
    )


def interval(name: str, estimate: Estimate | None) -> Interval:
    """An estimate as it is written down."""
    if estimate is None:
        return Interval(value=None, low=None, high=None)
    value, low, high = (rounded(name, number) for number in estimate)
    return Interval(value=value, low=low, high=high)


def rounded(name: str, number: float | None) -> float | None:
    """A number as exactly as its measure is worth writing down, never as minus nothing."""
    return None if number is None else round(number, _DECIMALS.get(name, 2)) + 0.0


def _fan(name: str, runs: Sequence[Sequence[float | None]]) -> Fan:
    weeks = max(map(len, runs))
    found = [[run[week] for run in runs if week < len(run)] for week in range(weeks)]
    known = [[number for number in week if number is not None] for week in found]
    at = [
        np.percentile(week, _QUANTILES) if week else [None] * len(_QUANTILES)
        for week in known
    ]
    columns = {
        f"p{share}": tuple(_written(name, week[place]) for week in at)
        for place, share in enumerate(_QUANTILES)
    }
    mean = tuple(
        _written(name, measures.average(week)) if week else None for week in known
    )
    return Fan(**columns, mean=mean, runs=tuple(map(len, known)))


def _written(name: str, number: float | None) -> float | None:
    return None if number is None else rounded(name, float(number))


def _wait(kind: str, runs: Sequence[RunDigest]) -> Wait:
    found = [run.waits[kind] for run in runs]
    seen = together([one.days for one in found])
    curve = lasting(*seen)
    return Wait(
        urgency=kind,
        cases=sum(one.cases for one in found),
        still_waiting=sum(one.still_waiting for one in found),
        median_days=age_when(curve, seen.at_risk, 0.5),
        p90_days=age_when(curve, seen.at_risk, 0.9),
    )


def _turned(broken: Estimate) -> Estimate:
    """The share that holds, from the share that breaks."""
    low = None if broken.high is None else 100 - broken.high
    high = None if broken.low is None else 100 - broken.low
    return Estimate(100 - broken.value, low, high)


def _first_by_rule(runs: Sequence[RunDigest]) -> dict[str, int]:
    """How many runs each rule is the first to call broken; rules of the same week count each."""
    return {
        rule: sum(
            run.broken_week is not None and run.broken[rule] == run.broken_week
            for run in runs
        )
        for rule in runs[0].broken
    }
