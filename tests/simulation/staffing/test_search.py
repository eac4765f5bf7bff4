from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.staffing import Kind, Verdict
from allocator.errors import AllocatorError
from allocator.simulation.staffing.search import best, cost, search
from allocator.simulation.staffing.trial import TRIALS, Numbers, Outcome, Trial
from tests.simulation.staffing.tables import KINDS, share_broken


def _tried(numbers: Numbers, verdict: Verdict) -> Trial:
    return Trial(numbers, [Outcome(verdict == "fails", 1.0)], verdict)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[list[Kind], list[float], float]:
    """A small table of hires, what each is worth, and how much is needed."""
    count = draw(st.integers(1, 3))
    kinds = [
        Kind(
            name=f"k{n}",
            kind="hire",
            cost=draw(st.integers(1, 9)),
            at_most=draw(st.integers(1, 3)),
        )
        for n in range(count)
    ]
    worths = [draw(st.integers(0, 5)) / 1 for _ in kinds]
    return kinds, worths, float(draw(st.integers(0, 20)))


@given(_tables())
def test_it_finds_what_trying_everything_finds(
    table: tuple[list[Kind], list[float], float],
) -> None:
    """Where every verdict is plain, the cheapest staffing is that of brute force, and nothing is tried twice."""
    kinds, worths, need = table
    asked: list[Numbers] = []

    def keeps(numbers: Numbers) -> bool:
        return sum(n * w for n, w in zip(numbers, worths, strict=True)) >= need

    def attempt(numbers: Numbers) -> Trial:
        asked.append(numbers)
        return _tried(numbers, "keeps" if keeps(numbers) else "fails")

    found = search(kinds, attempt)

    every = product(*(range(kind.at_most + 1) for kind in kinds))
    enough = [cost(numbers, kinds) for numbers in every if keeps(numbers)]
    chosen = best(found, kinds)
    assert found.is_complete
    assert len(asked) == len(set(asked))
    assert (chosen is None) == (not enough)
    if chosen is not None:
        assert cost(chosen.numbers, kinds) == min(enough)


def test_the_team_as_it_is_comes_first() -> None:
    """Where nobody more is needed, nothing else is tried."""
    found = search(KINDS, lambda numbers: _tried(numbers, "keeps"))

    assert [trial.numbers for trial in found.trials] == [(0, 0, 0)]
    assert found.is_complete


def test_everybody_comes_second() -> None:
    """Where not even all of the table is enough, nothing else is tried."""
    found = search(KINDS, lambda numbers: _tried(numbers, "fails"))

    assert [trial.numbers for trial in found.trials] == [(0, 0, 0), (3, 3, 2)]
    assert best(found, KINDS) is None
    assert found.is_complete


def test_few_of_many_are_tried() -> None:
    """Of 48 staffings the cheapest is found in a third, and it is the cheapest of all that keep."""
    limit = 0.1

    found = search(
        KINDS,
        lambda numbers: _tried(
            numbers, "keeps" if share_broken(numbers) < limit else "fails"
        ),
    )

    every = product(*(range(kind.at_most + 1) for kind in KINDS))
    cheapest = min(cost(n, KINDS) for n in every if share_broken(n) < limit)
    chosen = best(found, KINDS)
    assert chosen is not None
    assert cost(chosen.numbers, KINDS) == cheapest
    assert len(found.trials) <= 16


def test_what_is_too_close_to_say_is_not_enough() -> None:
    """A staffing nobody can be sure of is neither recommended nor the end of the search."""

    def attempt(numbers: Numbers) -> Trial:
        people = numbers[0] + numbers[1]
        return _tried(
            numbers, "fails" if people < 2 else "undecided" if people < 4 else "keeps"
        )

    found = search(KINDS, attempt)

    chosen = best(found, KINDS)
    assert chosen is not None
    assert chosen.numbers[0] + chosen.numbers[1] == 4
    assert chosen.numbers == (1, 3, 0)


def test_a_search_has_an_end() -> None:
    """After as many trials as share the doubt it stops, and says that something is left."""
    kinds = [Kind(name=f"k{n}", kind="hire", cost=1 + n, at_most=30) for n in range(3)]

    found = search(
        kinds,
        lambda numbers: _tried(
            numbers,
            "keeps" if sum(n**1.7 for n in numbers) > 300 else "fails",
        ),
    )

    assert len(found.trials) == TRIALS
    assert not found.is_complete


def test_a_table_too_large_to_look_through_is_refused() -> None:
    """Six kinds of up to nine are a million staffings."""
    kinds = [Kind(name=f"k{n}", kind="hire", cost=1, at_most=9) for n in range(6)]

    with pytest.raises(AllocatorError, match="1,000,000 staffings, more than 100,000"):
        search(kinds, lambda numbers: _tried(numbers, "fails"))
