"""Keeps text in CSV cells from running as a formula in whoever's spreadsheet opens them."""

import re

# Text that already looks guarded is guarded once more, so that reading can undo exactly one guard.
_STARTS_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_IS_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def bare_cell(text: str) -> str:
    """The text that ``safe_cell`` was given."""
    return text[1:] if text.startswith("'") and _IS_GUARDED.match(text) else text
