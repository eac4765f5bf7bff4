"""Reads the XML of a census without ever expanding what a hostile file declares.

Expat, which Python carries, is told to stop at the first document type declaration: without one, no entity, no
reference to a file and no address can be declared, and so neither a bomb nor a leak can be built. A census has none.
A package that wraps the same parser to refuse the same declarations would add nothing but itself.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.parsers import expat

from allocator.tables.cells import printable, tidy
from allocator.tables.findings import Findings

_LARGEST_BYTES = 50_000_000
_MOST_WORKERS = 200_000
_DEEPEST = 10
_LONGEST_TEXT = 1_000

# By element, every text it holds, in order: some may stand several times.
Element = Mapping[str, Sequence[str]]


class _Refused(Exception):
    """The file is not read on; the text says why."""


def read_elements(
    path: Path, wanted: Sequence[str], found: Findings
) -> list[tuple[str, int, Element]]:
    """Each wanted element that has others inside, with the line it starts in; a fault where the file cannot be read."""
    name = printable(path.name)
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            found.fault(name, f"is larger than {_LARGEST_BYTES // 1_000_000} MB.")
            return []
        content = path.read_bytes()
    except OSError as error:
        found.fault(name, f"cannot be read: {error.strerror}.")
        return []
    found.digest(name, content)
    reading = _Reading(wanted)
    try:
        reading.read(content)
    except _Refused as refused:
        found.fault(name, str(refused), reading.line)
    except expat.ExpatError as error:
        found.fault(
            name,
            f"is not whole XML: {expat.ErrorString(error.code)}. Export it again.",
            error.lineno,
        )
    except (UnicodeError, LookupError, ValueError):
        found.fault(name, "names an encoding that is not known; export it as UTF-8.")
    return reading.elements


class _Reading:
    """One pass over a file: the elements that are wanted, and nothing else kept."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self.elements: list[tuple[str, int, Element]] = []
        self._wanted = frozenset(wanted)
        self._path: list[str] = []
        self._inside: dict[str, list[str]] | None = None
        self._began = 0
        self._text = ""
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._declared
        self._parser.EntityDeclHandler = self._declared
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    @property
    def line(self) -> int:
        """The line that was read last."""
        return self._parser.CurrentLineNumber

    def read(self, content: bytes) -> None:
        self._parser.Parse(content, True)

    def _declared(self, *declared: object) -> None:
        raise _Refused(
            "declares a document type or entities, which no census has; it was not read. Export it again."
        )

    def _start(self, name: str, attributes: object) -> None:
        self._path.append(name.rpartition(":")[2])
        if len(self._path) > _DEEPEST:
            raise _Refused(f"nests elements more than {_DEEPEST} deep.")
        if self._inside is None and self._path[-1] in self._wanted:
            self._inside, self._began = {}, self.line
            if len(self.elements) >= _MOST_WORKERS:
                raise _Refused(f"has more than {_MOST_WORKERS:,} workers.")
        self._text = ""

    def _characters(self, text: str) -> None:
        if len(self._text) < _LONGEST_TEXT:
            self._text += text[:_LONGEST_TEXT]

    def _end(self, name: str) -> None:
        own = self._path.pop()
        if self._inside is None:
            return
        if own in self._wanted:
            self.elements.append((own, self._began, self._inside))
            self._inside = None
        elif text := tidy(self._text):
            self._inside.setdefault(own, []).append(printable(text))
        self._text = ""
