"""Whether one staffing keeps a team from breaking too often: runs are added until that is certain enough to say."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from allocator.domain.staffing import Verdict
from allocator.simulation.answers.intervals import USUAL, Estimate, of_share
from allocator.simulation.answers.looks import plan

# How many staffings may be tried; each has its part of the doubt, so that all verdicts hold together.
TRIALS = 24


class Outcome(NamedTuple):
    """What became of the team in one run: whether it broke, and how many weeks it held."""

    is_broken: bool
    weeks_unbroken: float


Numbers = tuple[int, ...]
"""How many of each kind, in the order of the kinds."""
Run = Callable[[Numbers, int], Sequence[Outcome]]
"""The outcomes of the first so many runs with a staffing; asked again for more, it begins with the same."""


class Trial(NamedTuple):
    """One staffing tried, and what its runs say."""

    numbers: Numbers
    outcomes: Sequence[Outcome]
    verdict: Verdict

    @property
    def broken(self) -> int:
        """In how many runs the team breaks."""
        return sum(outcome.is_broken for outcome in self.outcomes)

    @property
    def share(self) -> Estimate:
        """The percentage of runs that break, with the usual confidence for this staffing alone."""
        return of_share(self.broken, len(self.outcomes))


def trial(numbers: Numbers, run: Run, below_percent: float, most: int) -> Trial:
    """Tries a staffing: more runs at each planned look, until the exact interval lies on one side of the limit.

    Each look of each of the most trials there can be has an equal part of the doubt, so that with 95% confidence
    no verdict of a whole search is wrong, however the search chose what to try next.
    """
    looks = plan(most)
    doubt = (1 - USUAL) / TRIALS / len(looks)
    outcomes: Sequence[Outcome] = ()
    for look in looks:
        outcomes = run(numbers, look.runs)
        broken = sum(outcome.is_broken for outcome in outcomes)
        # One side at a time: a staffing that keeps is never called failing by its lower end, nor the reverse.
        share = of_share(broken, len(outcomes), 1 - 2 * doubt)
        if share.high is not None and share.high < below_percent:
            return Trial(numbers, outcomes, "keeps")
        if share.low is not None and share.low >= below_percent:
            return Trial(numbers, outcomes, "fails")
    return Trial(numbers, outcomes, "undecided")
