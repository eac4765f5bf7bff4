"""Reads the sheets of a workbook through a process of its own, within limits of memory and time."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from allocator.tables import admission, limits
from allocator.tables.cells import key, printable
from allocator.tables.columns import TABLES
from allocator.tables.findings import (
    Findings,
    Row,
    Sheet,
    Unreadable,
    missing_tables,
    place_stranger,
    repeated_table,
)

Answers = Iterator[tuple[str, Any]]


@dataclass(frozen=True)
class Answering:
    """The process that reads, and whether it was ended for taking too long."""

    process: subprocess.Popen[bytes]
    late: threading.Event


def sheets(path: Path, found: Findings) -> Iterator[Sheet]:
    """Every table in a workbook, in the order in which tables are told about."""
    name = printable(path.name)
    try:
        content = _content(path)
        found.digest(name, content)
        with _child(*TABLES) as child:
            yield from _sheets(name, _answers(child, content), found)
    except Unreadable as error:
        found.fault(name, str(error))


def one_sheet(path: Path, table: str, found: Findings) -> Iterator[Sheet]:
    """The sheet of one table in a workbook that may hold others; none where it has no such sheet."""
    name = printable(path.name)
    try:
        content = _content(path)
        found.digest(name, content)
        with _child(table) as child:
            answers = _answers(child, content)
            what, value = next(answers)
            if what == "fault":
                _finish(answers, value)
            titles = [title for title in value if key(title) == table]
            for title in titles[1:]:
                repeated_table(found, titles[0], f"{name} sheet {title}", table)
            for what, value in answers:
                if what == "fault":
                    _finish(answers, value)
                rows = _rows(answers)
                if value == titles[0]:
                    yield Sheet(table, f"{name} sheet {printable(value)}", rows)
                for _ in rows:
                    pass
    except Unreadable as error:
        found.fault(name, str(error))


def wanted_sheets(
    path: Path, wanted: Callable[[str], bool], found: Findings
) -> Iterator[Sheet]:
    """The sheets of a workbook whose titles are wanted, whatever tables they hold; each is called by its title."""
    name = printable(path.name)
    try:
        content = _content(path)
        found.digest(name, content)
        keys = [key(title) for title in _titles(content) if wanted(title)]
        with _child(*dict.fromkeys(keys)) as child:
            answers = _answers(child, content)
            next(answers)
            for what, title in answers:
                if what == "fault":
                    _finish(answers, title)
                rows = _rows(answers)
                yield Sheet(title, f"{name} sheet {printable(title)}", rows)
                for _ in rows:
                    pass
    except Unreadable as error:
        found.fault(name, str(error))


def _titles(content: bytes) -> list[str]:
    """The titles of a workbook's sheets that can be asked for by name."""
    with _child() as child:
        answers = _answers(child, content)
        what, titles = next(answers)
        if what == "fault":
            _finish(answers, titles)
        return [title for title in titles if title.isprintable()]


def _sheets(name: str, answers: Answers, found: Findings) -> Iterator[Sheet]:
    what, value = next(answers)
    if what == "fault":
        _finish(answers, value)
    titles = _title_of_each_table(name, value, found)
    for what, value in answers:
        if what == "fault":
            _finish(answers, value)
        rows = _rows(answers)
        table = key(value)
        if titles.get(table) == value:
            yield Sheet(table, f"{name} sheet {printable(value)}", rows)
        # Whatever is left of these rows would be taken for the next answer.
        for _ in rows:
            pass


def _finish(answers: Answers, problem: str) -> NoReturn:
    for _ in answers:
        pass
    raise Unreadable(problem)


def _title_of_each_table(
    name: str, titles: list[str], found: Findings
) -> dict[str, str]:
    first: dict[str, str] = {}
    for title in titles:
        table = key(title)
        place = f"{name} sheet {printable(title)}"
        if table not in TABLES:
            place_stranger(found, place, title)
        elif table in first:
            repeated_table(found, first[table], place, table)
        else:
            first[table] = title
    strangers = [title for title in titles if key(title) not in TABLES]
    missing_tables(found, set(first), name, strangers)
    return first


def _rows(answers: Answers) -> Iterator[Row]:
    number = 0
    for what, value in answers:
        if what == "done":
            return
        if what == "fault":
            raise Unreadable(value)
        for row in value:
            number += 1
            yield number, row


@contextmanager
def _child(*tables: str) -> Iterator[Answering]:
    """The process that reads, and which does not outlive this block."""
    # By path and not by name: naming the module would import the package, and that is not light.
    script = Path(__file__).with_name("workbook_child.py")
    most = (limits.WORKBOOK_MEMORY_BYTES, limits.MOST_ROWS, limits.MOST_COLUMNS)
    command = [sys.executable, "-P", str(script), *map(str, most), *tables]
    late = threading.Event()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limits.WORKBOOK_SECONDS, end)
        timer.daemon = True
        timer.start()
        try:
            yield Answering(process, late)
        finally:
            timer.cancel()
            process.kill()


def _answers(child: Answering, content: bytes) -> Answers:
    given, answered = (
        cast(IO[bytes], child.process.stdin),
        cast(IO[bytes], child.process.stdout),
    )
    # A child that has died already says so by ending its answers.
    with suppress(BrokenPipeError), given:
        given.write(content)
    for line in answered:
        if not line.endswith(b"\n"):
            break
        what, value = json.loads(line)
        if what == "end":
            child.process.wait()
            return
        yield what, value
    if child.late.is_set():
        raise Unreadable(
            f"took longer than {limits.WORKBOOK_SECONDS:g} seconds to read."
        )
    raise Unreadable(
        f"cannot be read within {limits.WORKBOOK_MEMORY_BYTES >> 20:,} MB of memory."
        " A stray cell far below or beside the table is the usual cause."
    )


def _content(path: Path) -> bytes:
    try:
        problem = admission.too_large(path.stat().st_size)
        content = b"" if problem else path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}.") from error
    problem = problem or admission.refusal(content)
    if problem:
        raise Unreadable(problem)
    return content
