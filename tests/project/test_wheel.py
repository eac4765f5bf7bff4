"""The wheel as somebody else would have it: built, installed away from the checkout, and run from another folder."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from tests.project.pages import ROOT

pytestmark = pytest.mark.slow

_BIN = Path(sys.executable).parent
# Nothing of the tests' own surroundings reaches the installed command.
_CLEAN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PYTHON", "COV", "VIRTUAL_ENV"))
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that this checkout makes."""
    folder = tmp_path_factory.mktemp("wheel")
    _do(
        sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, at=ROOT
    )
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel, and with this one's packages for all else."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    _do(sys.executable, "-m", "venv", "--without-pip", place)
    python = place / "bin" / "python"
    _do(
        _BIN / "uv",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--offline",
        "--no-cache",
        "--python",
        python,
        wheel,
    )
    [packages] = place.glob("lib/python*/site-packages")
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def test_the_wheel_holds_what_it_should(wheel: Path) -> None:
    """Models, scenarios, templates, the licence and the marker of types are in it; tests and docs are not."""
    names = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("models", "scenarios"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert (
                    f"allocator/_shipped/{path.relative_to(ROOT).as_posix()}" in names
                )
    for path in (ROOT / "allocator").rglob("*"):
        if path.suffix in (".py", ".html", ".css", ".typed"):
            assert path.relative_to(ROOT).as_posix() in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"allocator"}


def test_the_installed_command_finds_its_models(commands: Path, tmp_path: Path) -> None:
    """Away from the checkout, the policies that ship are there."""
    told = _do(commands / "allocator", "policies", "list", at=tmp_path)

    assert "children-workload" in told


def test_the_installed_command_finds_its_scenarios(
    commands: Path, tmp_path: Path
) -> None:
    """Away from the checkout, the demonstration runs and writes its reports."""
    told = _do(
        commands / "allocator", "demo", "--out", tmp_path / "proposal", at=tmp_path
    )

    assert "best possible proven" in told
    assert (tmp_path / "proposal" / "proposal.html").is_file()


def test_the_installed_command_makes_and_reads_a_batch(
    commands: Path, tmp_path: Path
) -> None:
    """The figures behind examples ship too."""
    _do(
        commands / "allocator",
        "example",
        "team",
        "--workers",
        "4",
        "--waiting",
        "3",
        at=tmp_path,
    )

    assert "3 waiting cases" in _do(
        commands / "allocator", "check", "team", at=tmp_path
    )


def test_the_installed_package_is_the_one_that_ran(
    commands: Path, tmp_path: Path
) -> None:
    """It was the wheel that was tested, not the checkout."""
    where = _do(
        commands / "python",
        "-c",
        "import allocator; print(allocator.__file__)",
        at=tmp_path,
    )

    assert Path(where.strip()).is_relative_to(commands.parent)


def _do(*command: object, at: Path | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        cwd=at,
        env=_CLEAN,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
