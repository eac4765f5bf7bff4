"""A run that was killed goes on where it was, and ends in the same bytes."""

from dataclasses import replace
from pathlib import Path

import pytest

from allocator.domain.history import History
from allocator.errors import AllocatorError
from allocator.simulation.crews import Here, Job
from allocator.simulation.keeping import Keeping, digest
from allocator.simulation.plan import Plan
from allocator.simulation.replication import replicate
from allocator.simulation.running import run, runs
from tests.builders import worker
from tests.simulation.worlds import plan, scenario


@pytest.fixture(scope="module")
def small() -> Plan:
    """Four weeks of a team of two."""
    return plan(scenario(), worker("W1", max_cases=5), worker("W2", max_cases=5))


def keeping(folder: Path, small: Plan, *, resume: bool = False) -> Keeping:
    """What is kept in a folder."""
    kept = Keeping(folder, small, "1")
    kept.begin(resume=resume)
    return kept


def test_what_is_kept_is_not_run_again(tmp_path: Path, small: Plan) -> None:
    """Two of three are kept: only the third is run, and the history is as from one go."""
    whole = run(small, range(1, 4), Here())
    first = keeping(tmp_path, small)
    run(small, range(1, 3), Here(), keeping=first)
    again = keeping(tmp_path, small, resume=True)
    told: list[int] = []

    history = run(
        small,
        range(1, 4),
        Here(),
        keeping=again,
        tell=lambda done, of: told.append(done),
    )

    assert history == whole
    assert told[0] == 2 * 4
    assert again.read(Job(0, 3)) == replicate(small, 0, 3)


def test_whenever_it_is_cut_off_it_ends_alike(tmp_path: Path, small: Plan) -> None:
    """Cut off after any number of replications, a second go makes of it what one go would have."""
    whole = run(small, range(1, 4), Here())
    for cut in range(4):
        folder = tmp_path / str(cut)
        kept = keeping(folder, small)
        for number, _ in enumerate(runs(small, range(1, 4), Here(), keeping=kept), 1):
            if number >= cut:
                break

        again = keeping(folder, small, resume=True)

        assert run(small, range(1, 4), Here(), keeping=again) == whole


def test_half_a_file_is_never_there(tmp_path: Path, small: Plan) -> None:
    """A replication is kept whole under its name or not at all: what is half written has another name."""
    kept = keeping(tmp_path, small)
    (tmp_path / "replications" / ".01-000001.json.abcd.tmp").write_text("[")

    assert kept.read(Job(0, 1)) is None
    assert run(small, range(1, 2), Here(), keeping=kept).weeks


def test_without_resume_a_run_begins_anew(tmp_path: Path, small: Plan) -> None:
    """What another run has kept is not mixed with this one's."""
    run(small, range(1, 3), Here(), keeping=keeping(tmp_path, small))

    assert keeping(tmp_path, small).read(Job(0, 1)) is None


def test_another_run_is_not_gone_on_with(tmp_path: Path, small: Plan) -> None:
    """Another seed, team or policy would be another history: it is refused, and nothing is lost."""
    run(small, range(1, 2), Here(), keeping=keeping(tmp_path, small))
    other = plan(scenario(run={"seed": 2}), *small.team.workers)

    with pytest.raises(AllocatorError, match="holds another run"):
        keeping(tmp_path, other, resume=True)

    assert keeping(tmp_path, small, resume=True).read(Job(0, 1)) is not None


def test_more_replications_are_the_same_run(tmp_path: Path, small: Plan) -> None:
    """A run may be made longer by replications, or asked another question, without losing what is done."""
    more = plan(
        scenario(
            run={"replications": 9}, question="Why?", breach={"urgent_wait_days": 3}
        ),
        *small.team.workers,
    )

    assert digest(more, 0, "1") == digest(small, 0, "1")
    assert digest(more, 0, "2") != digest(small, 0, "1")
    team = small.team.changed(workers=small.team.workers[:1])
    assert digest(replace(small, team=team), 0, "1") != digest(small, 0, "1")


def test_nothing_stays_once_all_is_written(tmp_path: Path, small: Plan) -> None:
    """The folder goes, unless somebody has put something else into it."""
    kept = keeping(tmp_path, small)
    kept.keep(Job(0, 1), History())

    kept.clear()

    assert not (tmp_path / "replications").exists()
