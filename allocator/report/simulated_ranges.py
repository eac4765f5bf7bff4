"""How sure a number is, as people read it: ranges, differences, and whether the runs can tell two lines apart."""

from allocator.domain.simulated import Interval
from allocator.report.simulated_measures import figure, gap, words_of


def differs(interval: Interval) -> bool:
    """Whether the runs tell two lines apart: the interval of their difference is all on one side."""
    return (
        interval.low is not None
        and interval.high is not None
        and (interval.low > 0 or interval.high < 0)
    )


def verdict(name: str, interval: Interval) -> str:
    """Whether the first line is better or worse than another by a measure, as far as the runs can tell."""
    better = words_of(name).better
    if interval.value is None:
        return ""
    if not differs(interval):
        is_same = interval.value == interval.low == interval.high == 0
        return "same" if is_same else "not told apart"
    if not better:
        return "less" if interval.value < 0 else "more"
    return "better" if (interval.value < 0) == (better == "less") else "worse"


def between(name: str, interval: Interval) -> str:
    """An interval in brackets; nothing where one run alone cannot give one."""
    if interval.low is None or interval.high is None:
        return ""
    return _range(figure(name, interval.low), figure(name, interval.high))


def gap_between(name: str, interval: Interval) -> str:
    """The interval of a difference in brackets, with signs."""
    if interval.low is None or interval.high is None:
        return ""
    return _range(gap(name, interval.low), gap(name, interval.high))


def _range(low: str, high: str) -> str:
    """Two numbers with their unit said once: ``(1.2 to 3.4 points)``."""
    number, space, unit = low.partition(" ")
    return f" ({number if space and high.endswith(unit) else low} to {high})"


def plain_gap(name: str, number: float | None) -> str:
    """A difference with its sign, and a word where there is none."""
    return "no difference" if number == 0 else gap(name, number)
