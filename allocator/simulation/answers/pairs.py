"""One line beside another, run by run: both meet the same families, so what is left is what sets them apart."""

from collections.abc import Sequence

from allocator.domain.simulated import Difference, Interval, within
from allocator.simulation.answers.digest import RunDigest
from allocator.simulation.answers.intervals import of_difference, of_share_difference
from allocator.simulation.answers.lines import interval, kinds, shares_within
from allocator.simulation.answers.measures import BROKEN, WITHIN_DAYS


def difference(
    runs: Sequence[RunDigest], beside: Sequence[RunDigest], level: float
) -> Difference:
    """How much more the first line has of every measure; only runs that both have count."""
    others = {run.replication: run for run in beside}
    pairs = [
        (run, others[run.replication]) for run in runs if run.replication in others
    ]
    found = {name: _whole(name, pairs, level) for name in runs[0].whole}
    for kind in kinds(runs):
        for days in WITHIN_DAYS:
            mine, theirs = (
                shares_within(kind, days, side) for side in zip(*pairs, strict=True)
            )
            name = within(kind, days)
            found[name] = interval(name, of_difference(mine, theirs, level))
    if runs[0].broken:
        mine_broken, theirs_broken = (
            [run.broken_week is not None for run in side]
            for side in zip(*pairs, strict=True)
        )
        found[BROKEN] = interval(
            BROKEN, of_share_difference(mine_broken, theirs_broken, level)
        )
    return Difference(line=runs[0].line, beside=beside[0].line, measures=found)


def _whole(
    name: str, pairs: Sequence[tuple[RunDigest, RunDigest]], level: float
) -> Interval:
    known = [
        (mine, theirs)
        for run, other in pairs
        if (mine := run.whole[name]) is not None
        and (theirs := other.whole[name]) is not None
    ]
    if not known:
        return interval(name, None)
    return interval(
        name,
        of_difference(
            [mine for mine, _ in known], [theirs for _, theirs in known], level
        ),
    )
