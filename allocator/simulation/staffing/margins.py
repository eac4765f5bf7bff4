"""What the next hire or training place is worth, in the very runs of the staffing it is added to."""

from collections.abc import Iterator, Sequence
from typing import Literal

from allocator.domain.staffing import Kind, NextStep
from allocator.simulation.answers.intervals import of_difference, of_share_difference
from allocator.simulation.answers.lines import interval
from allocator.simulation.answers.measures import BROKEN, UNBROKEN
from allocator.simulation.staffing.trial import Numbers, Run


def next_steps(
    added_to: Literal["now", "recommended"],
    numbers: Numbers,
    kinds: Sequence[Kind],
    run: Run,
    runs: int,
) -> Iterator[NextStep]:
    """One more of each kind that there may be more of."""
    before = run(numbers, runs)
    for place, kind in enumerate(kinds):
        if numbers[place] >= kind.at_most:
            continue
        more = tuple(number + (place == other) for other, number in enumerate(numbers))
        after = run(more, runs)
        yield NextStep(
            added_to=added_to,
            name=kind.name,
            cost=kind.cost,
            runs=runs,
            broken_points=interval(
                BROKEN,
                of_share_difference(
                    [one.is_broken for one in after], [one.is_broken for one in before]
                ),
            ),
            weeks_unbroken=interval(
                UNBROKEN,
                of_difference(
                    [one.weeks_unbroken for one in after],
                    [one.weeks_unbroken for one in before],
                ),
            ),
        )
