import os
from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import AllocatorError
from allocator.policy.loading import load_policy
from allocator.report.policy_copy import copy, text
from tests.policy.files import policy_file, text_of

WHOLE = shipped.names("models", "policies")


@pytest.mark.parametrize("name", WHOLE)
def test_a_copy_says_the_same_from_its_own_files(name: str, tmp_path: Path) -> None:
    """Every shipped policy can be copied, and the copy decides as it does."""
    copied = copy(name, tmp_path / "ours")

    policy = load_policy(str(copied.file))
    assert policy.digest == load_policy(name).digest
    assert policy.name == "ours"
    assert (
        policy.names.weighting,
        policy.names.competency,
        policy.names.priorities,
    ) == (
        "weighting.toml",
        "competency.toml",
        "priorities.toml",
    )
    assert sorted(path.name for path in (tmp_path / "ours").iterdir()) == [
        "competency.toml",
        "ours.toml",
        "priorities.toml",
        "weighting.toml",
    ]


def test_comments_come_along(tmp_path: Path) -> None:
    """A copy is the file people read, not what a program made of it."""
    copy("children-workload", tmp_path)

    for part, name in (("weighting", "children-workload"), ("priorities", "standard")):
        shipped_file = shipped.toml(name, "models", part)
        assert (tmp_path / f"{part}.toml").read_bytes() == shipped_file.read_bytes()


def test_a_changed_copy_is_what_is_used(tmp_path: Path) -> None:
    """A number changed in a copied part changes the copied policy."""
    copied = copy("children-workload", tmp_path / "ours")
    file = copied.file.with_name("weighting.toml")
    lines = file.read_text(encoding="utf-8")
    file.write_text(lines.replace("siblings_percent = 65", "siblings_percent = 70"))

    assert load_policy(str(copied.file)).weighting.siblings_percent == 70


@pytest.mark.parametrize(
    "there", ["ours.toml", "weighting.toml", "competency.toml", "priorities.toml"]
)
def test_nothing_is_overwritten(there: str, tmp_path: Path) -> None:
    """A file that is there stays as it is, and no other is put beside it."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / there).write_text("Mine.", encoding="utf-8")

    with pytest.raises(AllocatorError, match=f"has {there} already"):
        copy("children-workload", folder)

    assert [path.name for path in folder.iterdir()] == [there]
    assert (folder / there).read_text(encoding="utf-8") == "Mine."


def test_other_files_may_be_there(tmp_path: Path) -> None:
    """A folder that holds the minutes of a meeting can hold its policy as well."""
    (tmp_path / "minutes.txt").write_text("Agreed.", encoding="utf-8")

    copy("caseload-count", tmp_path)

    assert (tmp_path / "minutes.txt").read_text(encoding="utf-8") == "Agreed."


@pytest.mark.parametrize("name", ["weighting", "Competency"])
def test_a_folder_called_like_a_part_is_no_trouble(name: str, tmp_path: Path) -> None:
    """The policy file never takes the name of one of its parts."""
    copied = copy("caseload-count", tmp_path / name)

    assert copied.file.name == "policy.toml"
    assert load_policy(str(copied.file)).digest == load_policy("caseload-count").digest


def test_a_policy_of_ones_own_can_be_copied_too(tmp_path: Path) -> None:
    """Parts beside a policy file are found and copied."""
    (tmp_path / "mine").mkdir()
    file = policy_file(tmp_path / "mine")

    copied = copy(str(file), tmp_path / "yours")

    assert load_policy(str(copied.file)).digest == load_policy(str(file)).digest


def test_a_policy_file_laid_out_otherwise_is_refused(tmp_path: Path) -> None:
    """A name that cannot be replaced where it stands is told; nothing is written."""
    own = '"weighting" = "caseload-count"\ntitle = "Own"\nsource = "Tests."\n'
    own += 'approach = "Tests."\ncompetency = "open"\npriorities = "standard"\n'
    file = tmp_path / "own.toml"
    file.write_text(own, encoding="utf-8")

    with pytest.raises(AllocatorError, match="does not name its weighting"):
        copy(str(file), tmp_path / "yours")

    assert not (tmp_path / "yours").exists()


def test_a_part_based_on_another_says_so(tmp_path: Path) -> None:
    """Whoever opens a short file knows where the rest of it is."""
    said = text(copy("combined", tmp_path / "ours"))

    assert (
        "weighting.toml says what differs from children-workload, which ships" in said
    )
    assert "competency.toml says" not in said


def test_a_part_based_on_a_file_beside_it_is_refused(tmp_path: Path) -> None:
    """A copy that could not find what it is based on is not made."""
    based = 'title = "Own"\nsource = "Tests."\nbased_on = "base.toml"\n'
    file = policy_file(tmp_path, priorities=based)
    (tmp_path / "base.toml").write_text(text_of("priorities"), encoding="utf-8")

    with pytest.raises(AllocatorError, match=r"is based on base\.toml"):
        copy(str(file), tmp_path / "yours")

    assert not (tmp_path / "yours").exists()


def test_what_to_do_next_can_be_pasted(tmp_path: Path) -> None:
    """The commands name the copy, in quotes where its folder has a space."""
    said = text(copy("caseload-count", tmp_path / "our files"))

    file = f"'{tmp_path / 'our files' / 'our files.toml'}'"
    assert f"  allocator policies check {file}\n" in said
    assert f"  allocator policies diff caseload-count {file}\n" in said
    assert f"  allocator measure BATCH --policy {file}\n" in said


def test_two_copies_at_once_are_never_mixed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finds a file of another run in the way takes their own back, and leaves the other's."""
    link = os.link

    def late(source: Path, place: Path) -> None:
        if place.name == "competency.toml":
            place.write_text("theirs")
        link(source, place)

    monkeypatch.setattr("os.link", late)

    with pytest.raises(AllocatorError, match=r"File exists\. Nothing was changed\."):
        copy("children-workload", tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["competency.toml"]
    assert (tmp_path / "competency.toml").read_text() == "theirs"


def test_a_copy_needs_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A memory stick has none."""

    def refuse(source: Path, place: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", refuse)

    copied = copy("children-workload", tmp_path / "ours")

    assert load_policy(str(copied.file)).digest == load_policy().digest
    assert len(list((tmp_path / "ours").iterdir())) == 4
