import tomllib
from typing import Any

import pytest

from tests.project.pages import ROOT

_PACKAGE = ROOT / "allocator"


@pytest.fixture(scope="module")
def contracts() -> dict[str, Any]:
    """The import contracts of the project, by their id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in project["tool"]["importlinter"]["contracts"]}


def test_every_module_has_its_layer(contracts: dict[str, Any]) -> None:
    """A new module must be given its place: the layers are exhaustive, and none is left over."""
    layers = contracts["layers"]
    modules = {
        path.stem
        for path in _PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    } - {"__init__"}

    named = {
        name.strip().strip("()")
        for layer in layers["layers"]
        for name in layer.split("|")
    }
    assert layers["exhaustive"] is True
    assert not layers.get("exhaustive_ignores")
    assert not layers.get("ignore_imports")
    assert named == modules


def test_the_judge_may_not_know_a_solver(contracts: dict[str, Any]) -> None:
    """A judge who shares the builder's arithmetic shares its mistakes."""
    judge = contracts["judge"]

    assert judge["type"] == "forbidden"
    assert judge["source_modules"] == ["allocator.audit"]
    assert set(judge["forbidden_modules"]) >= {
        "allocator.program",
        "allocator.solvers",
        "networkx",
        "ortools",
        "pulp",
    }
    assert not judge.get("ignore_imports")


def test_layers_are_checked_with_everything_else() -> None:
    """``make test`` checks them, so a wrong import cannot be committed unseen."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "\ntest: lint" in makefile
    assert "$(BIN)/lint-imports\n" in makefile


def test_data_folders_hold_no_code() -> None:
    """Workload models and scenarios are data: a formula belongs in the package."""
    for name in ("models", "scenarios"):
        assert list((ROOT / name).rglob("*.py*")) == []
