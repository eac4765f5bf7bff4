"""Small weightings that work something out, for the tests of what they make of one case."""

import datetime
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from allocator.policy.facts import Facts, Number
from allocator.policy.weighting import Weighting
from tests.builders import DAY, small_weighting

Step = dict[str, Any]
HARM: Step = {"meaning": "Harm.", "kind": "number", "most": 3}
NEED: Step = {"meaning": "Need.", "kind": "number", "most": 10}
PLACE: Step = {"meaning": "Where.", "kind": "choice", "choices": ["home", "care"]}
SINCE: Step = {"meaning": "When.", "kind": "date"}
GIVEN: Step = {"meaning": "What.", "kind": "items"}
COLUMNS: dict[str, Step] = {
    "harm": HARM,
    "need": NEED,
    "place": PLACE,
    "sure": {**PLACE, "if_blank": "home"},
    "since": SINCE,
    "given": GIVEN,
}


def weighting(*steps: Step, **columns: Step) -> Weighting:
    """A weighting with a column of each kind, or with these, that works these steps out."""
    return small_weighting(columns=columns or COLUMNS, derive=[*steps])


def facts(
    *steps: Step, day: datetime.date | None = DAY, urgency: str = "", **texts: str
) -> Facts:
    """One case with these texts in its columns, as such a weighting sees it."""
    policy = weighting(*steps)
    own = {"type": "three", "urgency": urgency}
    return Facts(policy.columns, policy.derived, texts, own, day)


class Read(NamedTuple):
    """A label, and all that it could be."""

    name: str
    could_be: set[str]


def label(*steps: Step, **texts: Any) -> Read:
    """The last step's label."""
    found = facts(*steps, **texts).label(steps[-1]["name"])
    assert found.is_certain == (found.could_be == {found.name})
    return Read(found.name, {*found.could_be})


def number(*steps: Step, **texts: Any) -> Number:
    """The last step's number."""
    return facts(*steps, **texts).number(steps[-1]["name"])


def refused(*steps: Step, **columns: Step) -> str:
    """What is said of steps that could not be worked out."""
    with pytest.raises(ValidationError) as error:
        weighting(*steps, **columns)
    return "; ".join(found["msg"] for found in error.value.errors())
