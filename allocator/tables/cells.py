"""What the text of one cell amounts to before its column gives it a meaning."""

import re

# How names are spelt is the policy's to say.
from allocator.policy.names import key as key

# Invisible at the edges of cells pasted from web pages and case management systems.
_INVISIBLE = " \u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPREADSHEET_ERROR = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!"
    r"|BUSY!|UNKNOWN!|GETTING_DATA|#{2,})",
    re.IGNORECASE,
)
_PLACEHOLDERS = frozenset({"-", "–", "—", "--", "n/a", "null", "none"})
_LONGEST_SHOWN = 40


class Wrong(Exception):
    """A cell cannot be read as what its column holds; the text says what would be right."""


def tidy(raw: str) -> str:
    """The text without spaces at the edges, every run of spaces and line breaks made one space."""
    text = " ".join(raw.split())
    return text if text.isascii() else text.strip(_INVISIBLE)


def has_control_character(text: str) -> bool:
    """Whether text holds characters that no screen, page or workbook can show."""
    return _CONTROL.search(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether text only says that there is nothing to say, as ``N/A`` and ``-`` do."""
    return text.lower() in _PLACEHOLDERS


def is_spreadsheet_error(text: str) -> bool:
    """Whether a formula failed and left its complaint in the cell."""
    return text.startswith("#") and _SPREADSHEET_ERROR.fullmatch(text) is not None


def printable(text: str) -> str:
    """The text with every character that would not show written as its code."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text
    )


def shown(text: str) -> str:
    """The text in quotation marks, short and safe enough for a message."""
    short = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return f"'{printable(short)}'"
