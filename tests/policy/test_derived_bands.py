from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.policy.columns import BLANK
from allocator.policy.facts import Uncovered
from tests.policy.derived import Step, facts, label, refused

UP_TO: list[Step] = [
    {"label": "low", "up_to": 2},
    {"label": "medium", "up_to": 5},
    {"label": "high"},
]
AT_LEAST: list[Step] = [
    {"label": "low", "at_least": 0},
    {"label": "medium", "at_least": 3},
    {"label": "high", "at_least": 6},
]


def band(bands: list[Step], of: str = "need", **more: object) -> Step:
    """A band of need, which runs from 0 to 10, or of another number."""
    return {"kind": "band", "name": "level", "of": of, "bands": bands, **more}


@pytest.mark.parametrize(
    ("bands", "number", "name"),
    [
        (UP_TO, "0", "low"),
        (UP_TO, "2", "low"),
        (UP_TO, "2.01", "medium"),
        (UP_TO, "5", "medium"),
        (UP_TO, "10", "high"),
        (AT_LEAST, "0", "low"),
        (AT_LEAST, "2.99", "low"),
        (AT_LEAST, "3", "medium"),
        (AT_LEAST, "6", "high"),
        ([{"label": "any"}], "7", "any"),
    ],
)
def test_a_number_lies_in_one_band(bands: list[Step], number: str, name: str) -> None:
    """A band reaches up to its number and includes it, or begins at its number."""
    found = label(band(bands), need=number)

    assert found == (name, {name})


MARKS = st.lists(st.integers(0, 10), min_size=1, max_size=5, unique=True).map(sorted)
NUMBERS = st.decimals(0, 10, places=1)


@given(marks=MARKS, number=NUMBERS, is_open=st.booleans())
def test_bands_up_to_are_looked_up_as_by_hand(
    marks: list[int], number: Decimal, is_open: bool
) -> None:
    """The first band whose end the number does not pass; beyond the last, an open one or a fault."""
    bands: list[Step] = [{"label": f"to {mark}", "up_to": mark} for mark in marks]
    if is_open and marks[-1] < 10:
        bands.append({"label": "beyond"})

    by_hand = [f"to {mark}" for mark in marks if number <= mark]
    by_hand += ["beyond"] if len(bands) > len(marks) else []
    step = facts(band(bands), need=str(number))
    if by_hand:
        assert step.label("level").name == by_hand[0]
    else:
        with pytest.raises(Uncovered, match=r"is above every band of level\."):
            step.label("level")


@given(marks=MARKS, number=NUMBERS)
def test_bands_at_least_are_looked_up_as_by_hand(
    marks: list[int], number: Decimal
) -> None:
    """The last band that the number has reached; before the first, a fault."""
    bands: list[Step] = [{"label": f"from {mark}", "at_least": mark} for mark in marks]

    by_hand = [f"from {mark}" for mark in marks if number >= mark]
    step = facts(band(bands), need=str(number))
    if by_hand:
        assert step.label("level").name == by_hand[-1]
    else:
        with pytest.raises(Uncovered, match=r"is below every band of level\."):
            step.label("level")


@pytest.mark.parametrize(
    ("texts", "name", "could_be"),
    [
        ({"need": "1", "harm": "1"}, "low", {"low"}),
        ({"need": "1"}, "low", {"low", "medium"}),  # 1 to 4
        ({"need": "4"}, "medium", {"medium", "high"}),  # 4 to 7
        ({"need": "6"}, "high", {"high"}),  # high whatever harm is
        ({"harm": "0"}, "low", {"low", "medium", "high"}),
        ({}, BLANK, {"low", "medium", "high"}),
    ],
)
def test_a_number_with_parts_missing_lies_in_every_band_it_could_reach(
    texts: dict[str, str], name: str, could_be: set[str]
) -> None:
    """What cannot be is not said to be possible: six is high, whatever the missing part."""
    score = {"kind": "score", "name": "score", "of": ["need", "harm"]}

    found = label(score, band(UP_TO, "score"), **texts)

    assert found == (name, could_be)


def test_a_blank_number_has_the_band_named_for_it() -> None:
    """Where otherwise says what a blank means, nothing is missing."""
    assert label(band(UP_TO, otherwise="none")) == ("none", {"none"})


@pytest.mark.parametrize(
    ("texts", "name", "could_be"),
    [
        ({"place": "care", "need": "9"}, "high", {"high"}),
        ({"place": "care"}, BLANK, {"low", "medium", "high"}),
        ({"place": "home", "need": "9"}, "none", {"none"}),
        ({"place": "home"}, "none", {"none"}),
        ({"need": "9"}, "none", {"none", "high"}),
        ({}, "none", {"none", "low", "medium", "high"}),
    ],
)
def test_a_band_with_a_condition_is_for_those_who_meet_it(
    texts: dict[str, str], name: str, could_be: set[str]
) -> None:
    """Others have what otherwise says; who is not known could have either."""
    step = band(UP_TO, when={"place": ["care"]}, otherwise="none")

    assert label(step, **texts) == (name, could_be)


def test_a_number_no_band_covers_is_no_matter_where_the_condition_is_not_met() -> None:
    """What is not banded needs no band."""
    bands: list[Step] = [{"label": "some", "at_least": 5}]
    step = band(bands, when={"place": ["care"]}, otherwise="none")

    assert label(step, place="home", need="1").name == "none"
    assert label(step, need="1").name == "none"
    with pytest.raises(Uncovered, match="'1' is below every band of level"):
        label(step, place="care", need="1")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (band(UP_TO, "place"), "bands 'place', which is no number"),
        (band(UP_TO[::-1]), "up_to in each save perhaps the last"),
        (band([UP_TO[1], UP_TO[0]]), "bands must run from low to high"),
        (band([UP_TO[0], UP_TO[0]]), "bands must run from low to high"),
        (band([*UP_TO, AT_LEAST[1]]), "either at_least in each, or up_to in each"),
        (band([{"label": "a"}, {"label": "b"}]), "either at_least in each"),
        (band(UP_TO, when={"place": ["home"]}), "a band with when needs an otherwise"),
        (
            band(UP_TO, when={"place": ["hoem"]}, otherwise="a"),
            "depends on place being 'hoem', which it never is",
        ),
        (
            band([{"label": "low", "up_to": 3}, {"label": "high"}], "harm"),
            "is never 'high': harm runs from 0 to 3",
        ),
        (
            band([*AT_LEAST, {"label": "top", "at_least": 11}]),
            "is never 'top': need runs from 0 to 10",
        ),
        (band([]), "at least 1 item"),
    ],
)
def test_bands_that_could_not_be_used_are_refused(step: Step, told: str) -> None:
    """Bands that overlap, that nothing reaches or that lie in no number are told."""
    assert told in refused(step)


YEARS: Step = {"kind": "elapsed", "name": "years", "since": "since", "unit": "years"}


def test_every_time_has_a_band() -> None:
    """The day planned from is not known when a batch is read, so no time may be left without one."""
    told = "must have a band for any years: begin at 0 and leave the last one open"

    for bands in (
        [{"label": "late", "at_least": 1}],
        [{"label": "early", "up_to": 1}],
    ):
        assert told in refused(YEARS, band(bands, "years"))
    assert label(YEARS, band(AT_LEAST, "years"), since="2020-09-14").name == "high"
    assert label(YEARS, band(AT_LEAST, "years")) == (BLANK, {BLANK})
