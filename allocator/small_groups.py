"""Keeps figures of few people from being shown, or worked out by subtraction from those that are."""

from collections.abc import Mapping, Sequence, Set
from itertools import permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]

NOWHERE = -1
_ALMOST_NONE = 1e-9


class Group(NamedTuple):
    """People told together: their places in the list of people, and the names pooled where there are several."""

    name: str
    people: tuple[int, ...]
    together: tuple[str, ...] = ()


def shown(sizes: Mapping[str, int], smallest: int) -> frozenset[str]:
    """The groups of one whole that may be told about beside the whole: each person is in one group.

    Groups below the smallest are hidden. What is left of the whole when all shown groups are subtracted is what the
    hidden ones come to; while that is fewer people than the smallest, the smallest shown group is hidden as well.
    A group of nobody is a group like any other: that nobody is in it tells something of everybody.
    """
    if sum(sizes.values()) < smallest:
        return frozenset()
    # The same groups for the same sizes, whatever order they come in.
    visible = sorted(
        (name for name, size in sizes.items() if size >= smallest),
        key=lambda name: (sizes[name], name),
    )
    while len(visible) not in (0, len(sizes)) and _hidden(sizes, visible) < smallest:
        visible.pop(0)
    return frozenset(visible)


def _hidden(sizes: Mapping[str, int], visible: list[str]) -> int:
    return sum(sizes.values()) - sum(sizes[name] for name in visible)


def shown_among(people: Mapping[str, Set[str]], smallest: int) -> frozenset[str]:
    """The same where somebody may be in several groups: what is hidden comes from enough people together."""
    visible = sorted(
        (name for name, those in people.items() if len(those) >= smallest),
        key=lambda name: (len(people[name]), name),
    )
    while len(visible) not in (0, len(people)):
        hidden = set[str]().union(
            *(people[name] for name in people.keys() - set(visible))
        )
        if len(hidden) >= smallest:
            break
        visible.pop(0)
    return frozenset(visible)


def grouped(labels: Sequence[str], least: int, several: str) -> list[Group]:
    """Everyone by label, groups of fewer than ``least`` pooled; nothing where no two groups can be told apart.

    A pool that is itself too small takes in the next smallest group, so that everyone less all other groups is
    never fewer than ``least`` people.
    """
    members: dict[str, list[int]] = {}
    for place, label in enumerate(labels):
        members.setdefault(label, []).append(place)
    by_size = sorted(members, key=lambda label: (len(members[label]), label))
    pooled = [label for label in by_size if len(members[label]) < least]
    rest = by_size[len(pooled) :]
    while pooled and rest and sum(len(members[name]) for name in pooled) < least:
        pooled.append(rest.pop(0))
    groups = [Group(label, tuple(members[label])) for label in sorted(rest)]
    if len(pooled) == 1:
        groups.append(Group(pooled[0], tuple(members[pooled[0]])))
    elif pooled:
        people = sorted(place for label in pooled for place in members[label])
        groups.append(Group(several, tuple(people), tuple(sorted(pooled))))
    shown = [group for group in groups if len(group.people) >= least]
    return shown if len(shown) > 1 else []


def hidden(counts: Sequence[int], least: int) -> frozenset[int]:
    """Which of several figures that add up to a known whole are not shown, by how many people each is of.

    Figures of nobody hide nobody, and stay.
    """
    sizes = {str(place): count for place, count in enumerate(counts) if count}
    return frozenset(map(int, sizes.keys() - shown(sizes, least)))


def withheld(counts: Mapping[str, int], whole: int, least: int) -> frozenset[str]:
    """Which teams' figures are not shown beside the whole's, by how many people each is of; a blank name is the whole.

    Whoever is in none of the teams counts as one more team, that is never shown.
    """
    if whole < least:
        return frozenset(("", *counts))
    teams = list(counts)
    few = hidden([*counts.values(), whole - sum(counts.values())], least)
    return frozenset(teams[place] for place in few if place < len(teams))


def places(groups: Sequence[Group], people: int) -> Places:
    """For each person the number of the group they are in, NOWHERE for those in none."""
    found = np.full(people, NOWHERE)
    for number, group in enumerate(groups):
        found[list(group.people)] = number
    return found


def differences_give_away(
    shown: Sequence[Places], counted: NDArray[np.bool_], least: int
) -> bool:
    """Whether one group less another within it is fewer than ``least`` people, of those who count.

    ``shown`` are several ways of grouping the same people, everyone together being one of them.
    """
    for one, other in permutations(shown, 2):
        wholes, parts = _sizes(one, counted), _sizes(other, counted)
        in_both = counted & (one != NOWHERE) & (other != NOWHERE)
        pairs = one[in_both] * len(parts) + other[in_both]
        shared = np.bincount(pairs, minlength=len(wholes) * len(parts))
        is_within = shared.reshape(len(wholes), len(parts)) == parts
        left = wholes[:, None] - parts
        if (is_within & (parts > 0) & (left > 0) & (left < least)).any():
            return True
    return False


def gives_away(shown: Sequence[Places], least: int) -> bool:
    """Whether a figure of fewer than ``least`` people could be worked out from those of all groups shown.

    People who are in the same groups cannot be told apart; the sum over such people can be worked out exactly where it
    is a combination of the groups' sums.
    """
    everyone = np.ones(len(shown[0]), dtype=np.bool_)
    if any((_sizes(one, everyone) < least).any() for one in shown):
        return True
    if differences_give_away(shown, everyone, least):
        return True
    members = [
        one == number for one in shown for number in range(one.max(initial=NOWHERE) + 1)
    ]
    cells, sizes = np.unique(np.array(members, dtype=float), axis=1, return_counts=True)
    _, strengths, basis = np.linalg.svd(cells, full_matrices=False)
    basis = basis[strengths > strengths[0] * _ALMOST_NONE]
    known = (basis**2).sum(axis=0) > 1 - _ALMOST_NONE
    return bool((known & (sizes < least)).any())


def _sizes(one: Places, counted: NDArray[np.bool_]) -> Places:
    """How many of those who count are in each group."""
    return np.bincount(
        one[counted & (one != NOWHERE)], minlength=one.max(initial=NOWHERE) + 1
    )
