"""How many days a stage takes, from the share of cases that stay longer."""

from math import log, log2

from allocator.simulation.stages import Stage


def open_share(stage: Stage, days: float) -> float:
    """The share of cases still in the stage so many days after they entered it."""
    if stage.mean_days is not None:
        return float(2 ** (-days / _half(stage)))
    before, share = 0.0, 1.0
    for point in stage.open:
        after = point.open_percent / 100
        if days < point.days:
            return share + (after - share) * (days - before) / (point.days - before)
        before, share = point.days, after
    return float(share * 2 ** (-(days - before) / _half(stage)))


def days_until(stage: Stage, share: float) -> float:
    """Days after which only this share is left."""
    before, left = 0.0, 1.0
    for point in stage.open:
        after = point.open_percent / 100
        if share >= after and left > after:
            return before + (point.days - before) * (left - share) / (left - after)
        before, left = point.days, after
    return before + _half(stage) * log2(left / share)


def days_left(stage: Stage, elapsed: float, share: float) -> float:
    """Days a case stays yet that has been in the stage for some; ``share`` of those like it stay longer."""
    return max(0.0, days_until(stage, open_share(stage, elapsed) * share) - elapsed)


def _half(stage: Stage) -> float:
    """Days in which half of those left end, after the last point of the curve."""
    if stage.mean_days is not None:
        return stage.mean_days * log(2)
    return stage.tail_half_days or 0.0
