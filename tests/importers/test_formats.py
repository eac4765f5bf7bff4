import pytest

from allocator import shipped
from allocator.importers.formats import (
    AnnexA,
    Census,
    Effects,
    Guesses,
    History,
    load,
)
from allocator.importers.mapping import load_mapping
from allocator.policy.loading import load_policy
from allocator.policy.toml import PolicyRecord
from allocator.tables.columns import CASES, REDUCTIONS, WORKERS

_KINDS: dict[str, type[PolicyRecord]] = {
    "annex-a": AnnexA,
    "workforce-census": Census,
    "social-worker-history": History,
    "effects": Effects,
    "guesses": Guesses,
}


@pytest.mark.parametrize("name", _KINDS)
def test_every_format_that_ships_is_read_and_says_where_it_comes_from(
    name: str,
) -> None:
    """A format has no fault, a title and a source."""
    content = load(_KINDS[name], name).model_dump()

    assert content["title"]
    assert content["source"]


def test_nothing_ships_that_no_test_loads() -> None:
    """A new format must be named here."""
    assert {*shipped.names("models", "imports")} == {*_KINDS, "adult-requests"}


def test_what_formats_give_the_policies_know() -> None:
    """Types, grades and values that an import gives are ones that the policy it is meant for takes."""
    children, adults = load_policy(), load_policy("adults-workload")
    annex_a, census = load(AnnexA, "annex-a"), load(Census, "workforce-census")
    types = {*(children.weighting.known_types or ())}
    grades = children.competency.levels

    assert {*annex_a.types.values(), *annex_a.urgency} <= types
    given = {role.seniority for role in census.roles.values()} | {
        *census.stages_of_practice.values()
    }
    assert given - {""} <= {*grades}
    cases = load_mapping("adult-requests", adults).cases
    assert cases is not None
    assert {*cases.values["type"].values()} <= {*(adults.weighting.known_types or ())}
    guesses = load(Guesses, "guesses")
    assert {*guesses.values["seniority"]} <= {*grades}
    assert {*guesses.values["type"]} <= {*types, *(adults.weighting.known_types or ())}


def test_what_is_guessed_and_missed_are_columns_of_a_batch() -> None:
    """Guesses and effects name columns that there are, and every date and cell a duty counts from is read."""
    guesses, effects, annex_a = (
        load(Guesses, "guesses"),
        load(Effects, "effects"),
        load(AnnexA, "annex-a"),
    )

    assert {*guesses.cases, *effects.cases} <= {*CASES.column}
    assert {*guesses.workers, *effects.workers} <= {*WORKERS.column}
    assert {*effects.reductions} <= {*REDUCTIONS.column}
    for duty in annex_a.due:
        columns = annex_a.lists[duty.list_].columns
        assert {duty.after, duty.unless} - {""} <= {*columns}
    read = {
        column for described in annex_a.lists.values() for column in described.columns
    }
    assert {*annex_a.spellings} <= read
