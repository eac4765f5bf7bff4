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
    kept.kept.begin(resume=resume)
    return kept


def left(kept: Keeping) -> Keeping:
    """The same once its run was interrupted: others may have the folder."""
    kept.kept.end()
    return kept


def test_what_is_kept_is_not_run_again(tmp_path: Path, small: Plan) -> None:
    """Two of three are kept: only the third is run, and the history is as from one go."""
    whole = run(small, range(1, 4), Here())
    first = keeping(tmp_path, small)
    run(small, range(1, 3), Here(), keeping=first)
    left(first)
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
        left(kept)

        again = keeping(folder, small, resume=True)

        assert run(small, range(1, 4), Here(), keeping=again) == whole


def test_half_a_file_is_never_there(tmp_path: Path, small: Plan) -> None:
    """A replication is kept whole under its name or not at all: what is half written has another name."""
    kept = keeping(tmp_path, small)
    (tmp_path / "replications" / ".01-000001.json.abcd.tmp").write_text("[")

    assert kept.read(Job(0, 1)) is None
    assert run(small, range(1, 2), Here(), keeping=kept).weeks


def test_what_is_done_is_not_thrown_away_unasked(tmp_path: Path, small: Plan) -> None:
    """Hours of an interrupted run are kept where nobody asked to go on with them: it is said how to, and how not to."""
    first = keeping(tmp_path, small)
    run(small, range(1, 3), Here(), keeping=first)
    left(first)

    with pytest.raises(AllocatorError, match=r"by --resume, delete that folder"):
        keeping(tmp_path, small)

    assert keeping(tmp_path, small, resume=True).read(Job(0, 2)) is not None


def test_where_nothing_is_done_a_run_begins(tmp_path: Path, small: Plan) -> None:
    """Interrupted before anything was done, another run may have the folder, and what was half written goes."""
    other = plan(scenario(run={"seed": 2}), *small.team.workers)
    left(keeping(tmp_path, other))
    half = tmp_path / "replications" / ".01-000001.json.abcd.tmp"
    half.write_text("[")

    keeping(tmp_path, small)

    assert not half.exists()


def test_another_run_is_not_gone_on_with(tmp_path: Path, small: Plan) -> None:
    """Another seed, team or policy would be another history: it is refused, and nothing is lost."""
    first = keeping(tmp_path, small)
    run(small, range(1, 2), Here(), keeping=first)
    left(first)
    other = plan(scenario(run={"seed": 2}), *small.team.workers)

    with pytest.raises(AllocatorError, match="holds another run"):
        keeping(tmp_path, other, resume=True)

    assert keeping(tmp_path, small, resume=True).read(Job(0, 1)) is not None


def test_two_at_once_are_refused(tmp_path: Path, small: Plan) -> None:
    """Two runs in a folder would take each other's files: the second is told, and may begin once the first is over."""
    first = keeping(tmp_path, small)

    with pytest.raises(AllocatorError, match="is in use by another run"):
        keeping(tmp_path, small, resume=True)
    left(first)

    left(keeping(tmp_path, small))


@pytest.mark.parametrize("spoilt", ["", "[1, 2]", "{}", '["a", "b", "c"]', "null"])
def test_what_somebody_has_spoilt_is_run_again(
    spoilt: str, tmp_path: Path, small: Plan
) -> None:
    """A kept file that is empty, cut short or something else counts as not done."""
    first = keeping(tmp_path, small)
    whole = run(small, range(1, 3), Here(), keeping=first)
    left(first)
    (tmp_path / "replications" / "01-000002.json").write_text(spoilt)

    again = keeping(tmp_path, small, resume=True)

    assert again.read(Job(0, 2)) is None
    assert run(small, range(1, 3), Here(), keeping=again) == whole


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

    kept.kept.clear()

    assert not (tmp_path / "replications").exists()
