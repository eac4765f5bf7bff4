"""Diaries drawn from known numbers, calibrated, and how many intervals hold the number drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from time import monotonic
from typing import NamedTuple

import numpy as np

from allocator.domain.diary import Entry
from allocator.domain.team import Team
from allocator.evidence.apart import apart
from allocator.evidence.diary_example import diaries, true_values
from allocator.evidence.estimates import Estimates, estimate
from allocator.evidence.expected import Expectation, held
from allocator.evidence.kept import kept
from allocator.evidence.least_squares import Array
from allocator.evidence.seen import Seen, seen
from allocator.example.batch import AS_OF, generate
from allocator.pipeline import measure
from allocator.policy.calibration import Calibration, load_calibration
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.policy.numbers import Number, numbers
from allocator.policy.policy import DEFAULT, Policy
from allocator.tables.batch import Batch

AUTHORITY, BATCH_SEED, IN_A_TEAM = "Rochdale", 11, 8
_BOOTSTRAPS = 200  # enough for the ends of a 90% interval, over many diaries


class Scenario(NamedTuple):
    """One way in which diaries may be kept: by how many, for how long, and how far off the current numbers are."""

    people: int
    weeks: int
    truth: str
    parts: str
    said: str


SCENARIOS = {
    "eight": Scenario(8, 4, "as believed", "by task", "few people"),
    "two-weeks": Scenario(24, 2, "as believed", "by task", "a short diary"),
    "usual": Scenario(24, 4, "as believed", "by task", "three teams for four weeks"),
    "many": Scenario(60, 4, "as believed", "by task", "a whole service"),
    "far-off": Scenario(
        24, 4, "half or double", "by task", "numbers much further off than believed"
    ),
    "one-sum": Scenario(
        24,
        4,
        "as believed",
        "one sum",
        "tasks added into one sum",
    ),
}


@dataclass(frozen=True)
class Row:
    """What came of one scenario: shares are of intervals that hold the true number, in percent."""

    scenario: str
    people: int
    weeks: int
    truth: str
    parts: str
    diaries: int
    numbers: float
    held_percent: float
    error_of_that: float
    alone_percent: float
    entangled_numbers: float
    entangled_percent: float
    sums_percent: float
    few_people_percent: float
    width_percent: float
    closer_percent: float
    seconds: float


def run(name: str, times: int) -> Row:
    """One scenario with as many diaries, over one batch."""
    one, policy = SCENARIOS[name], load_policy(DEFAULT)
    chosen = _calibration(one, policy)
    team = generate(
        AUTHORITY, one.people, 0, BATCH_SEED, teams=max(1, one.people // IN_A_TEAM)
    )
    # Diaries are kept by task whatever is made of them.
    kept_by = _calibration(one._replace(parts="by task"), policy)
    found, started = [], monotonic()
    for seed in range(times):
        true = _truth(one, policy, chosen, np.random.default_rng([seed, 1]))
        entries = diaries(team, policy, true, kept_by, one.weeks, seed)
        found.append(_compared(team, policy, entries, chosen, true, seed))
    shares = [one.held for one in found]
    return Row(
        scenario=name,
        people=one.people,
        weeks=one.weeks,
        truth=one.truth,
        parts=one.parts,
        diaries=times,
        numbers=_mean([one.numbers for one in found]),
        held_percent=_mean(shares),
        error_of_that=round(float(np.nanstd(shares, ddof=1) / np.sqrt(times)), 1),
        alone_percent=_mean([one.alone for one in found]),
        entangled_numbers=_mean([one.entangled_numbers for one in found]),
        entangled_percent=_mean([one.entangled for one in found]),
        sums_percent=_mean([one.sums for one in found]),
        few_people_percent=_mean([one.few_people for one in found]),
        width_percent=_mean([one.width for one in found]),
        closer_percent=_mean([one.closer for one in found]),
        seconds=round((monotonic() - started) / times, 2),
    )


class _Compared(NamedTuple):
    """One set of diaries: percentages of intervals that hold, how wide they are, how much nearer the proposal is."""

    numbers: int
    held: float
    alone: float
    entangled_numbers: int
    entangled: float
    sums: float
    few_people: float
    width: float
    closer: float


def _compared(
    team: Team,
    policy: Policy,
    entries: Sequence[Entry],
    chosen: Calibration,
    true: dict[Number, Decimal],
    seed: int,
) -> _Compared:
    workload = measure(Batch(team=team), policy, as_of=AS_OF)
    written = kept(entries)
    cases = held(workload, [*written])
    looked = seen(entries, written, cases, chosen)
    expectation = Expectation(workload, chosen, looked.cases)
    found = estimate(expectation, looked, chosen, seed)
    fewest = load_guard().keeping_faith.smallest_group
    truth = np.array([float(true[number]) for number in expectation.numbers])
    now = np.array([float(value) for value in expectation.current.values()])
    people = [_people(looked, found, place) for place in range(len(truth))]
    groups = [
        group
        for group in apart(found.information, chosen).groups
        if min(people[place] for place in group) >= fewest
    ]
    in_groups = {place for group in groups for place in group}
    enough = [
        place
        for place, met in enumerate(people)
        if met >= fewest and place not in in_groups
    ]
    few = [place for place, met in enumerate(people) if 0 < met < fewest]
    size = len(looked.people)

    def holds(which: Array, value: float) -> bool:
        low, high = found.interval(which, chosen.interval_percent, size)
        return low <= value <= high

    def share(places: Sequence[int]) -> float:
        return _percent(
            [holds(np.eye(len(truth))[place], truth[place]) for place in places]
        )

    alone = []
    for place in enough:
        low, high = found.interval_alone(place, chosen.interval_percent, people[place])
        alone.append(low <= truth[place] <= high)
    sums = []
    for group in groups:
        which = found.total(found.moved(group), group)
        sums.append(holds(which, float(which @ truth)))
    widths = [
        2 * 1.645 * np.sqrt(found.covariance[p, p]) / now[p] for p in enough if now[p]
    ]
    told = [*enough]
    before, after = (
        np.abs(now - truth)[told].sum(),
        np.abs(found.values - truth)[told].sum(),
    )
    return _Compared(
        numbers=len(enough),
        held=share(enough),
        alone=_percent(alone),
        entangled_numbers=len(in_groups),
        entangled=share([*in_groups]),
        sums=_percent(sums),
        few_people=share(few),
        width=100 * float(np.median(widths)) if widths else float("nan"),
        closer=100 * (1 - after / before) if before else 0.0,
    )


def _people(looked: Seen, found: Estimates, place: int) -> int:
    """How many people were seen with cases that a number moves."""
    return len({looked.cases[row].worker.worker_id for row in found.moved([place])})


def _calibration(one: Scenario, policy: Policy) -> Calibration:
    name = "standard" if one.parts == "one sum" else None
    found = load_calibration(name, policy, Path(f"{DEFAULT}.toml"))
    return found.changed(bootstraps=_BOOTSTRAPS)


def _truth(
    one: Scenario, policy: Policy, chosen: Calibration, chance: np.random.Generator
) -> dict[Number, Decimal]:
    if one.truth == "as believed":
        return true_values(policy, chosen, chance)
    return {
        number: Decimal(round(float(value) * (2 if chance.random() < 0.5 else 0.5)))
        for number, value in numbers(policy.weighting).items()
    }


def _percent(held_true: Sequence[bool]) -> float:
    return 100 * sum(held_true) / len(held_true) if held_true else float("nan")


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if value == value]
    return round(float(np.mean(known)), 1) if known else float("nan")
