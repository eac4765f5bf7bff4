"""The scenarios that ship: each loads, says where its numbers come from, and is true to what is published."""

from typing import Any

import pytest

from allocator import shipped
from allocator.example.figures import load_figures
from allocator.policy import toml
from allocator.policy.loading import load_policy
from allocator.simulation.curves import fitted
from allocator.simulation.loading import load_scenario, names
from allocator.simulation.plan import plan
from allocator.simulation.published import published

FIGURES, FLOW = load_figures(), published()
USUAL = load_scenario("steady-state")
FOLDER = shipped.folder("scenarios")

WANTED = {
    "steady-state",
    "winter-surge",
    "intake-up-20",
    "two-leave",
    "newly-qualified-cohort",
    "agency-withdrawn",
    "team-merger",
    "count-to-workload",
    "protected-caseloads",
    "most-like-us",
}


def own(name: str) -> dict[str, Any]:
    """What a file itself says, without the one it is based on."""
    return toml.read(FOLDER / f"{name}.toml")


def test_what_planners_ask_ships() -> None:
    """Each of the usual questions has its file."""
    assert set(names()) == WANTED


@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_shipped_scenario_can_be_run(name: str) -> None:
    """Its team, its policies and its stages go together, and there is something to compare."""
    ready = plan(load_scenario(name))

    assert len(ready.courses) >= 2
    assert ready.team.cases
    assert ready.scenario.breach is not None


@pytest.mark.parametrize("name", sorted(WANTED))
def test_a_shipped_scenario_asks_one_question_and_names_its_source(name: str) -> None:
    """Its own file has a title, a question that ends as one, and a source, whatever it is based on."""
    said = own(name)

    assert said["question"].endswith("?")
    assert len(said["source"]) > 20
    titles = [own(other)["title"] for other in WANTED]
    assert titles.count(said["title"]) == 1


@pytest.mark.parametrize("name", sorted(WANTED - {"steady-state"}))
def test_every_other_scenario_says_only_what_differs(name: str) -> None:
    """It is based on the steady state, and repeats nothing of it."""
    said, usual = own(name), own("steady-state")

    assert said["based_on"] == "steady-state"
    for key, value in said.items():
        if isinstance(value, dict):
            for inner, given in value.items():
                assert usual.get(key, {}).get(inner) != given or inner == "seed", (
                    f"{name}: {key}.{inner}"
                )
        else:
            assert usual.get(key) != value, f"{name}: {key}"


def test_numbers_that_are_called_published_are() -> None:
    """A figure that a scenario repeats is the one in the file it names."""
    intake, workforce = USUAL.intake, USUAL.workforce

    months = FLOW.uneven.months.values
    assert intake.month_percent == months
    assert intake.rereferral_percent == FIGURES.waiting.rereferral.value
    assert workforce.turnover_percent_a_year == FIGURES.england.turnover.value
    assert workforce.agency_percent == FIGURES.england.agency.value
    assert FLOW.year.conferences.value - 5 < USUAL.stages["section_47"].next_percent[
        "child_protection"
    ] <= FLOW.year.conferences.value  # fmt: skip


def test_sickness_comes_to_the_published_share_of_days() -> None:
    """Spells times their length, each evenly between its band's ends, are 3.5% of the year."""
    sickness = USUAL.workforce.sickness
    assert sickness is not None

    start, days = 0, 0.0
    for spell in sickness.lengths:
        days += spell.percent / 100 * (start + 1 + spell.to_days) / 2
        start = spell.to_days

    share = 100 * sickness.spells_a_year * days / 365.25
    assert share == pytest.approx(FIGURES.england.absence.value, abs=0.2)


def test_a_year_of_leave_is_a_year_of_leave() -> None:
    """Months share out the days without adding any."""
    leave = USUAL.workforce.leave
    assert leave is not None

    assert sum(leave.month_percent.values()) / 12 == pytest.approx(100, abs=0.5)


@pytest.mark.parametrize(
    ("name", "children"),
    [("steady-state", 16), ("agency-withdrawn", 31.3), ("team-merger", 31.3)],
)
def test_unevenness_is_the_published_one_at_the_team_s_size(
    name: str, children: float
) -> None:
    """The sum that the file shows is the number that it uses."""
    uneven = FLOW.uneven
    sizes = {int(n): share for n, share in FIGURES.cases.households.percent.items()}
    siblings = sum(n * n * s for n, s in sizes.items()) / sum(
        n * s for n, s in sizes.items()
    )

    expected = (
        siblings
        + children * (uneven.variance.value - siblings) / uneven.variance_at.value
    )
    intake = load_scenario(name).intake
    assert intake.referrals_per_week * 52.18 / 12 == pytest.approx(children, rel=0.05)
    assert intake.variance_to_mean == pytest.approx(expected, abs=0.06)


def test_assessments_last_as_long_as_published() -> None:
    """The curve goes through every published band."""
    left, points = 100.0, {}
    for band in FLOW.ended.assessments.bands[:-1]:
        left -= band.percent
        points[band.to_days] = left

    assert {
        int(point.days): point.open_percent for point in USUAL.stages["assessment"].open
    } == pytest.approx(points, abs=0.2)


def test_protection_plans_last_as_the_published_bands_say() -> None:
    """The curve is the one the fit gives, so that whoever changes a figure changes it too."""
    curve = fitted(
        FLOW.ended.protection_plans,
        FIGURES.held.age_of_type["child_protection"],
        FIGURES.england.protection_plans.value,
        FLOW.year.protection_plans_started.value,
    )

    stage = USUAL.stages["child_protection"]
    assert stage.open == curve.open
    assert stage.tail_half_days == curve.tail_half_days


def test_newly_qualified_workers_move_up_when_their_grade_says() -> None:
    """The scenario and the grades agree on when somebody is no longer new."""
    level = load_policy("children-workload").competency.levels["newly_qualified"]
    [step] = USUAL.workforce.progression

    assert step.after_months == max(one.until_months for one in level.first_months)


def test_protected_workers_hold_less_for_two_years_and_differ_in_nothing_else() -> None:
    """The compared policy changes how much the newly qualified hold, and only that."""
    usual = load_policy("children-workload")
    protected = load_policy(str(FOLDER / "policies" / "protected-caseloads.toml"))

    assert protected.weighting == usual.weighting
    assert protected.priorities == usual.priorities
    before, after = (
        policy.competency.levels["newly_qualified"] for policy in (usual, protected)
    )
    assert [step.until_months for step in after.first_months] == [12, 24]
    assert all(step.capacity_percent < 90 for step in after.first_months)
    assert (
        after.changed(first_months=before.first_months, new_cases=before.new_cases)
        == before
    )
    assert {
        name: level
        for name, level in protected.competency.levels.items()
        if name != "newly_qualified"
    } == {
        name: level
        for name, level in usual.competency.levels.items()
        if name != "newly_qualified"
    }
