"""The special case that queueing theory knows: one queue, some workers alike, one case each, first come first."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

import ciw
import numpy as np
import pytest

from allocator.domain.history import CaseRow, History
from allocator.domain.team import Team
from allocator.example.figures import load_figures
from allocator.simulation.durations import days_left
from allocator.simulation.intake import Referrals, figures_for
from allocator.simulation.plan import Plan
from allocator.simulation.replication import replicate
from allocator.simulation.streams import Streams
from tests.builders import DAY, worker
from tests.simulation.worlds import plan, scenario

WORKERS, A_WEEK, DAYS = 2, 14.0, 0.5
# Cases a day, and the share of the workers' time that they take.
RATE, BUSY = A_WEEK / 7, A_WEEK / 7 * DAYS / WORKERS


def queue(weeks: int, seed: int = 1) -> Plan:
    """Cases come by chance and are allocated at once; each takes a worker a time that is exponential."""
    given = scenario(
        run={"weeks": weeks, "allocate_every_days": 0, "seed": seed},
        intake={"referrals_per_week": A_WEEK, "siblings_percent": {"1": 100}},
        stages={"three": {"mean_days": DAYS, "next_percent": {"closed": 100}}},
    )
    return plan(given, *(worker(f"W{n}", max_cases=1) for n in range(WORKERS)))


def chance(
    weeks: int, seed: int = 1, replications: int = 1
) -> tuple[list[float], list[float]]:
    """When cases come and how long each takes, straight from the streams that the simulation draws from.

    Several replications follow one another.
    """
    made = queue(weeks, seed)
    given = made.scenario
    figures = figures_for(given.intake, load_figures(), made.team)
    comes, takes = [], []
    for replication in range(1, replications + 1):
        streams, before = Streams(seed, replication), 7 * weeks * (replication - 1)
        referrals = Referrals(given, figures, Team(), DAY, streams)
        for week in range(1, weeks + 1):
            for number, moment in enumerate(referrals.moments(week), 1):
                share = streams.share("stage", f"R{week:02}.{number:02}a", 0)
                comes.append(before + moment)
                takes.append(days_left(given.stages["three"], 0, share))
    return comes, takes


def waits(comes: Sequence[float], takes: Sequence[float]) -> list[float]:
    """How long each waits where the first to come takes whichever worker is free first (Kiefer and Wolfowitz)."""
    free = [0.0] * WORKERS
    found = []
    for moment, time in zip(comes, takes, strict=True):
        begins = max(moment, heapq.heappop(free))
        heapq.heappush(free, begins + time)
        found.append(begins - moment)
    return found


def erlang_c(rate: float, days: float, workers: int) -> float:
    """The mean wait in the long run, in closed form."""
    offered = rate * days
    terms = [offered**n / math.factorial(n) for n in range(workers)]
    last = offered**workers / math.factorial(workers) / (1 - offered / workers)
    return last / (sum(terms) + last) * days / (workers - offered)


@pytest.fixture(scope="module")
def history() -> History:
    """About 2,800 cases."""
    return replicate(queue(200), 0, 1)


@pytest.fixture(scope="module")
def served(history: History) -> list[CaseRow]:
    """Those somebody has held, in the order they came."""
    return [row for row in history.cases if row.allocated is not None]


def test_every_wait_is_what_the_recursion_says(served: list[CaseRow]) -> None:
    """Case by case, from the same arrivals and times by a recursion of four lines.

    Nothing is left to chance here: a wait that was wrong by 0.02%, let alone 3%, would fail.
    """
    comes, takes = chance(200)
    expected = waits(comes, takes)[: len(served)]
    found = [(row.allocated or 0) - (row.arrived or 0) for row in served]

    assert len(served) > 2500
    assert found == pytest.approx(expected, abs=2e-4)
    assert [row.arrived for row in served] == pytest.approx(
        comes[: len(served)], abs=1e-4
    )


def test_every_wait_is_what_another_simulator_says(served: list[CaseRow]) -> None:
    """Ciw, given the same arrivals and times, makes every case wait as long."""
    comes, takes = chance(200)
    gaps = [b - a for a, b in zip([0.0, *comes], comes, strict=False)]
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Sequential([*gaps, 1e9])],
        service_distributions=[ciw.dists.Sequential([*takes, 1.0])],
        number_of_servers=[WORKERS],
    )
    simulated = ciw.Simulation(network)
    simulated.simulate_until_max_time(7 * 200 + 60)

    records = sorted(
        simulated.get_all_records(), key=lambda record: record.arrival_date
    )
    theirs = [record.waiting_time for record in records][: len(served)]
    assert [(row.allocated or 0) - (row.arrived or 0) for row in served] == (
        pytest.approx(theirs, abs=2e-4)
    )


@pytest.mark.slow
def test_waits_in_the_long_run_are_erlangs() -> None:
    """Over 559,000 cases the mean wait is within 1.5% of Erlang C.

    Waits follow each other closely, so the standard error is told from 400 batches of them. What is known of the
    arrivals and times (their means and squares) is taken out of it first, which leaves 0.7%: a wait that was wrong by
    3% is then 4.4 standard errors away, and passes a limit of 1.5% with a probability of 0.015. What the simulation
    makes of the same chance is the recursion's answer to the ten-thousandth of a day (see above).
    """
    comes, takes = chance(1000, 3, replications=40)
    found = waits(comes, takes)

    number = 400
    size = len(found) // number

    def batched(values: Sequence[float]) -> np.ndarray:
        return np.array(values[: number * size]).reshape(number, size)

    batches = batched(found).mean(axis=1)
    gaps, times = batched(np.diff([0.0, *comes]).tolist()), batched(takes)
    known = (
        gaps.mean(axis=1) - 1 / RATE,
        (gaps**2).mean(axis=1) - 2 / RATE**2,
        times.mean(axis=1) - DAYS,
        (times**2).mean(axis=1) - 2 * DAYS**2,
    )
    controls = np.column_stack([np.ones(number), *known])
    told, *_ = np.linalg.lstsq(controls, batches, rcond=None)
    left = batches - controls @ told
    error = left.std(ddof=5) / number**0.5 / told[0]
    exact = erlang_c(RATE, DAYS, WORKERS)
    assert error < 0.008
    assert told[0] == pytest.approx(exact, rel=0.015)
    # The means that were taken out are as they should be: a wait follows each of them about twice over.
    assert np.mean(gaps) == pytest.approx(1 / RATE, rel=0.005)
    assert np.mean(times) == pytest.approx(DAYS, rel=0.005)


def test_littles_law(history: History) -> None:
    """The cases waiting at the end of each week are those that have come and have nobody yet; so over time L = λW.

    The area below the number waiting is, by adding up the same days in two ways, what all cases waited together.
    """
    for week in history.weeks:
        end = 7.0 * week.week
        queueing = [
            row
            for row in history.cases
            if (row.arrived or 0)
            <= end
            < (math.inf if row.allocated is None else row.allocated)
        ]
        assert week.waiting_medium == len(queueing)
    end = 7.0 * len(history.weeks)
    come = np.array([row.arrived for row in history.cases])
    begun = np.array(
        [end if row.allocated is None else row.allocated for row in history.cases]
    )
    steps = sorted([*((t, 1) for t in come), *((t, -1) for t in begun), (end, 0)])
    numbers = accumulate(step for _, step in steps)
    moments = [moment for moment, _ in steps]
    area = sum(
        number * (after - before)
        for number, before, after in zip(numbers, moments, moments[1:], strict=False)
    )
    assert area / end == pytest.approx(len(come) / end * (begun - come).mean())


def test_nobody_is_idle_while_somebody_waits(history: History) -> None:
    """At once means at once: whoever waits, waits because every worker holds a case."""
    moments = sorted(
        row.arrived for row in history.cases[:500] if row.arrived is not None
    )
    for moment in moments:
        holding = sum(
            row.allocated is not None
            and row.allocated <= moment + 1e-3
            and (row.closed is None or row.closed > moment + 1e-3)
            for row in history.cases[:600]
        )
        queueing = sum(
            (row.arrived or 0) <= moment
            and (row.allocated is None or row.allocated > moment + 1e-3)
            for row in history.cases[:600]
        )
        assert not queueing or holding == WORKERS


def test_the_closed_form_is_erlangs() -> None:
    """One worker busy for half the time waits as long as a case takes: an M/M/1 queue."""
    assert erlang_c(0.5, 1, 1) == pytest.approx(1)
    assert erlang_c(1, 1.5, 2) == pytest.approx(27 / 14)
    assert pytest.approx(0.5) == BUSY


def test_a_meeting_every_week_makes_cases_wait_for_it() -> None:
    """With room for everybody a case waits for the next meeting: half a week on average, and never longer than one."""
    made = queue(60)
    run = made.scenario.run.changed(allocate_every_days=7)
    given = made.scenario.changed(run=run)
    people = tuple(one.changed(max_cases=None) for one in made.team.workers)
    course = replace(made.courses[0], scenario=given)
    weekly = replace(made, team=made.team.changed(workers=people), courses=(course,))

    rows = replicate(weekly, 0, 1).cases

    waited = [(row.allocated or 0) - (row.arrived or 0) for row in rows]
    assert max(waited) <= 7
    assert np.mean(waited) == pytest.approx(3.5, abs=3 * 7 / 12**0.5 / len(rows) ** 0.5)
    assert {row.allocated % 7 for row in rows if row.allocated is not None} == {0}
