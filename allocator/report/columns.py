"""Text in columns that fit a terminal: nothing is cut off, whatever is too long goes on below."""

import re
import unicodedata
from collections.abc import Sequence

WIDTH = 80
_GAP = 2
_NARROWEST = 12


def wrapped(text: str, width: int = WIDTH, indent: int = 0) -> list[str]:
    """A paragraph in lines of a width, the second and later ones indented."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        room = width - (indent if lines else 0)
        for piece in _pieces(word, width - indent):
            if line and _columns(line) + 1 + _columns(piece) > room:
                lines.append(line)
                line = piece
                room = width - indent
            else:
                line = f"{line} {piece}" if line else piece
    lines.append(line)
    return lines[:1] + [" " * indent + rest for rest in lines[1:]]


def table(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    widest: Sequence[int],
    right: Sequence[int] = (),
) -> list[str]:
    """Rows under a heading, each column as wide as it needs up to its limit.

    The last column takes what is left; ``right`` names those of numbers, which line up there.
    """
    widths = [
        min(limit, max(_columns(row[place]) for row in (heading, *rows)))
        for place, limit in enumerate(widest)
    ]
    used = sum(widths) + _GAP * len(widths)
    if len(widths) < len(heading):
        widths.append(
            min(WIDTH - used, max(_columns(row[-1]) for row in (heading, *rows)))
        )
    lines = [_line(heading, widths, right), [_rule(widths)]]
    return [
        line
        for row in (*lines, *(_line(row, widths, right) for row in rows))
        for line in row
    ]


def fitted(
    heading: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    right: Sequence[int] = (),
) -> list[str]:
    """The same within a width: headings wrap where there is too little, and then the first column does."""
    first, *others = zip(heading, *rows, strict=True)
    widest = [max(map(_columns, column)) for column in others]
    if max(map(_columns, first)) > _left(width, widest):
        widest = [
            max(map(_columns, [*_words(title), *cells])) for title, *cells in others
        ]
    left = max(_left(width, widest), _NARROWEST)
    return table(heading, rows, (left, *widest), right)


def _left(width: int, taken: Sequence[int]) -> int:
    return width - sum(taken) - _GAP * len(taken)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> list[str]:
    cells = [wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    lines = []
    for depth in range(height):
        parts = [cell[depth] if depth < len(cell) else "" for cell in cells]
        padded = [
            _pad(part, width, at_right=place in right)
            for place, (part, width) in enumerate(zip(parts, widths, strict=True))
        ]
        lines.append((" " * _GAP).join(padded).rstrip())
    return lines


def _rule(widths: Sequence[int]) -> str:
    return (" " * _GAP).join("-" * width for width in widths)


def _pad(text: str, width: int, *, at_right: bool) -> str:
    spare = " " * (width - _columns(text))
    return spare + text if at_right else text + spare


def _words(text: str) -> list[str]:
    """What text may be broken into: words, and their parts that end in a hyphen."""
    return re.findall(r"[^\s-]*-+|[^\s-]+", text)


def _pieces(word: str, width: int) -> list[str]:
    """A word in parts that fit, as few as can be; broken after a hyphen where it has one."""
    pieces, piece, used = [], "", 0
    for character in word:
        columns = _columns(character)
        if piece and used + columns > width:
            fits, hyphen, rest = piece.rpartition("-")
            pieces.append(fits + hyphen or rest)
            piece = rest if hyphen else ""
            used = _columns(piece)
        piece, used = piece + character, used + columns
    return [*pieces, piece]


def _columns(text: str) -> int:
    """How many columns text takes: two for wide characters, none for those that combine."""
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
