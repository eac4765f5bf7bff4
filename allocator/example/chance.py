"""Draws from shares, rates and ranges, and one stream of chance for each purpose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.random import Generator, SeedSequence

T = TypeVar("T")


@dataclass(frozen=True)
class Streams:
    """One stream for each purpose, so that more waiting cases leave the workforce alone.

    A new purpose goes last, because a stream is told apart by its place in this list.
    """

    names: Generator
    workforce: Generator
    localities: Generator
    skills: Generator
    ratings: Generator
    reductions: Generator
    held_households: Generator
    held_by: Generator
    held_details: Generator
    waiting_households: Generator
    waiting_dates: Generator
    waiting_people: Generator
    waiting_details: Generator
    pins: Generator


def streams(seed: int | SeedSequence) -> Streams:
    """The streams that a seed stands for."""
    return Streams(*np.random.default_rng(seed).spawn(len(fields(Streams))))


def dealt(shares: Mapping[str, float], count: int, chance: Generator) -> list[str]:
    """``count`` keys as near their shares as whole numbers allow, in random order.

    Systematic sampling gives small teams the mix of large ones, as independent draws would not.
    """
    keys = list(shares)
    ends = np.cumsum([shares[key] for key in keys])
    points = (np.arange(count) + chance.random()) / max(count, 1) * ends[-1]
    found = np.minimum(np.searchsorted(ends, points, side="right"), len(keys) - 1)
    return [keys[index] for index in chance.permutation(found)]


def drawn(shares: Mapping[str, float], chance: Generator) -> str:
    """One key, each as likely as its share."""
    return dealt(shares, 1, chance)[0]


def happens(percent: float, chance: Generator) -> bool:
    """Whether something that is so this often is so this time."""
    return bool(chance.random() * 100 < percent)


def those_of(rates: Mapping[str, float], chance: Generator) -> list[str]:
    """Every key that happens, in random order, so that cutting the list short favours none."""
    found = [key for key, percent in rates.items() if happens(percent, chance)]
    return shuffled(found, chance)


def whole_within(between: tuple[float, float], chance: Generator) -> int:
    """A whole number from the least to the most, all equally likely."""
    least, most = between
    return int(chance.integers(int(least), int(most), endpoint=True))


def shuffled(given: Sequence[T], chance: Generator) -> list[T]:
    """The same in random order."""
    return [given[index] for index in chance.permutation(len(given))]


def one_of(given: Sequence[T], chance: Generator) -> T:
    """Any one of them."""
    return given[int(chance.integers(len(given)))]
