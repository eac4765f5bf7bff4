"""The figures scenarios are fitted to."""

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy
from allocator.example.authorities import authorities
from allocator.example.figures import Band, load_figures
from allocator.policy import toml
from allocator.simulation.published import Flow, flows, published

YEAR = published().year
OWN = flows()


def test_every_authority_has_a_row_of_its_own() -> None:
    """Whoever has a profile has referrals beside it, under the same name and in the same order."""
    assert [*OWN] == [*authorities()]


def test_the_authorities_together_are_england() -> None:
    """Counts of all authorities add up to what is published for the country."""
    referrals = sum(own.referrals or 0 for own in OWN.values())
    started = sum(own.episodes_started or 0 for own in OWN.values())
    ended = sum(own.episodes_ended or 0 for own in OWN.values())

    assert referrals == pytest.approx(YEAR.referrals.value, rel=1e-3)
    assert started == pytest.approx(YEAR.episodes_started.value, rel=1e-3)
    assert ended == pytest.approx(YEAR.episodes_ended.value, rel=1e-3)


def test_both_files_of_authorities_tell_the_same_referrals() -> None:
    """A year of referrals in the one is 52 times a week of them in the other."""
    for name, authority in authorities().items():
        year, week = OWN[name].referrals, authority.referrals_per_week
        if year is not None and week is not None:
            assert year / 52 == pytest.approx(week, abs=0.06), name


def test_referrals_become_episodes_but_for_the_two_shares() -> None:
    """Referrals less those that end at once and those not in need are the episodes that began, as the file says."""
    kept = 1 - (YEAR.no_further_action.value + YEAR.not_in_need.value) / 100

    assert YEAR.referrals.value * kept == pytest.approx(
        YEAR.episodes_started.value, rel=0.01
    )


def test_months_average_to_a_month() -> None:
    """A year has what twelve average months have."""
    months = published().uneven.months.values

    assert [*months] == [str(number) for number in range(1, 13)]
    assert sum(months.values()) / 12 == pytest.approx(100, abs=0.1)


def test_what_ended_and_what_is_open_are_told_in_the_same_bands() -> None:
    """The fit lays the two beside each other, so their bands must end on the same days."""

    def ends(bands: tuple[Band, ...]) -> list[int]:
        return [band.to_days for band in bands[:-1]]

    ended, held = published().ended, load_figures().held
    assert ends(ended.episodes.bands) == ends(held.age_of_all.bands)
    assert ends(ended.protection_plans.bands) == ends(
        held.age_of_type["child_protection"].bands
    )


def test_the_assessments_that_ended_agree_with_the_ages_of_open_ones() -> None:
    """How old open assessments are, in the other file, follows from how long assessments take."""
    ends = [0.0]
    left = [100.0]
    for band in published().ended.assessments.bands:
        ends.append(band.to_days)
        left.append(left[-1] - band.percent)
    bands = load_figures().held.age_of_type["assessment"].bands

    def days_until(day: float) -> float:
        """Days spent open up to one, for each 100 that begin."""
        spent = 0.0
        for start, end, before, after in zip(
            ends[:-1], ends[1:], left[:-1], left[1:], strict=True
        ):
            stop = min(day, end)
            if stop > start:
                at = before + (after - before) * (stop - start) / (end - start)
                spent += (before + at) / 2 * (stop - start)
        return spent

    start, whole = 0.0, days_until(ends[-1])
    for band in bands:
        share = 100 * (days_until(band.to_days) - days_until(start)) / whole
        assert share == pytest.approx(band.percent, abs=1), band.to_days
        start = band.to_days


def test_a_figure_without_a_source_is_refused() -> None:
    """Nothing is added to the file without saying where it comes from."""
    path = shipped.toml("flow", "scenarios", "figures")
    content = toml.read(path)
    del content["year"]["referrals"]["source"]

    with pytest.raises(
        InvalidPolicy, match=r"flow.toml, year.referrals.source: is missing"
    ):
        toml.parse(Flow, content, path)


def test_what_is_suppressed_is_blank_and_not_nothing() -> None:
    """A blank is told apart from a zero."""
    suppressed = [own for own in OWN.values() if own.no_further_action_percent is None]

    assert 0 < len(suppressed) < 20
    assert all(len(own.months) == 12 for own in OWN.values())
    assert any(None in own.months for own in OWN.values())
