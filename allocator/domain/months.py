"""Counts months of the calendar, which are not all of one length."""

import calendar
import datetime


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months on, or the last of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))
