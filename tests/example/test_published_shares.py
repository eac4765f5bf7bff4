"""Whether a large example reproduces the figures it is drawn from, within sampling error."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

import pytest

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.example import AS_OF, generate
from allocator.example.authorities import find_authority
from allocator.example.chance import streams
from allocator.example.figures import Band, load_figures
from allocator.example.households import case_mix
from allocator.example.setting import Setting, profile_of

FIGURES = load_figures()
# Brothers and sisters share most of what they are, so chance is counted in households, of 1.4 children.
CHILDREN_PER_HOUSEHOLD = 1.4


@pytest.fixture(scope="module")
def large_authority() -> Team:
    """About 330 case holders with 5,000 cases held and 2,000 waiting."""
    return generate("Rochdale", 330, 2000, 1, held=5000, teams=30)


@pytest.fixture(scope="module")
def held_cases(large_authority: Team) -> list[Case]:
    """The cases people hold in the large authority."""
    return [case for case in large_authority.cases if not case.is_waiting]


@pytest.fixture(scope="module")
def case_holders(large_authority: Team) -> list[Worker]:
    """Those who carry cases in the large authority."""
    return [worker for worker in large_authority.workers if worker.carries_cases]


def band_of(days: int, bands: Sequence[Band]) -> int:
    """The end of the band a number of days falls in; a weekend may have moved it past the last."""
    return next(
        (band.to_days for band in bands if days < band.to_days), bands[-1].to_days
    )


def assert_shares(
    found: Iterable[object], percent: Mapping[str, float], together: float = 1.0
) -> None:
    """Every share lies within four standard errors of what it should be."""
    counts = Counter(str(each) for each in found)
    total = sum(counts.values())
    assert counts.keys() <= percent.keys()
    for key, expected in percent.items():
        share = expected / 100
        error = sqrt(share * (1 - share) / (total / together))
        assert abs(counts[key] / total - share) <= 4 * error + 1 / total, key


def test_types_follow_the_mix_of_the_authority(held_cases: list[Case]) -> None:
    """Held cases have the published mix, moved by the authority's own protection plans and care."""
    profile = profile_of(find_authority("Rochdale"), FIGURES.england)
    mix = case_mix(Setting(profile, FIGURES, AS_OF, streams(1)))

    assert_shares((case.type for case in held_cases), mix)
    assert mix["looked_after"] > FIGURES.cases.types.percent["looked_after"]
    assert sum(mix.values()) == pytest.approx(100)


def test_waiting_types_follow_a_year_s_flow(large_authority: Team) -> None:
    """Waiting cases are what comes in, mostly assessments and section 47 enquiries."""
    assert_shares(
        (case.type for case in large_authority.waiting), FIGURES.waiting.types.percent
    )


def test_cases_have_been_open_as_long_as_published(held_cases: list[Case]) -> None:
    """The whole caseload follows the published durations of open episodes."""
    bands = FIGURES.held.age_of_all.bands
    ages = [(AS_OF - case.start_date).days for case in held_cases if case.start_date]

    found = [band_of(age, bands) for age in ages]

    # Types with durations of their own fill the first band and a little more than all of it.
    shares = {str(band.to_days): band.percent for band in bands}
    counts = Counter(str(each) for each in found)
    for key, percent in shares.items():
        assert 100 * counts[key] / len(ages) == pytest.approx(percent, abs=1.5), key


@pytest.mark.parametrize("case_type", ["assessment", "child_protection"])
def test_a_type_with_durations_of_its_own_follows_them(
    held_cases: list[Case], case_type: str
) -> None:
    """Open assessments and protection plans are as old as their own published durations say."""
    bands = FIGURES.held.age_of_type[case_type].bands
    ages = [
        (AS_OF - case.start_date).days
        for case in held_cases
        if case.start_date and case.type == case_type
    ]

    found = [band_of(age, bands) for age in ages]

    assert_shares(
        found,
        {str(band.to_days): band.percent for band in bands},
        CHILDREN_PER_HOUSEHOLD**2,
    )


def test_complexity_follows_the_figures(held_cases: list[Case]) -> None:
    """A quarter of cases each are of low and high complexity, and half of medium."""
    assert_shares(
        (case.complexity for case in held_cases),
        FIGURES.cases.complexity.percent,
        CHILDREN_PER_HOUSEHOLD**2,
    )


def test_criteria_agree_with_the_judgement_beside_them(held_cases: list[Case]) -> None:
    """Where the criteria columns are filled in, more of them means more complex."""
    scored = [case for case in held_cases if case.criteria]

    def score(case: Case) -> int:
        return sum(
            int(case.criteria[name]) for name in ("harm", "family_needs", "engagement")
        )

    highest = {
        c: max(score(case) for case in scored if case.complexity == c)
        for c in ("low", "medium")
    }
    lowest = {
        c: min(score(case) for case in scored if case.complexity == c)
        for c in ("medium", "high")
    }
    assert 0.2 < len(scored) / len(held_cases) < 0.3
    assert highest["low"] <= lowest["medium"] + 1
    assert highest["medium"] < lowest["high"]


def test_close_to_half_of_all_children_have_siblings_with_them(
    held_cases: list[Case],
) -> None:
    """About 45% of children are in a sibling group of at most four."""
    groups = Counter(case.group_id for case in held_cases if case.group_id)

    assert sum(groups.values()) / len(held_cases) == pytest.approx(0.45, abs=0.03)
    assert set(groups.values()) == {2, 3, 4}


def test_factors_lead_to_the_skills_asked_for(large_authority: Team) -> None:
    """Domestic abuse and parents' mental health are asked for most often, as assessments find them."""
    asked = Counter(
        skill for case in large_authority.waiting for skill in case.skills_required
    )
    commonest = {skill for skill, _ in asked.most_common(3)}

    assert {"domestic_abuse", "parental_mental_health"} <= commonest
    assert max(len(case.skills_required) for case in large_authority.waiting) == 2


def test_grades_and_hours_follow_the_workforce_census(
    case_holders: list[Worker],
) -> None:
    """Case holders have the published mix of grades and the published mean of hours."""
    hours = (f"{worker.contracted_hours:g}" for worker in case_holders)

    assert_shares(
        (w.seniority for w in case_holders), FIGURES.workforce.seniority.percent
    )
    assert_shares(hours, FIGURES.workforce.contracted_hours.percent)


def test_agency_share_is_the_authority_s_own(case_holders: list[Worker]) -> None:
    """As many experienced people come from agencies as the authority publishes."""
    settled = [
        worker for worker in case_holders if worker.seniority != "newly_qualified"
    ]
    published = find_authority("Rochdale").agency_percent

    assert published is not None
    assert_shares(
        ("agency" if "agency" in worker.role else "own" for worker in settled),
        {"agency": published, "own": 100 - published},
    )


def test_skills_grow_with_grade(case_holders: list[Worker]) -> None:
    """Most workers have six to ten skills on record, at levels that rise with experience."""
    recorded = [len(worker.skills) for worker in case_holders]

    def mean_level(grade: str) -> float:
        levels = [
            n for w in case_holders if w.seniority == grade for n in w.skills.values()
        ]
        return sum(levels) / len(levels)

    grades = ("newly_qualified", "social_worker", "experienced", "advanced")
    assert sum(6 <= number <= 10 for number in recorded) / len(recorded) > 0.8
    assert sorted(grades, key=mean_level) == list(grades)
