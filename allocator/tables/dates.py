"""Dates as exports hold them: ISO, day first, with a month's name, or with a time behind."""

import datetime
import re

from allocator.tables.cells import Wrong, shown

_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AaPp][Mm]| ?Z|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME,
    re.ASCII,
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2}),?" + _TIME,
    re.ASCII,
)
_NAMED_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[- /]([a-z]{3,9})\.?,?[- /](\d{4}|\d{2}),?" + _TIME,
    re.ASCII | re.IGNORECASE,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_ADVICE = "write it as 2026-09-14 or 14/09/2026."
_EARLIEST_YEAR = 1900
_LATEST_YEAR = 2200
# Two-digit years up to this are in the 2000s: the POSIX convention, which Python shares.
_LAST_SHORT_YEAR = 68


def parse_date(text: str) -> datetime.date:
    """The day a cell names; raises Wrong where it names none."""
    if found := _ISO.fullmatch(text):
        year, _, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, _, month, year = found.groups()
    elif found := _NAMED_MONTH.fullmatch(text):
        day, name, year = found.groups()
        month = str(_month(name, text))
    else:
        raise Wrong(f"{shown(text)} is not a date; {_ADVICE}")
    return _day(_full_year(year), int(month), int(day), text)


def _day(year: int, month: int, day: int, text: str) -> datetime.date:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        raise Wrong(
            f"{shown(text)} is not between {_EARLIEST_YEAR} and {_LATEST_YEAR}."
        )
    try:
        return datetime.date(year, month, day)
    except ValueError as error:
        raise Wrong(f"{shown(text)} is not a day of the calendar; {_ADVICE}") from error


def _full_year(year: str) -> int:
    if len(year) > 2:
        return int(year)
    return int(year) + (2000 if int(year) <= _LAST_SHORT_YEAR else 1900)


def _month(name: str, text: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name.lower()) or name.lower() == "sept" == month[:4]:
            return number
    raise Wrong(f"{shown(text)} is not a date; {_ADVICE}")
