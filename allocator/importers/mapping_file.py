"""Makes a mapping file from guesses, which people confirm one by one or leave marked as guessed."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from allocator.errors import InvalidBatch
from allocator.importers.formats import Guesses, load
from allocator.importers.guessing import Part, guess, values_of
from allocator.policy.policy import Policy
from allocator.tables.findings import Findings
from allocator.tables.raw import RawSheet, read_sheets

# Asked with a question, the answers there are, and the guess; gives the answer, which may be blank.
Ask = Callable[[str, Sequence[str], str], str]

_GUESSED = "  # guessed: nobody has confirmed it"


def mapping_text(path: Path, policy: Policy, ask: Ask | None) -> str:
    """A mapping for an export; without anyone to ask, every guess is taken and marked.

    Raises InvalidBatch where the export cannot be read or is like nothing that is known.
    """
    found = Findings()
    sheets = read_sheets(path, found)
    how = load(Guesses, "guesses")
    parts = [] if found.faults else guess(sheets, how, policy)
    if not parts and not found.faults:
        found.fault(
            path.name,
            "has no sheet that looks like cases or workers: no row names an id and one more column that is known. "
            "Copy a mapping that ships and write its headings in.",
        )
    if found.faults:
        raise InvalidBatch(found.faults)
    by_title = {sheet.title: sheet for sheet in sheets}
    if ask is not None:
        parts = [
            _confirmed(part, by_title[part.sheet], how, policy, ask) for part in parts
        ]
    lines = [*_lines(path, parts, len(sheets) > 1, _GUESSED if ask is None else "")]
    return "\n".join(lines) + "\n"


def _confirmed(
    part: Part, sheet: RawSheet, how: Guesses, policy: Policy, ask: Ask
) -> Part:
    """A part as people say it is."""
    columns: dict[str, str] = {}
    for column in part.table.columns:
        guessed = part.columns.get(column.name, "")
        if not guessed and not column.required:
            continue
        meaning = column.meaning[:1].lower() + column.meaning[1:].rstrip(".")
        question = f"{part.table.name}: which heading is {column.name} ({meaning})?"
        if answer := ask(question, part.headings, guessed):
            columns[column.name] = answer
    columns |= {name: h for name, h in part.columns.items() if name not in part.table.column}  # fmt: skip
    values: dict[str, dict[str, str]] = {}
    for name, heading in columns.items():
        texts = values_of(sheet, heading, how, name, policy)
        asked = {
            text: ask(f"{part.table.name}: which {name} is '{text}'?", (), meaning)
            for text, meaning in texts.items()
        }
        if asked:
            values[name] = asked
    return part._replace(columns=columns, values=values)


def _lines(
    path: Path, parts: Sequence[Part], several: bool, mark: str
) -> Iterator[str]:
    yield "# Made by allocator import map. Change anything, and give the file to allocator import table with --mapping."
    yield f"title = {_quoted(f'Mapping of {path.name}')}"
    yield f"source = {_quoted(f'Headings and values of {path.name}.')}"
    for part in parts:
        yield ""
        yield f"[{part.table.name}]"
        if several:
            yield f"sheet = {_quoted(part.sheet)}"
        if part.waiting:
            words = ", ".join(map(_quoted, part.waiting))
            yield f"waiting = [{words}]{mark}"
        yield ""
        yield f"[{part.table.name}.columns]"
        for name, heading in part.columns.items():
            yield f"{name} = {_quoted(heading)}{mark}"
        for column in part.table.columns:
            if column.required and not column.blank and column.name not in part.columns:
                where = f"from a heading here or from [{part.table.name}.fill]"
                yield f'# {column.name} = ""   # not found: every row needs it, {where}'
        unread = [h for h in part.headings if h not in part.columns.values()]
        if unread:
            yield f"# Headings that nothing is read from: {', '.join(map(_quoted, unread))}"
        for name, values in part.values.items():
            yield ""
            yield f"[{part.table.name}.values.{name}]"
            for text, meaning in values.items():
                if meaning:
                    yield f"{_quoted(text)} = {_quoted(meaning)}{mark}"
                else:
                    yield f'# {_quoted(text)} = ""   # not known: write what it is'


def _quoted(text: str) -> str:
    # A JSON string is a TOML string, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
