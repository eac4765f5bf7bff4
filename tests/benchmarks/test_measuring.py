"""Measuring is measured on a batch of the size asked for, by the command people use."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from allocator.policy.loading import load_policy
from allocator.tables.batch import read_batch
from benchmarks import measuring


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty-five people in three authorities of at most ten."""
    folder = tmp_path_factory.mktemp("made") / "batch"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "_AT_A_TIME", 10)
        measuring.make(folder, workers=25, held=80)
    return folder


def test_the_batch_is_of_the_size_asked_for(batch: Path) -> None:
    """Authorities share no id and come to the people and cases asked for; teams have managers besides."""
    team = read_batch(batch, load_policy()).team

    carrying = [worker for worker in team.workers if worker.carries_cases]
    assert len(carrying) == 25
    assert len(team.cases) == 80
    assert not team.waiting
    assert {worker.worker_id[:4] for worker in team.workers} == {"A001", "A002", "A003"}
    assert all(case.case_id[:4] == case.worker_id[:4] for case in team.cases)
    assert all(
        worker.supervisor_id in team.worker
        for worker in carrying
        if worker.supervisor_id
    )


def test_a_run_is_timed_and_weighed(batch: Path, tmp_path: Path) -> None:
    """The JSON is there, and took some time and memory."""
    took = measuring.measured(
        batch, ("caseload-count", "children-workload"), tmp_path / "out.json"
    )

    assert took.output_megabytes == (tmp_path / "out.json").stat().st_size / 1e6 > 0
    assert took.processor_seconds > 0
    assert took.seconds > 0
    assert 20 < took.memory_megabytes < 1_000


def test_the_command_says_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line for each policy has the seconds, the memory and the size of the JSON, and the page has the same."""
    page = tmp_path / "page.md"
    monkeypatch.setattr(measuring, "PAGE", page)
    size = ["--workers", "12", "--held", "30", "--page"]

    told = CliRunner().invoke(
        measuring.main,
        [*size, "--policy", "children-workload", "--policy", "caseload-count"],
    )

    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert [line.split()[1] for line in lines] == [
        "`children-workload`",
        "`caseload-count`",
    ]
    assert "12 workers with 30 held cases" in page.read_text("utf-8")
    assert page.read_text("utf-8").endswith(told.output)
