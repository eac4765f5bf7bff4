"""Every authority without running anything: the national journey with its own referrals, against what it publishes."""

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from allocator.example.authorities import authorities
from allocator.simulation.balance import Settled, balance
from allocator.simulation.journey_fit import CARE, PROTECTION
from allocator.simulation.profile import becoming_cases
from allocator.simulation.published import flows
from allocator.simulation.scenario import Scenario


class Compared(NamedTuple):
    """One authority: what is expected and what is published."""

    name: str
    expected: float
    published: float

    @property
    def error_percent(self) -> float:
        """How much more is expected than published."""
        return 100 * (self.expected / self.published - 1)


class Accuracy(NamedTuple):
    """How near a way of expecting something comes, over all authorities that publish it."""

    compared: tuple[Compared, ...]

    @property
    def bias_percent(self) -> float:
        """Half of all authorities are expected higher than this, half lower."""
        return median(one.error_percent for one in self.compared)

    @property
    def typical_percent(self) -> float:
        """Half of all authorities are off by more than this, half by less."""
        return median(abs(one.error_percent) for one in self.compared)

    def share_within(self, percent: float) -> float:
        """The percentage of authorities that are off by no more."""
        near = sum(abs(one.error_percent) <= percent for one in self.compared)
        return 100 * near / len(self.compared)

    def furthest(self, number: int) -> Sequence[Compared]:
        """The authorities that are furthest off, furthest first."""
        return sorted(self.compared, key=lambda one: -abs(one.error_percent))[:number]


Expect = Callable[[Mapping[str, Settled]], float]


def open_cases(settled: Mapping[str, Settled]) -> float:
    """Children in need, from the number of referrals alone."""
    return sum(stage.cases for stage in settled.values())


def plans(settled: Mapping[str, Settled]) -> float:
    """Children on a protection plan, from the referrals alone."""
    return sum(settled[kind].cases for kind in PROTECTION)


def care(settled: Mapping[str, Settled]) -> float:
    """Children looked after, from the referrals alone."""
    return sum(settled[kind].cases for kind in CARE)


def accuracy(usual: Scenario, expect: Expect, column: str) -> Accuracy:
    """Every authority that publishes referrals and a column of its profile, expected one way."""
    own, found = flows(), []
    for name, authority in authorities().items():
        told = getattr(authority, column)
        if not authority.referrals_per_week or not told:
            continue
        arriving = becoming_cases(authority, own[name])
        week = {
            kind: percent / 100 * arriving
            for kind, percent in usual.intake.types_percent.items()
        }
        expected = expect(balance(week, usual.stages))
        found.append(Compared(name, expected, told))
    return Accuracy(tuple(found))
