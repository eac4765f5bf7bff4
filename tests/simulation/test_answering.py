import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, cast

import pytest

from allocator.domain.history import History
from allocator.simulation.answering import answer
from allocator.simulation.answers.account import account
from allocator.simulation.answers.measures import waiting
from allocator.simulation.crews import Done, Here, Job
from allocator.simulation.keeping import Keeping
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped, Tell
from allocator.simulation.rows import KINDS, body
from allocator.simulation.running import run
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
    assert found.precision is None
    assert found.runs == found.runs_asked == 30
    rows = run(_plan(30), range(1, 31), MadeUp())
    assert found == account(_plan(30), by_line(rows, _asked(30)))


def test_with_a_precision_it_stops_when_the_answer_is_known() -> None:
    """After 25 runs the queue is known to within 2, after as many more as it takes to within 1; none is run twice."""
    rough, fine = MadeUp(), MadeUp()

    near, nearer = answer(_plan(), rough, 2.5), answer(_plan(), fine, 1.0)

    assert near.precision is not None
    assert nearer.precision is not None
    assert near.precision.looks == (25,)
    assert near.precision.planned == (25, 50, 100, 200)
    assert nearer.precision.looks[-1] == nearer.runs
    assert nearer.precision.reached
    assert (nearer.precision.half_width or 0) <= 1
    assert 25 < nearer.runs < 200
    assert len(fine.jobs) == len(set(fine.jobs)) == 2 * nearer.runs


def test_a_precision_out_of_reach_is_said_so() -> None:
    """After the most runs there may be it ends, and does not pretend."""
    found = answer(_plan(50), MadeUp(), 0.01)

    assert found.precision is not None
    assert found.precision.looks == (25, 50)
    assert not found.precision.reached
    assert found.runs == 50


def test_rows_stand_together_however_often_it_was_looked(tmp_path: Path) -> None:
    """The history of looks is that of a run without them: every line's replications in order."""
    straight = run(_plan(50), range(1, 51), MadeUp())

    keeping = _keeping(tmp_path, _plan(100))
    answer(_plan(100), MadeUp(), 0.01, keeping=keeping)
    looked = {kind.file: "".join(keeping.bodies(kind, 50)) for kind in KINDS}

    assert looked == {k.file: body(getattr(straight, k.field)) for k in KINDS}


def test_rows_are_not_all_in_memory_at_once() -> None:
    """Answered from digests: while the last run is on, the rows of the first are gone."""

    class Rows(list[object]):
        """Rows of which it is known whether anybody still has them."""

    class Watching(MadeUp):
        def each(
            self,
            plan: Plan,
            jobs: Sequence[Job],
            stop: Stop,
            tell: Tell = lambda week: None,
        ) -> Iterator[Done]:
            made = list[weakref.ref[Rows]]()
            for job, history in super().each(plan, jobs, stop, tell):
                assert sum(rows() is not None for rows in made) <= 1
                weeks = Rows(history.weeks)
                made.append(weakref.ref(weeks))
                yield job, History(cast(Any, weeks))

    assert answer(_plan(30), Watching()).runs == 30


def _keeping(folder: Path, ready: Plan) -> Keeping:
    keeping = Keeping(folder, ready, "1")
    keeping.kept.begin(resume=False)
    return keeping


def test_a_stop_is_no_answer() -> None:
    """Stopped before the runs are done, there is nothing to tell."""
    stop = Stop()
    stop.request()

    with pytest.raises(Stopped):
        answer(_plan(30), MadeUp(), stop=stop)


def test_a_real_run_is_answered_from_its_own_rows() -> None:
    """A small team simulated: its queue, utilisation and children's workers, counted once more from the rows."""
    ready = worlds.plan(
        worlds.scenario(
            run={"weeks": 6, "replications": 4}, breach={"waiting_cases": 2}
        ),
        worker("W1", max_cases=3),
        worker("W2", max_cases=3),
    )

    told, rows = answer(ready, Here()), run(ready, range(1, 5), Here())

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
            fmean(c.workers for c in rows.cases if c.workers and c.replication == one)
            for one in by_run
        ),
        abs=0.01,
    )
    assert min(held) == 1
