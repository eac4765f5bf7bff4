"""What comes in and how it moves on, in words."""

from calendar import month_abbr
from collections.abc import Iterator, Mapping

from allocator.report.columns import table
from allocator.report.wording import count, plain, words
from allocator.simulation.balance import balance
from allocator.simulation.curves import mean_days
from allocator.simulation.scenario import Scenario

_COLUMNS = ("Type", "Days", "Cases", "Then, in percent")
_WIDEST = (21, 7, 9)


def intake(scenario: Scenario) -> Iterator[str]:
    """A sentence for everything that is said of referrals."""
    coming = scenario.intake
    yield f"{coming.referrals_per_week:g} children a week become a case, in an average month."
    if coming.month_percent:
        ranked = sorted(coming.month_percent.items(), key=lambda month: month[1])
        (low, least), (high, most) = ranked[0], ranked[-1]
        yield (
            f"Months differ: from {least:g}% in {month_abbr[int(low)]} to {most:g}% in "
            f"{month_abbr[int(high)]}."
        )
    yield f"The variance of a month's number is {coming.variance_to_mean:g} times its mean."
    yield f"They begin as {_shares(coming.types_percent)}."
    for kind, shares in coming.urgency_percent.items():
        yield f"{words(kind)}: {_shares(shares)}."
    for about, shares in (
        ("Complexity", coming.complexity_percent),
        ("Children in a household", coming.siblings_percent),
    ):
        if shares:
            yield f"{about}: {_shares(shares)}."
    yield (
        f"{coming.rereferral_percent:g}% were known here within {count(coming.rereferral_within_days, 'day')} before."
    )


def journey(scenario: Scenario) -> tuple[str, list[str]]:
    """How many cases there are once it has settled; and stage by stage: how many, how long on average, what follows."""
    week = {
        kind: percent / 100 * scenario.intake.referrals_per_week
        for kind, percent in scenario.intake.types_percent.items()
    }
    settled = balance(week, scenario.stages)
    rows = [
        (
            words(kind),
            f"{mean_days(stage):,.0f}",
            f"{settled[kind].cases:,.1f}",
            _shares(stage.next_percent),
        )
        for kind, stage in scenario.stages.items()
    ]
    total = sum(one.cases for one in settled.values())
    said = (
        f"Once as many end as begin, and if nobody waits, there are {total:,.0f} cases."
    )
    return said, table(_COLUMNS, rows, _WIDEST, right=(1, 2))


def _shares(shares: Mapping[str, float]) -> str:
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    return ", ".join(
        f"{plain(key.replace('_', ' '))} {share:g}" for key, share in ranked if share
    )
