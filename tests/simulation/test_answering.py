from statistics import fmean

import pytest

from allocator.domain.history import WeekRow
from allocator.simulation.answering import answer
from allocator.simulation.answers.account import account
from allocator.simulation.answers.measures import waiting
from allocator.simulation.crews import Here
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped
from allocator.simulation.scenario import Scenario
from allocator.solvers.answer import Stop
from tests.builders import worker
from tests.simulation import worlds
from tests.simulation.crews import MadeUp
from tests.simulation.histories import by_line, planned, scenario


def _plan(replications: int = 200) -> Plan:
    return planned(_asked(replications))


def _asked(replications: int) -> Scenario:
    run = {"weeks": 2, "replications": replications, "seed": 1, "work": 0.5}
    return scenario(run=run, answered_by="waiting", breach={"waiting_cases": 15})


def test_without_a_precision_every_replication_is_run() -> None:
    """As many as the scenario asks, and the answers are those of their rows."""
    crew = MadeUp()

    found = answer(_plan(30), crew)

    assert len(crew.jobs) == 2 * 30
    assert found.account.precision is None
    assert found.account.runs == found.account.runs_asked == 30
    assert found.account == account(_plan(30), by_line(found.history, _asked(30)))


def test_with_a_precision_it_stops_when_the_answer_is_known() -> None:
    """After 25 runs the queue is known to within 2, after as many more as it takes to within 1; none is run twice."""
    rough, fine = MadeUp(), MadeUp()

    near, nearer = answer(_plan(), rough, 2.5), answer(_plan(), fine, 1.0)

    assert near.account.precision is not None
    assert nearer.account.precision is not None
    assert near.account.precision.looks == (25,)
    assert near.account.precision.planned == (25, 50, 100, 200)
    assert nearer.account.precision.looks[-1] == nearer.account.runs
    assert nearer.account.precision.reached
    assert (nearer.account.precision.half_width or 0) <= 1
    assert 25 < nearer.account.runs < 200
    assert len(fine.jobs) == len(set(fine.jobs)) == 2 * nearer.account.runs


def test_a_precision_out_of_reach_is_said_so() -> None:
    """After the most runs there may be it ends, and does not pretend."""
    found = answer(_plan(50), MadeUp(), 0.01).account

    assert found.precision is not None
    assert found.precision.looks == (25, 50)
    assert not found.precision.reached
    assert found.runs == 50


def test_rows_stand_together_however_often_it_was_looked() -> None:
    """The history of looks is that of a run without them: every line's replications in order."""
    looked = answer(_plan(100), MadeUp(), 0.01).history

    straight = answer(_plan(100), MadeUp()).history

    assert looked == straight
    keys = [_key(row) for row in looked.weeks]
    assert keys == sorted(keys)


def test_a_stop_is_no_answer() -> None:
    """Stopped before the runs are done, there is nothing to tell."""
    stop = Stop()
    stop.request()

    with pytest.raises(Stopped):
        answer(_plan(30), MadeUp(), stop=stop)


def _key(row: WeekRow) -> tuple[int, int, int]:
    return ["one", "other"].index(row.policy), row.replication, row.week


def test_a_real_run_is_answered_from_its_own_rows() -> None:
    """A small team simulated: its queue, utilisation and children's workers, counted once more from the rows."""
    ready = worlds.plan(
        worlds.scenario(
            run={"weeks": 6, "replications": 4}, breach={"waiting_cases": 2}
        ),
        worker("W1", max_cases=3),
        worker("W2", max_cases=3),
    )

    told, rows = answer(ready, Here())

    [line] = told.lines
    queues = [waiting(row) for row in rows.weeks]
    assert line.measures["waiting"].value == pytest.approx(fmean(queues), abs=0.01)
    percents = [row.mean_percent for row in rows.weeks if row.mean_percent is not None]
    assert line.measures["mean_percent"].value == pytest.approx(
        fmean(percents), abs=0.01
    )
    late = {row.replication for row in rows.weeks if waiting(row) > 2}
    assert line.breaking is not None
    assert line.breaking.broken == len(late) > 0
    still = sum(case.state == "waiting" for case in rows.cases)
    assert sum(wait.still_waiting for wait in line.waits) == still > 0
    held = [case.workers for case in rows.cases if case.workers]
    by_run = {case.replication for case in rows.cases if case.workers}
    assert len(by_run) == 4
    assert line.measures["workers_per_child"].value == pytest.approx(
        fmean(
            fmean(c.workers for c in rows.cases if c.workers and c.replication == run)
            for run in by_run
        ),
        abs=0.01,
    )
    assert min(held) == 1
