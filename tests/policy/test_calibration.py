"""The files of ``models/calibration`` and ``models/diaries``, and the numbers they are about."""

from decimal import Decimal
from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy, UnknownName
from allocator.policy.calibration import load_calibration
from allocator.policy.diary_guide import load_diary_guide
from allocator.policy.loading import load_policy
from allocator.policy.numbers import (
    Number,
    not_in_proportion,
    numbers,
    unlimited,
    with_values,
)
from tests.evidence.minutes import TERMS, minutes_policy, minutes_weighting

_OWN = 'based_on = "standard"\ntitle = "Ours"\nsource = "S."\n'


def _path(name: str) -> Path:
    return shipped.toml(name, "models", "policies")


@pytest.mark.parametrize(
    ("policy", "title"),
    [
        ("children-workload", "Calibration of the children's services workload"),
        ("combined", "Calibration of the children's services workload"),
        ("adults-workload", "Standard calibration"),
    ],
)
def test_a_weighting_has_the_calibration_of_its_name_or_of_what_it_is_based_on(
    policy: str, title: str
) -> None:
    """One that nothing is said about has the standard."""
    assert load_calibration(None, load_policy(policy), _path(policy)).title == title


def test_every_term_that_a_calibration_names_is_one_of_the_weighting() -> None:
    """A term that is renamed in the weighting is found out here."""
    policy = load_policy()
    terms = {term.name for term in policy.weighting.terms} | {"Travel"}

    found = load_calibration(None, policy, _path("children-workload"))

    assert {term for part in found.parts for term in part.terms} <= terms
    assert found.part_of("Visits") == 0
    # The last part has whatever no other names.
    assert found.part_of("Court work") == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("interval_percent = 100\n", "interval_percent: is 100; it must be at most 99"),
        (
            '[[parts]]\nname = "A"\ntasks = ["admin"]\nterms = ["T"]\n',
            "exactly one part must name no terms",
        ),
        (
            '[[parts]]\nname = "A"\ntasks = ["admin"]\nterms = ["T"]\n'
            '[[parts]]\nname = "B"\ntasks = ["admin"]\n',
            "the task 'admin' is in more than one part",
        ),
        (
            '[[parts]]\nname = "A"\ntasks = ["admin"]\nterms = ["T"]\n'
            '[[parts]]\nname = "B"\ntasks = ["travel"]\nterms = ["T"]\n'
            '[[parts]]\nname = "C"\ntasks = ["meetings"]\n',
            "the term 'T' is in more than one part",
        ),
        (
            '[[parts]]\nname = "A"\ntasks = ["emails"]\n',
            "parts.1.tasks.1: is 'emails'; it must be",
        ),
        ("prior = 30\n", "prior: is not a known key"),
    ],
)
def test_what_cannot_be_is_told_by_key(tmp_path: Path, text: str, problem: str) -> None:
    """A file of one's own is checked as every policy file is."""
    file = tmp_path / "ours.toml"
    file.write_text(_OWN + text, encoding="utf-8")

    with pytest.raises(InvalidPolicy) as refused:
        load_calibration(str(file), load_policy(), _path("children-workload"))

    assert problem in str(refused.value)


def test_a_misspelt_calibration_is_told_the_nearest() -> None:
    """As every name is."""
    with pytest.raises(UnknownName, match="Did you mean 'standard'"):
        load_calibration("standart", load_policy(), _path("children-workload"))


def test_a_diary_must_explain_every_task(tmp_path: Path) -> None:
    """Whoever keeps it has to know what belongs where."""
    text = shipped.toml("standard", "models", "diaries").read_text(encoding="utf-8")
    file = tmp_path / "ours.toml"
    file.write_text(
        text.replace("[tasks.travel]", "[tasks.journeys]"), encoding="utf-8"
    )

    with pytest.raises(InvalidPolicy):
        load_diary_guide(str(file))
    start = text.index("[tasks.travel]")
    file.write_text(
        text[:start] + text[text.index("[tasks.supervision]") :], encoding="utf-8"
    )
    with pytest.raises(InvalidPolicy, match=r"tasks\.travel is missing"):
        load_diary_guide(str(file))


def test_numbers_are_found_and_put_back() -> None:
    """Every number of a weighting with a value of its own comes back as it was put in; all else stays."""
    terms = [
        *TERMS,
        {"kind": "count", "name": "Agencies", "column": "agencies", "units_each": 3},
        {"kind": "constant", "name": "Always", "units": 7},
        {"kind": "limit", "name": "Cap", "of": ["Always"], "at_most": 5},
        {"kind": "round", "name": "Tens", "of": ["Always"], "to": 10, "how": "down"},
    ]
    travel = {
        "minutes_within_locality": 10, "minutes_beyond_locality": 30, "minutes_unknown_locality": 20,
    }  # fmt: skip
    columns = {"agencies": {"kind": "number", "most": 9, "meaning": "Agencies."}}
    weighting = minutes_weighting(terms=terms, travel=travel, columns=columns)
    others = {
        number: Decimal(1000 + place) for place, number in enumerate(numbers(weighting))
    }

    changed = with_values(weighting, others)

    assert numbers(changed) == others
    assert Number("Complexity", "medium", True) not in others
    assert {
        Number("Agencies", ""),
        Number("Always", ""),
        Number("Travel", "minutes_beyond_locality"),
    } <= {*others}
    assert with_values(changed, numbers(weighting)) == weighting
    assert not_in_proportion(weighting) == ["Cap", "Tens"]
    assert numbers(unlimited(weighting)) == numbers(weighting)


def test_no_numbers_no_change() -> None:
    """Nothing put in changes nothing."""
    policy = minutes_policy()

    assert with_values(policy.weighting, {}) == policy.weighting
