"""The pages people read, taken apart: sections, tables and blocks of code."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A block of code: its language, the file it is to be, if it says so, and its text."""

    language: str
    file: str
    text: str


def read(name: str) -> str:
    """A page of the docs by its name."""
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(path: Path) -> list[Block]:
    """Every block of a page that names its language, in order."""
    return [Block(*found) for found in _BLOCK.findall(path.read_text(encoding="utf-8"))]


def section(page: str, heading: str) -> str:
    """What stands below a heading, up to the next of its rank or above."""
    lines = page.splitlines()
    start = lines.index(heading)
    rank = len(heading.split()[0])
    for end in range(start + 1, len(lines)):
        found = re.match(r"#+ ", lines[end])
        if found and len(found.group()) - 1 <= rank:
            return "\n".join(lines[start:end])
    return "\n".join(lines[start:])


def tables(text: str) -> list[list[list[str]]]:
    """Every table as rows of cells, its heading first."""
    found: list[list[list[str]]] = []
    inside = False
    for line in text.splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [
            cell.strip().replace("\\|", "|")
            for cell in re.split(r"(?<!\\)\|", line)[1:-1]
        ]
        if not inside:
            found.append([])
        inside = True
        if not set(line) <= set("|-: "):
            found[-1].append(cells)
    return found


def named(cell: str) -> list[str]:
    """What a cell puts in code letters."""
    return re.findall(r"`([^`]+)`", cell)


def first_column(table: list[list[str]]) -> list[str]:
    """The names that the first column of a table puts in code letters."""
    return [name for row in table[1:] for name in named(row[0])]
