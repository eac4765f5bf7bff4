"""Numbers as people write them, with a decimal point or comma, or commas between thousands."""

import re

from allocator.tables.cells import Wrong, shown

_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_CONTINENTAL = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_LONGEST = 40


def plain_number(text: str) -> str:
    """The number in digits with a decimal point; raises Wrong where there is none.

    One comma before exactly three digits separates thousands, as it does in English.
    """
    if len(text) <= _LONGEST:
        if _PLAIN.fullmatch(text):
            return text
        if _THOUSANDS.fullmatch(text):
            return text.replace(",", "")
        if _CONTINENTAL.fullmatch(text):
            return text.replace(".", "").replace(",", ".")
        if _DECIMAL_COMMA.fullmatch(text):
            return text.replace(",", ".")
    raise Wrong(f"{shown(text)} is not a number.")


def number_within(text: str, least: float, most: float) -> float:
    """The number, if it lies within limits."""
    # Adding zero turns -0 into 0.
    number = float(plain_number(text)) + 0.0
    if number < least:
        raise Wrong(f"{shown(text)} is less than {least:g}.")
    if number > most:
        raise Wrong(f"{shown(text)} is more than {most:g}.")
    return number


def whole_within(text: str, least: int, most: int) -> int:
    """The whole number, if it lies within limits."""
    number = number_within(text, least, most)
    if not number.is_integer():
        raise Wrong(f"{shown(text)} is not a whole number.")
    return int(number)


def percent_within(text: str, most: int) -> float:
    """A share in percent.

    A spreadsheet stores a cell formatted as 50% as 0.5, and 100% as 1; neither is guessed at.
    """
    if text.endswith("%"):
        return number_within(text[:-1].rstrip(), 0, most)
    number = number_within(text, 0, most)
    if 0 < number <= 1:
        raise Wrong(
            f"{shown(text)} could be a share or a percentage; write {number * 100:g}"
            f" or, if it is meant, {number:g}%."
        )
    return number


def number_text(number: float) -> str:
    """The number as ``number_within`` reads it back exactly."""
    return str(int(number)) if float(number).is_integer() else repr(float(number))
