import datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from allocator.policy.columns import Range
from allocator.policy.facts import NOTHING, Number
from tests.builders import DAY
from tests.policy.derived import Step, number, refused

POINTS = {"home": 2, "care": 7}


def between(least: int, most: int) -> Range:
    """From the least to the most."""
    return Range(Decimal(least), Decimal(most))


def score(how: str = "sum", *of: str, **more: object) -> Step:
    """A score of harm and need, or of these."""
    return {
        "kind": "score",
        "name": "score",
        "of": [*(of or ("harm", "need"))],
        "how": how,
        **more,
    }


@pytest.mark.parametrize(
    ("how", "comes_to"),
    [("sum", 7), ("sum_less_least", 5), ("highest", 5), ("lowest", 2)],
)
def test_a_score_is_made_of_its_parts(how: str, comes_to: int) -> None:
    """Two and five: seven together, five without the least, five at most, two at least."""
    found = number(score(how), harm="2", need="5")

    assert found.value == comes_to
    assert found.is_complete


def test_a_choice_counts_its_points() -> None:
    """A choice is worth what the score says of it, beside numbers that are worth themselves."""
    found = number(score("sum", "harm", "place", points=POINTS), harm="1", place="care")

    assert found.value == 1 + 7


def test_urgency_can_be_scored() -> None:
    """What every case has may be scored as a column of one's own is."""
    points = {"urgent": 9, "high": 6, "medium": 3, "low": 0}
    step = score("sum", "urgency", "harm", points=points)

    assert number(step, urgency="high", harm="1").value == 7


def test_a_band_can_be_scored() -> None:
    """Points for the band that a number, or a time, lies in."""
    bands = [{"label": "home", "up_to": 1}, {"label": "care"}]
    steps: list[Step] = [
        {"kind": "elapsed", "name": "years", "since": "since", "unit": "years"},
        {"kind": "band", "name": "age", "of": "years", "bands": bands},
        score("sum", "age", "harm", points=POINTS),
    ]

    assert number(*steps, harm="1", since="2020-01-01").value == 8
    assert number(*steps, harm="1").value == 1


@pytest.mark.parametrize(
    ("how", "texts", "value", "least", "most"),
    [
        ("sum", {"harm": "2"}, 2, 2, 12),
        ("sum", {}, None, 0, 13),
        ("highest", {"harm": "2"}, 2, 2, 10),
        ("lowest", {"harm": "2"}, 2, 0, 2),
        # Without need, nothing is left of harm less the least; with it, need or harm.
        ("sum_less_least", {"harm": "2"}, 2, 2, 10),
    ],
)
def test_a_missing_part_leaves_a_range(
    how: str, texts: dict[str, str], value: int | None, least: int, most: int
) -> None:
    """A score of what is known, and the least and most it could come to."""
    found = number(score(how), **texts)

    known = None if value is None else Decimal(value)
    assert found == Number(known, between(least, most))
    assert not found.is_complete


@given(
    how=st.sampled_from(["sum", "sum_less_least", "highest", "lowest"]),
    harm=st.sampled_from(["", "0", "1", "3"]),
    need=st.sampled_from(["", "0", "4", "10"]),
    place=st.sampled_from(["", "home", "care"]),
)
def test_a_range_is_what_the_missing_parts_could_make_of_it(
    how: str, harm: str, need: str, place: str
) -> None:
    """Every way to fill in the blanks lies in the range, and both its ends are reached."""
    found = number(
        score(how, "harm", "need", "place", points=POINTS),
        harm=harm,
        need=need,
        place=place,
    )

    reached: list[int] = []
    for parts in product(
        [int(harm)] if harm else range(4),
        [int(need)] if need else range(11),
        [POINTS[place]] if place else POINTS.values(),
    ):
        reached.append(
            {
                "sum": sum(parts),
                "sum_less_least": sum(parts) - min(parts),
                "highest": max(parts),
                "lowest": min(parts),
            }[how]
        )
    assert found.range == between(min(reached), max(reached))
    assert found.is_complete == (len({*reached}) == 1 and found.value is not None)
    if found.value is not None:
        assert min(reached) <= found.value <= max(reached)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (score("sum", "since"), "scores 'since', which is no number and no choice"),
        (score("sum", "x"), "scores 'x', which is no number and no choice"),
        (score("sum", "given"), "scores 'given', which is no number and no choice"),
        (score("sum", "harm", "harm"), "scores 'harm' twice"),
        (
            score("sum", "place", points={"home": 1}),
            "has no points for 'care' of place",
        ),
        (
            score("sum", "place", points={**POINTS, "caer": 1}),
            "has points for 'caer', which none of its parts could be",
        ),
        (
            score("sum", "harm", points={"home": 1}),
            "has points for 'home', which none of its parts could be",
        ),
        (score("most"), "'sum', 'sum_less_least', 'highest' or 'lowest'"),
    ],
)
def test_a_score_that_could_not_be_worked_out_is_refused(step: Step, told: str) -> None:
    """Parts that do not exist and points that nothing could earn are told."""
    assert told in refused(step)


def test_a_time_is_not_scored() -> None:
    """Days, weeks or years mean nothing added to points; a band of them does."""
    years = {"kind": "elapsed", "name": "years", "since": "since", "unit": "years"}

    assert "derive a band of it" in refused(years, score("sum", "years", "harm"))


def elapsed(unit: str, since: str, day: datetime.date | None = DAY) -> Decimal | None:
    """The time since a date, in this unit."""
    step = {"kind": "elapsed", "name": "time", "since": "since", "unit": unit}
    return number(step, day=day, since=since).value


@pytest.mark.parametrize(
    ("unit", "since", "day", "time"),
    [
        ("days", "2026-09-14", "2026-09-14", "0"),
        ("days", "2026-09-01", "2026-09-14", "13"),
        ("weeks", "2026-08-31", "2026-09-14", "2"),
        ("weeks", "2026-09-03", "2026-09-14", "1.571"),
        ("months", "2026-08-14", "2026-09-14", "1"),
        ("months", "2026-08-15", "2026-09-14", "0.968"),  # 30 of 31 days
        ("months", "2026-01-31", "2026-02-28", "1"),
        ("months", "2026-01-31", "2026-03-01", "1.032"),  # one of 31 days
        ("years", "2024-02-29", "2025-02-27", "0.997"),  # 364 of 365 days
        ("years", "2024-02-29", "2025-02-28", "1"),
        ("years", "2024-02-29", "2028-02-28", "3.997"),  # 365 of 366 days
        ("years", "2024-02-29", "2028-02-29", "4"),
        ("years", "2025-03-01", "2026-03-01", "1"),
        ("years", "1926-09-14", "2026-09-14", "100"),
    ],
)
def test_time_counts_anniversaries(unit: str, since: str, day: str, time: str) -> None:
    """Whole periods to the day, and of the one begun the share of its days that have gone."""
    found = elapsed(unit, since, datetime.date.fromisoformat(day))

    assert found is not None
    assert round(found, 3) == Decimal(time)


@given(
    since=st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1)),
    days=st.integers(0, 20_000),
    unit=st.sampled_from(["days", "weeks", "months", "years"]),
)
@example(since=datetime.date(2024, 2, 29), days=365, unit="years")
@example(since=datetime.date(2024, 1, 31), days=28, unit="months")
def test_time_never_runs_back(since: datetime.date, days: int, unit: str) -> None:
    """A day later is always more time, and never much more than its share."""
    day = since + datetime.timedelta(days=days)
    now = elapsed(unit, since.isoformat(), day)
    later = elapsed(unit, since.isoformat(), day + datetime.timedelta(days=1))

    assert now is not None
    assert later is not None
    shortest = {"days": 1, "weeks": 7, "months": 28, "years": 365}[unit]
    assert 0 < later - now <= Decimal(1) / shortest + Decimal("1e-20")


@pytest.mark.parametrize("since", ["", "2026-09-15"])
def test_no_time_has_passed_without_a_date_or_before_it(since: str) -> None:
    """A date that is blank, or still to come, is nothing missing: there is no time to speak of."""
    step = {"kind": "elapsed", "name": "time", "since": "since", "unit": "days"}

    assert number(step, since=since) == NOTHING


def test_time_counts_from_a_date_column() -> None:
    """Nothing else has a day in it."""
    step = {"kind": "elapsed", "name": "time", "since": "harm", "unit": "days"}

    assert "counts from 'harm', which is no date column" in refused(step)
