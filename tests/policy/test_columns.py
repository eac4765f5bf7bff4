from typing import Any

import pytest
from pydantic import ValidationError

from allocator.policy.columns import Column

PLACE: dict[str, Any] = {"kind": "choice", "choices": ["home", "care"]}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"kind": "choice"}, "a choice needs its choices"),
        ({**PLACE, "choices": ["home", "blank"]}, "'blank' is what tables call an"),
        ({**PLACE, "if_blank": "hoem"}, "if_blank is 'hoem', which is no choice"),
        ({"kind": "number", "if_blank": "0"}, "if_blank is '0', which is no choice"),
        ({"kind": "number", "choices": ["1"]}, "choices are for a choice"),
        ({"kind": "date", "choices": ["1"]}, "choices are for a choice"),
        ({**PLACE, "most": 3}, "least and most are for numbers"),
        ({"kind": "date", "least": 1}, "least and most are for numbers"),
        ({"kind": "number", "least": 3, "most": 2}, "least is above most"),
        ({**PLACE, "choices": ["a", "a"]}, "'a' and 'a' are one and the same"),
        (
            {**PLACE, "choices": ["At home", "at_home"]},
            "'At home' and 'at_home' are one and the same to a batch",
        ),
        ({**PLACE, "choices": ["A", "A-"]}, "'A' and 'A-' are one and the same"),
    ],
)
def test_a_column_that_could_not_be_read_as_meant_is_refused(
    facts: dict[str, Any], told: str
) -> None:
    """What a kind of column has no use for, and what no cell could tell apart, is a slip."""
    with pytest.raises(ValidationError) as error:
        Column.model_validate({"meaning": "x", **facts})

    assert told in error.value.errors()[0]["msg"]


@pytest.mark.parametrize(
    ("more", "values"),
    [({}, ("home", "care", "blank")), ({"if_blank": "home"}, ("home", "care"))],
)
def test_a_blank_choice_is_a_value_unless_it_means_one(
    more: dict[str, str], values: tuple[str, ...]
) -> None:
    """A table may have a number for a blank only where a blank is not known to mean something else."""
    column = Column.model_validate({"meaning": "x", **PLACE, **more})

    assert column.values == values
