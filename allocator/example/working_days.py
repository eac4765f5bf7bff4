"""Counts in working days, Monday to Friday; bank holidays are not known here."""

import datetime

import numpy as np


def working_day(day: datetime.date, later: int = 0) -> datetime.date:
    """The working day so many after a day, or before it where ``later`` is negative.

    A weekend counts as the Friday before it.
    """
    moved = np.busday_offset(np.datetime64(day, "D"), later, roll="backward")
    return datetime.date.fromisoformat(str(moved))
