from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allocator.small_groups import (
    NOWHERE,
    differences_give_away,
    gives_away,
    grouped,
    hidden,
    places,
    withheld,
)

LABELS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=25)
LEAST = st.integers(2, 5)


@given(LABELS, LEAST)
def test_nobody_is_told_in_a_small_group(labels: list[str], least: int) -> None:
    """Every group shown has enough people, and nobody is in two."""
    groups = grouped(labels, least, "Together")

    people = [place for group in groups for place in group.people]
    assert all(len(group.people) >= least for group in groups)
    assert len(people) == len(set(people))
    assert len(groups) != 1


@given(LABELS, LEAST)
def test_no_small_group_is_left_when_the_others_are_taken_away(
    labels: list[str], least: int
) -> None:
    """All subtractions: everyone less any of the groups shown is nobody, or enough people."""
    groups = grouped(labels, least, "Together")

    for number in range(len(groups) + 1):
        for taken in combinations(groups, number):
            left = len(labels) - sum(len(group.people) for group in taken)
            assert left == 0 or left >= least or not groups


def test_small_groups_are_told_together_by_name() -> None:
    """Two small teams are one group that says which they are; a pool still too small takes in the next smallest."""
    pooled = grouped([*"aabbcccc"], 3, "Smaller teams")
    grown = grouped([*"abbbcccc"], 3, "Smaller teams")

    assert [(one.name, one.together) for one in pooled] == [
        ("c", ()),
        ("Smaller teams", ("a", "b")),
    ]
    assert grown[-1].together == ("a", "b")
    assert grown[-1].people == (0, 1, 2, 3)


@given(st.lists(st.integers(0, 9), max_size=7), LEAST)
def test_hidden_figures_cannot_be_worked_out(counts: list[int], least: int) -> None:
    """The whole less what is shown is nobody, or at least so many people; no figure shown is of fewer."""
    gone = hidden(counts, least)

    left = sum(counts[place] for place in gone)
    shown = [count for place, count in enumerate(counts) if place not in gone]
    assert left == 0 or left >= least or not any(shown)
    assert all(count == 0 or count >= least for count in shown)


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), min_size=1, max_size=9),
    st.integers(2, 4),
)  # fmt: skip
def test_two_ways_of_grouping_that_are_called_safe_are_safe(
    people: list[tuple[str, str]], least: int
) -> None:
    """Brute force: no sum over fewer people is a combination of the sums of the groups."""
    shown = [np.zeros(len(people), dtype=np.intp)]
    for place in (0, 1):
        names = sorted({one[place] for one in people})
        shown.append(np.array([names.index(one[place]) for one in people]))
    if gives_away(shown, least):
        return

    rows = np.array(
        [one == number for one in shown for number in range(one.max() + 1)], dtype=float
    )
    rank = np.linalg.matrix_rank(rows)
    for chosen in product([0.0, 1.0], repeat=len(people)):
        if 0 < sum(chosen) < least:
            added = np.linalg.matrix_rank(np.vstack([rows, chosen]))
            assert added > rank, chosen


def test_a_role_within_a_grade_gives_away_the_others() -> None:
    """Eight of a grade less seven of a role in it is one person."""
    everyone = np.zeros(13, dtype=np.intp)
    grade = places(grouped([*"ggggggggnnnnn"], 5, ""), 13)
    role = places(grouped([*"rrrrrrraooooo"], 5, ""), 13)

    assert not gives_away([everyone, grade], 5)
    assert gives_away([everyone, grade, role], 5)


def test_only_those_who_count_are_subtracted() -> None:
    """Three of six less two of them is too few only where one of the three who are left did not answer."""
    whole = np.zeros(6, dtype=np.intp)
    part = np.array([0, 0, 0, NOWHERE, NOWHERE, NOWHERE])
    answered = np.array([True, True, True, True, False, False])

    assert not differences_give_away([whole, part], np.ones(6, dtype=bool), 3)
    assert differences_give_away([whole, part], answered, 3)


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 6), max_size=4),
    st.integers(0, 6),
    LEAST,
)
def test_no_team_is_worked_out_from_the_whole(
    teams: dict[str, int], of_none: int, least: int
) -> None:
    """All subtractions of teams that are shown from a whole that is shown leave nobody, or enough people."""
    whole = sum(teams.values()) + of_none
    kept = withheld(teams, whole, least)

    shown = [team for team in teams if team not in kept]
    assert all(teams[team] == 0 or teams[team] >= least for team in shown)
    if "" in kept:
        assert whole < least
        return
    left = whole - sum(teams[team] for team in shown)
    assert left == 0 or left >= least
