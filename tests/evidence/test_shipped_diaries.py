"""The diaries that ship are those the command makes, and what is said of them is so."""

import tomllib
from pathlib import Path

import pytest

from allocator import shipped
from allocator.domain.calibration import Between, Calibration
from allocator.evidence.calibrating import calibrate
from allocator.evidence.diary_example import example
from allocator.policy.calibration import load_calibration
from allocator.policy.diary_guide import load_diary_guide
from allocator.policy.guard import load_guard
from allocator.policy.loading import load_policy
from allocator.policy.policy import DEFAULT
from allocator.tables.batch import read_batch
from allocator.tables.diary import read_diary

_FOLDER = shipped.folder("scenarios", "evidence", "diaries")
_DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def account() -> Calibration:
    """What the shipped diaries say of the default weighting."""
    policy, guard = load_policy(), load_guard()
    batch = read_batch(_FOLDER, policy)
    diary = read_diary([_FOLDER], batch.team, load_diary_guide())
    chosen = load_calibration(None, policy, shipped.toml(DEFAULT, "models", "policies"))
    return calibrate(batch, policy, diary, chosen, guard).account


def test_the_command_makes_the_shipped_files(tmp_path: Path) -> None:
    """To the byte, in an empty folder; the readme says which command."""
    example(tmp_path / "made", 24, 3, DEFAULT, 1)

    readme = (_FOLDER / "README.md").read_text(encoding="utf-8")
    assert "allocator diary example diaries --workers 24 --weeks 3 --seed 1" in readme
    for path in (tmp_path / "made").iterdir():
        assert path.read_bytes() == (_FOLDER / path.name).read_bytes(), path.name
    assert {path.name for path in _FOLDER.iterdir()} - {"README.md"} == {
        path.name for path in (tmp_path / "made").iterdir()
    }


def test_what_is_said_of_the_true_numbers_is_so(account: Calibration) -> None:
    """The counts in the readme and in the guide are those of the intervals that hold the true number."""
    content = tomllib.loads((_FOLDER / "truth.toml").read_text(encoding="utf-8"))
    true = {(one["term"], one["key"]): one["true"] for one in content["numbers"]}
    told = [one for one in account.numbers if one.estimate]

    def held(found: Between | None, of: tuple[str, str]) -> bool:
        return found is not None and found.low <= true[of] <= found.high

    holds = sum(held(one.estimate, (one.term, one.key)) for one in told)
    alone = [one for one in told if one.alone]
    alone_holds = sum(held(one.alone, (one.term, one.key)) for one in alone)
    readme = (_FOLDER / "README.md").read_text(encoding="utf-8")
    assert len(true) == len(account.numbers)
    assert f"| {len(told)} of {len(true)} |" in readme
    assert f"hold the true number | {holds} |" in readme
    assert f"| {alone_holds} of {len(alone)} |" in readme
    guide = " ".join((_DOCS / "calibration.md").read_text(encoding="utf-8").split())
    assert (
        f"Of the {len(told)} numbers that were seen with enough people, {holds} lie"
        in guide
    )
    # What 90% promises, give or take what chance does with so many.
    assert holds / len(told) >= 0.8


def test_the_proposal_is_nearer_the_truth(account: Calibration) -> None:
    """Numbers that were seen are, all together, less far from the true ones than the current numbers are."""
    content = tomllib.loads((_FOLDER / "truth.toml").read_text(encoding="utf-8"))
    true = {(one["term"], one["key"]): one["true"] for one in content["numbers"]}
    told = [one for one in account.numbers if one.estimate]

    before = sum(abs(one.current - true[one.term, one.key]) for one in told)
    after = sum(abs(one.proposed - true[one.term, one.key]) for one in told)
    assert after < 0.75 * before
