"""What the docs tell people to type is typed here, and what they show is compared with what comes out."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project.pages import DOCS, PAGES, ROOT, blocks

pytestmark = pytest.mark.slow

_RUNNABLE = {"console", "python", "csv", "toml", "xml"}
_FILES = {"csv", "toml", "xml"}

_RUN = [path for path in PAGES if any(b.language in _RUNNABLE for b in blocks(path))]


@pytest.mark.parametrize("path", _RUN, ids=lambda path: path.name)
def test_what_a_page_tells_people_to_do_works(path: Path, tmp_path: Path) -> None:
    """Files are made, commands and Python are run, in the order of the page, and shown output is what comes out."""
    (tmp_path / "scenarios").symlink_to(ROOT / "scenarios")

    for block in blocks(path):
        if block.language in _FILES and block.file:
            (tmp_path / block.file).parent.mkdir(exist_ok=True)
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            _run([sys.executable, "-c", block.text], tmp_path)
        elif block.language == "console":
            for command, shown in _commands(block.text):
                refused = block.file == "refused"
                printed = _run(["sh", "-c", command], tmp_path, 2 if refused else 0)
                assert _shows(shown, printed), f"{command} prints:\n{printed}"


def test_pages_that_teach_commands_are_run() -> None:
    """The pages that people start from are among those that are run."""
    names = {path.name for path in _RUN}

    assert {"README.md", "start.md", "commands.md"} <= names


def test_a_page_that_shows_something_else_is_found_out() -> None:
    """Shown output must come out line by line; dots stand for lines left out, and seconds may differ."""
    printed = "One  0.12\nTwo\nThree\n"

    assert _shows("", printed)
    assert _shows("One  0.34\nTwo\nThree\n", printed)
    assert _shows("One  0.34\n...\nThree\n", printed)
    assert _shows("...\n", printed)
    assert not _shows("One  0.34\nThree\n", printed)
    assert not _shows("...\nFour\n", printed)


def test_links_lead_somewhere() -> None:
    """Every link between pages finds its page, and its heading there."""
    for path in (*PAGES, ROOT / "CONTRIBUTING.md"):
        for target in _links(path):
            place, _, heading = target.partition("#")
            page = (path.parent / place).resolve() if place else path
            assert page.exists(), f"{path.name}: {target}"
            if heading:
                assert heading in _anchors(page), f"{path.name}: {target}"


def test_every_page_can_be_found() -> None:
    """The map of the docs or the README leads to every page."""
    found = {
        (path.parent / target.partition("#")[0]).resolve()
        for path in (ROOT / "README.md", DOCS / "index.md")
        for target in _links(path)
    }

    assert [path.name for path in DOCS.glob("*.md") if path not in found] == [
        "index.md"
    ]


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with the output shown below it."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        if not command.startswith("make"):
            yield command, shown


def _run(command: list[str], folder: Path, code: int = 0) -> str:
    """What a command prints; what it says of a fault where it is to be refused."""
    paths = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PATH": paths, "COLUMNS": "80", "NO_COLOR": "1"},
        timeout=120,
        check=False,
    )
    assert done.returncode == code, f"{command[-1]}\n{done.stderr}"
    return done.stderr if code else done.stdout


def _shows(shown: str, printed: str) -> bool:
    if not shown:
        return True
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "..." else re.escape(_alike(line)) + r"\n"
        for line in shown.splitlines()
    )
    lines = "".join(_alike(line) + "\n" for line in printed.splitlines())
    return re.fullmatch(pattern, lines) is not None


def _alike(line: str) -> str:
    """A line without what differs from run to run or changes with any word of a policy: seconds, digests, widths."""
    line = re.sub(r"\bdigest [0-9a-f]{12}\b", "digest D", line)
    return re.sub(r"\s+", " ", re.sub(r"\d+\.\d\d$", "S", line)).strip()


def _links(path: Path) -> list[str]:
    text = re.sub(r"`[^`]*`", "", path.read_text(encoding="utf-8"))
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return [target for target in targets if "://" not in target]


def _anchors(path: Path) -> set[str]:
    headings = re.findall(
        r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }
