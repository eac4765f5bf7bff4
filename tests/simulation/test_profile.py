"""Scenarios like one authority: its published figures, made out for a team."""

from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import UnknownName
from allocator.example.authorities import authorities, find_authority
from allocator.example.figures import load_figures
from allocator.simulation.balance import balance
from allocator.simulation.journey_fit import CARE
from allocator.simulation.loading import load_scenario
from allocator.simulation.profile import Likeness, cases_of, likeness, variance_to_mean
from allocator.simulation.profile_file import text
from allocator.simulation.published import flows, published

USUAL = load_scenario("steady-state")
FIGURES = load_figures()
# Half of the team's own numbers are settled by the fit; a rounded percentage moves them by about as much as this.
NEAR = 0.02


def settled(found: Likeness, *kinds: str) -> float:
    """Cases of some types, or all, once the scenario has settled."""
    kinds_in = USUAL.intake.types_percent.items()
    week = {
        kind: percent / 100 * found.referrals_per_week for kind, percent in kinds_in
    }
    stages = balance(week, found.stages)
    return sum(stages[kind].cases for kind in kinds or stages)


@pytest.fixture(scope="module")
def everywhere() -> dict[str, Likeness]:
    """Twelve case holders of every authority in turn."""
    return {name: likeness(name, 12, USUAL) for name in authorities()}


def test_every_authority_settles_at_its_published_caseload(
    everywhere: dict[str, Likeness],
) -> None:
    """Wherever the team is, it ends up with the cases its authority's workers hold."""
    assert len(everywhere) == 153
    for name, found in everywhere.items():
        assert settled(found) == pytest.approx(found.cases, rel=NEAR), name


def test_plans_and_care_settle_at_what_is_published(
    everywhere: dict[str, Likeness],
) -> None:
    """Children on a plan and looked after keep their share of the cases, in all authorities but a few odd ones."""
    off = []
    for name, found in everywhere.items():
        authority = found.authority
        share = found.cases / cases_of(authority)
        for kinds, number in (
            (("child_protection",), authority.protection_plans),
            (CARE, authority.looked_after),
        ):
            if number and abs(settled(found, *kinds) / (number * share) - 1) > 0.05:
                off.append(name)

    # Their workers hold fewer cases than they have children on plans and in care with assessments beside them.
    assert set(off) <= {"Dudley", "Liverpool", "Plymouth"}


def test_fewer_come_only_where_so_many_could_not_be_held(
    everywhere: dict[str, Likeness],
) -> None:
    """Referrals are taken as published in most authorities; where they are not, the file says so."""
    moved = [
        name
        for name, found in everywhere.items()
        if abs(found.referrals_per_week / found.referred_per_week - 1) > NEAR
    ]

    assert 20 < len(moved) < 50
    for name, found in everywhere.items():
        assert ("others assess some" in text(found)) == (name in moved), name


def test_rochdale_is_made_out_by_hand() -> None:
    """The numbers of one team, worked out from the published rows."""
    found = likeness("Rochdale", 12, USUAL)
    authority = find_authority("Rochdale")

    hours = FIGURES.workforce.contracted_hours.percent
    full_time = 12 * sum(float(h) * p for h, p in hours.items()) / 100 / 37
    assert authority.caseload is not None
    assert authority.cases is not None
    assert found.cases == pytest.approx(authority.caseload * full_time)
    # 53.2 referrals a week, of which 7.2% end at the front door, for this team's share of the cases.
    assert found.referred_per_week == pytest.approx(
        53.2 * (1 - 0.072) * found.cases / authority.cases
    )
    assert found.rereferral_percent == 17.2
    # 15.7% of posts are vacant, and as many people come from agencies.
    assert found.vacancy_percent == 0
    assert found.stages["assessment"].open[-1].days == pytest.approx(
        84 * 33 / 34, abs=0.1
    )


def test_england_stands_in_where_an_authority_says_nothing() -> None:
    """Westminster publishes no workforce, and still makes a scenario."""
    found = likeness("westminster", 12, USUAL)

    england = FIGURES.england
    assert found.profile.caseload == england.caseload.value
    assert found.profile.turnover_percent == england.turnover.value
    # England's case holders hold about four fifths of the children in need.
    open_cases = find_authority("Westminster").open_cases
    assert open_cases is not None
    assert cases_of(found.authority) == pytest.approx(0.8 * open_cases, rel=0.02)


def test_an_authority_nobody_publishes_about_is_answered_with_the_nearest() -> None:
    """A wrong name is told together with the right one."""
    with pytest.raises(UnknownName, match="'Rochdale'"):
        likeness("Rochdal", 12, USUAL)


def test_a_small_part_of_an_authority_is_less_uneven_than_all_of_it() -> None:
    """Siblings stay; what moves everyone at once shrinks with the number."""
    own = flows()["Leeds"]
    months = [month for month in own.months if month is not None]
    whole = variance_to_mean(own, sum(months) / 12 / (365.25 / 12 / 7))

    sizes = {1: 68, 2: 20, 3: 8, 4: 4}
    children = sum(n * share for n, share in sizes.items())
    siblings = sum(n * n * share for n, share in sizes.items()) / children
    assert variance_to_mean(own, 1e-9) == pytest.approx(siblings)
    assert siblings < variance_to_mean(own, 4) < whole
    assert 3.9 <= whole <= 9.4


def test_an_authority_without_all_its_months_is_as_uneven_as_most() -> None:
    """Where a month is suppressed, the published middle of all authorities stands in."""
    own = next(own for own in flows().values() if None in own.months)
    uneven = published().uneven

    at = uneven.variance_at.value * 12 / 52.18
    assert variance_to_mean(own, at) == pytest.approx(uneven.variance.value, rel=1e-3)


def test_what_is_written_is_read_back(
    everywhere: dict[str, Likeness], tmp_path: Path
) -> None:
    """Every file loads, says what it was made from, and settles as it should."""
    for number, (name, found) in enumerate(everywhere.items()):
        file = tmp_path / f"{number}.toml"
        file.write_text(text(found), encoding="utf-8")

        read = load_scenario(str(file))

        assert read.base.authority == name
        assert read.title == f"Most like us: {name}"
        assert read.intake.referrals_per_week == pytest.approx(
            found.referrals_per_week, abs=0.005
        )
        assert {**read.stages} == {
            kind: stage.changed(source=USUAL.stages[kind].source)
            for kind, stage in found.stages.items()
        }


def test_the_example_that_ships_is_what_the_command_writes() -> None:
    """The shipped file can be made again, and is like no other by accident."""
    file = shipped.folder("scenarios") / "most-like-us.toml"

    assert file.read_text(encoding="utf-8") == text(likeness("Rochdale", 12, USUAL))


def test_a_seed_makes_another_team_and_nothing_else() -> None:
    """Only the line of the seed differs."""
    found = likeness("Rochdale", 12, USUAL)
    one, two = text(found, 1).splitlines(), text(found, 2).splitlines()

    assert [b for a, b in zip(one, two, strict=True) if a != b] == [
        "seed = 2                    # another seed, another team"
    ]


def test_every_type_of_an_example_has_a_stage() -> None:
    """A team drawn from any profile can be simulated: there is a stage for whatever type it may hold."""
    held = FIGURES.cases.types.percent
    waiting = FIGURES.waiting.types.percent

    assert {*held, *waiting} <= {*USUAL.stages}
