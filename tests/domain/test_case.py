import pytest
from pydantic import ValidationError

from allocator.domain.case import Pin
from tests.builders import case


def test_a_case_waits_until_it_has_a_worker() -> None:
    """A blank worker is what makes a case waiting."""
    assert case("C1").is_waiting
    assert not case("C1", worker_id="W1").is_waiting


def test_a_household_is_the_group_or_the_case_alone() -> None:
    """A case that happens to be called like a group is not taken for part of it."""
    sibling, alone = case("C1", group_id="C2"), case("C2")

    assert sibling.household == case("C3", group_id="C2").household
    assert sibling.household != alone.household


@pytest.mark.parametrize(
    "facts", [{"case_id": ""}, {"kind": ""}, {"urgency": "hi"}, {"complexity": "mid"}]
)
def test_a_case_is_checked_where_it_is_born(facts: dict[str, str]) -> None:
    """A case without an id or type, or with a scale's value off the scale, does not exist."""
    with pytest.raises(ValidationError):
        case(**facts)


@pytest.mark.parametrize(
    ("pin", "told"),
    [
        (Pin(case_id="C1", worker_id="W1"), "Pin: case C1 must go to W1."),
        (
            Pin(case_id="C1", worker_id="W1", kind="never", reason="Neighbour"),
            "Pin: case C1 must never go to W1 (Neighbour).",
        ),
    ],
)
def test_a_pin_reads_as_a_sentence(pin: Pin, told: str) -> None:
    """A pin can be named in a clash exactly as a person would say it."""
    assert str(pin) == told
