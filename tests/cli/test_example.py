from pathlib import Path

from tests.cli.conftest import Call


def test_a_batch_is_written_that_can_be_read(tmp_path: Path, call: Call) -> None:
    """What ``example`` writes, ``check`` finds no fault in."""
    made = call(
        "example", tmp_path / "new", "--workers", 5, "--waiting", 4, "--held", 30
    )

    assert made.code == 0
    assert "30 held cases and 4 waiting cases" in made.out
    assert "Everyone in it is invented." in made.out
    told = call("check", tmp_path / "new")
    assert told.code == 0
    assert "30 held cases, 4 waiting cases" in told.out


def test_a_seed_repeats_a_batch(tmp_path: Path, call: Call) -> None:
    """The same arguments write the same files; another seed writes others."""
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        call("example", tmp_path / name, "--workers", 3, "--seed", seed)

    a, b, c = (_content(tmp_path / name) for name in "abc")
    assert a == b
    assert a != c


def test_a_folder_in_use_is_left_alone(tmp_path: Path, call: Call) -> None:
    """Nothing of anyone's is overwritten."""
    (tmp_path / "cases.csv").write_text("mine")

    told = call("example", tmp_path)

    assert told.code == 2
    assert "is not empty" in told.err
    assert (tmp_path / "cases.csv").read_text() == "mine"


def test_an_unknown_authority_is_told_the_nearest(tmp_path: Path, call: Call) -> None:
    """A misspelt authority is one line, and no folder is made."""
    told = call("example", tmp_path / "new", "--authority", "Rochdal")

    assert told.code == 2
    assert told.err == "No authority is called 'Rochdal'. Did you mean 'Rochdale'?\n"
    assert not (tmp_path / "new").exists()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, call: Call) -> None:
    """A file where a folder should be is told without a traceback."""
    (tmp_path / "file").write_text("")

    told = call("example", tmp_path / "file" / "new")

    assert told.code == 2
    assert told.err == f"{tmp_path / 'file' / 'new'}: Not a directory.\n"


def _content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
