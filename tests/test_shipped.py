import tomllib
from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import UnknownName


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed packages with ours in it, and the models inside ours."""
    package = tmp_path / "allocator"
    models = package / "_shipped" / "models" / "weighting"
    models.mkdir(parents=True)
    (models / "ours.toml").write_text("title = 'Ours'\n", encoding="utf-8")
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    return tmp_path


def test_a_checkout_is_read_where_people_edit_it() -> None:
    """In a checkout the folders beside the package are used, not a copy of them."""
    folder = shipped.folder("models", "weighting")

    assert folder == Path(shipped.__file__).parents[1] / "models" / "weighting"


def test_an_install_is_read_inside_the_package(installed: Path) -> None:
    """Once installed, the models come along in the package."""
    assert shipped.names("models", "weighting") == ["ours"]


def test_models_of_another_distribution_are_never_ours(installed: Path) -> None:
    """A top-level folder "models" beside the installed package belongs to somebody else."""
    theirs = installed / "models" / "weighting"
    theirs.mkdir(parents=True)
    (theirs / "theirs.toml").touch()

    assert shipped.names("models", "weighting") == ["ours"]


def test_names_are_the_files_without_their_ending_and_the_folders(
    installed: Path,
) -> None:
    """Notes, caches and hidden folders are not offered as names."""
    folder = shipped.folder("models", "weighting")
    for name in ("b_folder", "_drafts", ".git"):
        (folder / name).mkdir()
    (folder / "README.md").touch()
    (folder / "a.toml").touch()

    assert shipped.names("models", "weighting") == ["a", "b_folder", "ours"]


def test_a_name_means_what_ships(installed: Path) -> None:
    """A bare name is looked for among what ships."""
    path = shipped.toml("ours", "models", "weighting")

    assert path == shipped.folder("models", "weighting") / "ours.toml"


def test_a_bare_name_is_never_a_file_that_happens_to_be_here(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same command means the same policy in every folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theirs").touch()

    with pytest.raises(UnknownName):
        shipped.toml("theirs", "models", "weighting")


@pytest.mark.parametrize("name", ["own.toml", "./own.toml", "sub/own.toml", "sub/own"])
def test_a_path_means_a_file(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An ending or a folder makes it a path, from where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()

    assert shipped.toml(name, "models", "weighting").samefile(tmp_path / name)


def test_a_path_beside_a_file_comes_before_one_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A policy file keeps meaning its neighbours wherever the command runs."""
    beside = tmp_path / "policies"
    beside.mkdir()
    for folder in (beside, tmp_path):
        (folder / "own.toml").touch()
    monkeypatch.chdir(tmp_path)

    found = shipped.toml("own.toml", "models", "weighting", beside=beside)

    assert found.samefile(beside / "own.toml")


def test_a_path_from_here_is_found_when_nothing_lies_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A path that is not beside the policy file may still be one from where the command runs."""
    (tmp_path / "own.toml").touch()
    monkeypatch.chdir(tmp_path)

    found = shipped.toml("own.toml", "models", "weighting", beside=tmp_path / "empty")

    assert found.samefile(tmp_path / "own.toml")


@pytest.mark.parametrize("name", ["", ".", "..", "/", "nothing", "\0", "a\nb"])
def test_an_unknown_name_is_told_with_those_that_ship(
    installed: Path, name: str
) -> None:
    """Whatever is typed, the answer is what could have been typed."""
    with pytest.raises(UnknownName) as error:
        shipped.toml(name, "models", "weighting")

    assert error.value.known == ("ours",)


@pytest.mark.parametrize("name", ["nothing.toml", "no/where", "\0.toml", "folder.toml"])
def test_a_path_to_nothing_is_told(tmp_path: Path, name: str) -> None:
    """A path that leads nowhere, or to a folder, is named as it was given."""
    (tmp_path / "folder.toml").mkdir()

    with pytest.raises(UnknownName) as error:
        shipped.toml(name, "models", "weighting", beside=tmp_path)

    assert error.value.name == name


@pytest.mark.parametrize("name", ["a" * 300, "a" * 300 + ".toml"])
def test_a_name_too_long_for_a_file_is_unknown(name: str) -> None:
    """A sentence pasted where a name belongs is told like any other unknown name."""
    with pytest.raises(UnknownName):
        shipped.toml(name, "models", "weighting")


def _toml_files() -> list[Path]:
    return sorted(
        path
        for part in ("models", "scenarios")
        for path in shipped.folder(part).rglob("*.toml")
    )


@pytest.mark.parametrize("path", _toml_files(), ids=lambda path: path.name)
def test_every_file_of_numbers_says_what_it_is_and_where_they_come_from(
    path: Path,
) -> None:
    """Nobody has to trust a number whose origin is not written beside it."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))

    assert content["title"].strip()
    assert len(content["source"].split()) > 1


def test_models_and_scenarios_hold_no_python() -> None:
    """Policy is data: a formula belongs in the package."""
    found = [
        path
        for part in ("models", "scenarios")
        for path in shipped.folder(part).rglob("*.py")
    ]

    assert found == []
