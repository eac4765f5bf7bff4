"""Whoever runs the replications, the rows are the same to the byte."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from allocator.domain.history import History
from allocator.errors import AllocatorError, NoCluster
from allocator.simulation import crews
from allocator.simulation.asked import asked
from allocator.simulation.crews import Cluster, Done, Job, Processes, crew, in_order
from allocator.simulation.loading import load_scenario
from allocator.simulation.plan import Plan, plan
from allocator.simulation.replication import Stopped
from allocator.simulation.running import run, runs
from allocator.solvers.answer import Stop
from tests.simulation.histories import files


@pytest.fixture(scope="module")
def meeting() -> Plan:
    """Six weeks of the shipped team, counting beside the engine."""
    return plan(asked(load_scenario("steady-state"), weeks=6, replications=3))


@pytest.fixture(scope="module")
def here(meeting: Plan) -> History:
    """What this process makes of three replications."""
    with crew() as everyone:
        return run(meeting, range(1, 4), everyone)


def test_rows_are_in_order_whoever_was_first() -> None:
    """By line, then by replication."""
    empty = History()
    done = [(Job(1, 1), empty), (Job(0, 2), empty), (Job(0, 1), empty)]

    assert in_order(done) == in_order(reversed(done)) == empty


def test_every_line_and_replication_is_there(here: History, meeting: Plan) -> None:
    """In the order of the scenario, every replication of a line together."""
    seen = dict.fromkeys((row.policy, row.replication) for row in here.weeks)

    names = [course.name for course in meeting.courses]
    assert [*seen] == [(name, number) for name in names for number in (1, 2, 3)]


@pytest.mark.slow
@pytest.mark.parametrize("hands", [2, 3])
def test_processes_make_the_same_files(
    hands: int, here: History, meeting: Plan
) -> None:
    """Two or three beside this one: every byte of every file as from one."""
    with crew(hands) as everyone:
        there = run(meeting, range(1, 4), everyone)

    assert files(there) == files(here)


@pytest.mark.slow
def test_a_stop_reaches_processes(meeting: Plan) -> None:
    """Asked to stop once something is done, the crew leaves the rest; what is done is whole."""
    stop = Stop()
    found: list[Done] = []

    with crew(2) as everyone:
        done = runs(meeting, range(1, 50), everyone, stop=stop)
        found.append(next(done))
        stop.request()
        with pytest.raises(Stopped):
            found += done

    assert 1 <= len(found) < 98
    assert {len(history.weeks) for _, history in found} == {6}


@pytest.mark.slow
def test_a_helper_that_dies_is_told_in_one_line(meeting: Plan) -> None:
    """Not with a traceback: what happened, and how to go on."""
    with crew(2) as everyone:
        assert isinstance(everyone, Processes)
        done = runs(meeting, range(1, 50), everyone)
        next(done)
        os.kill(next(iter(everyone._pool._processes)), signal.SIGKILL)

        with pytest.raises(AllocatorError, match="--resume goes on with it"):
            _ = [*done]


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a real scheduler, with real workers as processes of their own, all on loopback."""
    place = folder / "scheduler.json"
    shared = ["--no-dashboard", "--host=127.0.0.1", f"--scheduler-file={place}"]
    worker = ["--nthreads=1", "--no-nanny", f"--local-directory={folder}"]
    commands = [
        ["distributed.cli.dask_scheduler", "--port=0", *shared],
        *[["distributed.cli.dask_worker", *worker, *shared]] * workers,
    ]
    started = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for command in commands
    ]
    try:
        with Client(scheduler_file=str(place), timeout=60) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=60)
            address: str = client.scheduler.address
        yield address
    finally:
        for process in started:
            process.kill()
        for process in started:
            process.wait()


@pytest.mark.slow
def test_a_cluster_makes_the_same_files_though_a_worker_is_killed(
    here: History, meeting: Plan, tmp_path: Path
) -> None:
    """A scheduler and two workers on loopback; one is killed while it works, and the other does what that had not."""
    found: list[Done] = []
    with cluster(tmp_path) as address, crew(cluster=address) as everyone:
        assert isinstance(everyone, Cluster)
        done = runs(meeting, range(1, 4), everyone)
        found.append(next(done))
        _kill_one_at_work(everyone._client)
        found += done

    assert files(in_order(found)) == files(here)


def _kill_one_at_work(client: Any) -> None:
    """Whichever worker of a cluster has tasks."""
    who = client.run(os.getpid)
    at_work = next(name for name, tasks in client.processing().items() if tasks)
    os.kill(who[at_work], signal.SIGKILL)


def test_no_cluster_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers: the address is named."""
    monkeypatch.setattr(crews, "_PATIENCE", 0.2)
    with (
        pytest.raises(NoCluster, match=r"No cluster answers at tcp://127\.0\.0\.1:1"),
        crew(cluster="tcp://127.0.0.1:1"),
    ):
        pass
