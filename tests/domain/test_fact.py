import pytest
from pydantic import ValidationError

from tests.builders import case, team, worker


def test_a_fact_never_changes() -> None:
    """What has been read cannot be altered behind anyone's back."""
    fact = worker()

    with pytest.raises(ValidationError):
        fact.contracted_hours = 1  # type: ignore[misc]  # the point of the test


def test_a_fact_refuses_fields_it_does_not_know() -> None:
    """A misspelt field is an error, never dropped."""
    with pytest.raises(ValidationError, match="urgencyy"):
        case(urgencyy="high")


def test_a_changed_fact_computes_anew() -> None:
    """Nothing computed from the old fields is carried into the changed record."""
    before = team(worker("W1"), case("C1", worker_id="W1"))
    assert len(before.held_by["W1"]) == 1

    after = before.changed(cases=())

    assert after.held_by == {"W1": ()}
    assert len(before.held_by["W1"]) == 1


def test_a_changed_fact_keeps_the_rest() -> None:
    """Only what is named changes."""
    before = case("C1", urgency="high", complexity="low")

    after = before.changed(complexity="high")

    assert after == case("C1", urgency="high", complexity="high")
