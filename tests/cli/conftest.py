"""The command called within the test, and batches to call it on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.cli.main import main
from allocator.example.batch import generate
from allocator.tables.writing import write_batch
from tests.cli import batches
from tests.cli.command import Ran

Call = Callable[..., Ran]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs the command in this process, which is sooner: ``call("check", batch)``."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def call(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, out, err)

    return call


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """Four workers and three waiting cases, all of which can be placed."""
    return batches.write(tmp_path / "tiny")


@pytest.fixture(scope="session")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some thirty workers and sixty waiting cases, which no search here finishes."""
    return _example(tmp_path_factory, 30, 60, teams=3)


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole authority: some 120 workers, 1,600 held and 150 waiting cases."""
    return _example(tmp_path_factory, 120, 150, teams=12)


def _example(
    factory: pytest.TempPathFactory, workers: int, waiting: int, teams: int
) -> Path:
    folder = factory.mktemp("example") / "batch"
    write_batch(generate("Rochdale", workers, waiting, 1, teams=teams), folder)
    return folder
