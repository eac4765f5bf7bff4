"""The two example teams that ship with the package."""

import re
import shlex
from pathlib import Path

import pytest

from allocator import pipeline, shipped
from allocator.domain.team import Team
from allocator.example import AS_OF, generate
from allocator.example.figures import load_figures
from allocator.policy.loading import load_policy
from allocator.tables.batch import read_batch
from allocator.tables.writing import write_batch
from allocator.workload.measure import Workload

TEAMS = ("meeting", "authority")
POLICY = load_policy("children-workload")


def regenerated(name: str) -> Team:
    """The team that the command in the folder's README makes."""
    readme = (shipped.folder("scenarios", "teams", name) / "README.md").read_text(
        "utf-8"
    )
    found = re.search(r"^allocator example (.+)$", readme, re.MULTILINE)
    assert found, "the README names no command"
    _, *words = shlex.split(found[1])
    given = dict(zip(words[::2], words[1::2], strict=True))
    return generate(
        given["--authority"],
        workers=int(given["--workers"]),
        waiting=int(given["--waiting"]),
        seed=int(given["--seed"]),
        held=int(given["--held"]),
        teams=int(given.get("--teams", 1)),
    )


@pytest.mark.parametrize("name", TEAMS)
def test_the_command_in_the_readme_makes_the_files(name: str, tmp_path: Path) -> None:
    """Whoever runs the command of a shipped team's README gets its very files."""
    folder = shipped.folder("scenarios", "teams", name)

    write_batch(regenerated(name), tmp_path)

    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert files == {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert {
        "workers.csv",
        "cases.csv",
        "reductions.csv",
        "skills.csv",
        "pins.csv",
    } == files.keys()


@pytest.mark.parametrize("name", TEAMS)
def test_a_shipped_team_reads_back_as_it_was_made(name: str) -> None:
    """Reading a shipped batch gives the team that was written, with no fault and nothing to note."""
    batch = read_batch(shipped.folder("scenarios", "teams", name), POLICY)

    assert batch.team == regenerated(name)
    assert batch.notes == ()


@pytest.mark.parametrize("name", TEAMS)
def test_a_shipped_team_is_as_large_as_it_says(name: str) -> None:
    """The meeting team holds 140 cases with 20 waiting; the authority 1,850 with 70."""
    team = regenerated(name)

    held, waiting, managers = {"meeting": (140, 20, 1), "authority": (1850, 70, 12)}[
        name
    ]
    assert len(team.cases) - len(team.waiting) == held
    assert len(team.waiting) == waiting
    assert sum(not worker.carries_cases for worker in team.workers) == managers
    assert (
        max(case.referral_date for case in team.waiting if case.referral_date) == AS_OF
    )


@pytest.mark.parametrize("name", TEAMS)
def test_workload_differs_where_counts_do_not(name: str) -> None:
    """Under the children's workload policy a shipped team is near its limit, some well above others."""
    team = regenerated(name)
    workload = Workload(team, POLICY, AS_OF)
    holdings = [workload.holdings[w.worker_id] for w in team.workers if w.carries_cases]

    capacity = sum(holding.capacity.quanta for holding in holdings)
    before = 100 * sum(holding.held for holding in holdings) / capacity
    new = (
        100
        * sum(workload.asked[case.case_id].quanta for case in team.waiting)
        / capacity
    )

    percents = [holding.percent for holding in holdings if holding.percent is not None]
    assert 80 <= before <= 98
    assert 94 <= before + new <= 104
    assert max(percents) - min(percents) >= 25


@pytest.mark.parametrize("name", TEAMS)
def test_a_shipped_team_comes_out_as_its_readme_says(name: str) -> None:
    """The figures beside a shipped team are those of a proven proposal, and better than counting cases."""
    folder = shipped.folder("scenarios", "teams", name)
    readme = (folder / "README.md").read_text("utf-8")

    engine, counting = pipeline.compare(
        read_batch(folder, POLICY), POLICY, ("engine", "caseload-count"), as_of=AS_OF
    )

    ours, theirs = engine.measures, counting.measures
    assert engine.status == "optimal"
    for field, unit in (
        ("placed", ""),
        ("over_safe_limit", ""),
        ("spread_percent", ""),
        ("mean_skill_match_percent", "%"),
        ("continuity_kept", ""),
    ):
        mine, other = getattr(ours, field), getattr(theirs, field)
        assert f"| {mine}{unit} | {other}{unit} |" in readme, field
    assert ours.placed >= theirs.placed
    assert ours.over_safe_limit < theirs.over_safe_limit
    assert (ours.spread_percent or 0) < (theirs.spread_percent or 0)
    assert (ours.mean_skill_match_percent or 0) > (theirs.mean_skill_match_percent or 0)


def test_the_meeting_shows_something_of_everything() -> None:
    """The meeting team has leave or reductions, pins, joint and restricted work, and a blank."""
    team = regenerated("meeting")
    waiting = team.waiting

    assert team.reductions
    assert {pin.kind for pin in team.pins} == {"must", "never"}
    assert any(case.urgency == "urgent" for case in waiting)
    assert any(case.group_id for case in waiting)
    assert any(case.household in team.holders for case in waiting)
    assert any(case.known_worker_ids for case in waiting)
    assert any(case.barred_worker_ids for case in waiting)
    assert any(case.languages for case in waiting)
    assert any(case.joint for case in waiting)
    assert any(case.restricted for case in waiting)
    assert any(case.co_worker_id for case in team.cases)
    assert sum(case.complexity is None for case in waiting) == 1
    assert any(worker.max_cases is not None for worker in team.workers)


def test_no_file_says_more_than_a_made_up_worker_s_name() -> None:
    """No column of a shipped batch could hold a child's name, and every worker is a plant and a bird."""
    words = load_figures().words
    for name in TEAMS:
        team = regenerated(name)
        for worker in team.workers:
            first, last = worker.name.split()
            assert first in words.first_names
            assert last in words.last_names
