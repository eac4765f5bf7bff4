"""What is true of every file people may read: no places of one machine, no promises without an issue, plain words."""

import ast
import importlib.metadata
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.project.pages import PAGES, ROOT

_FOLDERS = ("allocator", "benchmarks", "docs", "models", "scenarios", "tests", ".ci")
_ENDINGS = {
    ".py",
    ".md",
    ".toml",
    ".csv",
    ".html",
    ".css",
    ".txt",
    ".yaml",
    ".json",
    "",
}
# Put together here, so that this file is not found by its own search.
_PLACES = re.compile(
    "|".join(["/" + name + "/" for name in ("home", "root", "Users", "work")])
    + r"|\b[A-Z]:\\"
)


def test_no_file_names_a_place_of_one_machine() -> None:
    """Nothing depends on where somebody had it."""
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path, line in _lines()
        if _PLACES.search(line) or str(ROOT) in line
    ]

    assert found == []


def test_whatever_is_left_to_do_has_an_issue() -> None:
    """A note to do something later names the issue that says what."""
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3})\b(?!.*(?:#|issue )\d+)")
    allowed = re.compile(r"TO" + "DO without|TO" + "DO names")
    found = [
        f"{path.relative_to(ROOT)}: {line}"
        for path, line in _lines()
        if later.search(line) and not allowed.search(line)
    ]

    assert found == []


def test_the_version_is_said_once() -> None:
    """The version is in ``pyproject.toml``; everything else asks what is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    said = project["project"]["version"]

    assert importlib.metadata.version("case-allocator") == said
    elsewhere = [
        path.relative_to(ROOT)
        for path, line in _lines("allocator")
        if said in line or "__version__" in line
    ]
    assert elsewhere == []


def test_pages_speak_as_people_do() -> None:
    """Social workers are workers, and what comes out is a proposal."""
    words = re.compile(r"\b(?:agents?|entit(?:y|ies)|solutions?)\b", re.IGNORECASE)
    found = [
        f"{path.name}: {line}"
        for path in PAGES
        for line in path.read_text(encoding="utf-8").splitlines()
        if words.search(line)
    ]

    assert found == []


def test_every_test_keeps_a_promise() -> None:
    """Each test says in a sentence what it holds."""
    silent = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


def _lines(*folders: str) -> Iterator[tuple[Path, str]]:
    """Every line of every file that people wrote; of some folders, or of all and those at the top."""
    paths = [
        path
        for name in folders or _FOLDERS
        for path in sorted((ROOT / name).rglob("*"))
        if path.suffix in _ENDINGS and "__pycache__" not in path.parts
    ]
    if not folders:
        paths += [
            path for path in sorted(ROOT.iterdir()) if path.suffix in (".md", ".toml")
        ]
        paths.append(ROOT / "Makefile")
    for path in paths:
        if path.is_file():
            for line in path.read_text(encoding="utf-8").splitlines():
                yield path, line
