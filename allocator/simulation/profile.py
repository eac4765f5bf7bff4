"""What a team of one authority would meet: its published figures made out for so many case holders."""

from collections.abc import Mapping
from typing import NamedTuple

from allocator.example.authorities import Authority, authorities, find_authority
from allocator.example.figures import Figures, load_figures
from allocator.example.setting import Profile, profile_of
from allocator.simulation.journey_fit import Wanted, fitted_journey
from allocator.simulation.published import AuthorityFlow, flows, published
from allocator.simulation.scenario import Scenario
from allocator.simulation.stages import Stage

# Half of all authorities' years lie between these; one year of twelve months says little about one of them.
_UNEVEN = (3.9, 9.4)
_MONTHS = 12
_WEEKS_A_YEAR = 52.18


class Likeness(NamedTuple):
    """A scenario's numbers, so that its team is the authority's in small."""

    authority: Authority
    profile: Profile
    workers: int
    cases: float
    waiting: int
    referred_per_week: float
    referrals_per_week: float
    variance_to_mean: float
    rereferral_percent: float
    vacancy_percent: float
    spells_a_year: float
    waiting_limit: int | None
    stages: Mapping[str, Stage]
    usual: Mapping[str, Stage]


def likeness(name: str, workers: int, usual: Scenario) -> Likeness:
    """The numbers of one authority for so many case holders; England's stand in where its own are suppressed.

    Raises UnknownName for an authority nobody publishes about.
    """
    authority, figures = find_authority(name), load_figures()
    own, profile = flows()[authority.name], profile_of(authority, figures.england)
    cases = profile.caseload * workers * mean_full_time(figures)
    share = cases / cases_of(authority)
    arriving = becoming_cases(authority, own) * share
    absence = profile.absence_percent / figures.england.absence.value
    sickness = usual.workforce.sickness
    journey = fitted_journey(
        usual, arriving, own.assessment_days_p50, wanted(authority, share, cases)
    )
    arrives = journey.arriving_per_week
    return Likeness(
        authority=authority,
        profile=profile,
        workers=workers,
        cases=cases,
        waiting=round(arrives),
        referred_per_week=arriving,
        referrals_per_week=arrives,
        variance_to_mean=variance_to_mean(own, arrives),
        rereferral_percent=_or(
            own.rereferral_percent, figures.waiting.rereferral.value
        ),
        # Agency workers stand in for vacancies and are counted among those who hold cases.
        vacancy_percent=round(
            max(0.0, (authority.vacancy_percent or 0) - profile.agency_percent), 1
        ),
        spells_a_year=absence * (sickness.spells_a_year if sickness else 0),
        waiting_limit=_waiting_limit(usual, arrives),
        stages=journey.stages,
        usual=usual.stages,
    )


def mean_full_time(figures: Figures) -> float:
    """Full-time equivalents in one case holder."""
    hours = figures.workforce.contracted_hours.percent
    mean = sum(float(each) * percent for each, percent in hours.items()) / 100
    return mean / figures.workforce.full_time.value


def cases_of(authority: Authority) -> float:
    """The cases its social workers hold; where that is suppressed, England's share of the children in need."""
    if authority.cases:
        return authority.cases
    both = [one for one in authorities().values() if one.cases and one.open_cases]
    held = sum(one.cases or 0 for one in both) / sum(
        one.open_cases or 0 for one in both
    )
    return held * (authority.open_cases or 0)


def becoming_cases(authority: Authority, own: AuthorityFlow) -> float:
    """Children in a week whose referral does not end at the front door."""
    ended = _or(own.no_further_action_percent, published().year.no_further_action.value)
    return (authority.referrals_per_week or 0) * (1 - ended / 100)


def variance_to_mean(own: AuthorityFlow, arriving_per_week: float) -> float:
    """How uneven so small a part of an authority's months is.

    Sibling groups make the same part of it at any size; what moves the whole authority at once grows with the number.
    """
    sizes = load_figures().cases.households.percent
    children = sum(int(size) * percent for size, percent in sizes.items())
    siblings = (
        sum(int(size) ** 2 * percent for size, percent in sizes.items()) / children
    )
    whole, a_month = _unevenness(own)
    monthly = arriving_per_week * _WEEKS_A_YEAR / _MONTHS
    return siblings + max(0, whole - siblings) * monthly / a_month


def wanted(authority: Authority, share: float, cases: float) -> Wanted:
    """The cases the team should settle at, in all and of the two kinds that are published."""
    plans, care = authority.protection_plans, authority.looked_after
    return Wanted(
        cases=cases,
        protection=None if plans is None else plans * share,
        care=None if care is None else care * share,
    )


def _unevenness(own: AuthorityFlow) -> tuple[float, float]:
    """The variance of its months against England's pattern, divided by their mean, and that mean."""
    uneven = published().uneven
    months = [month for month in own.months if month is not None]
    if len(months) < _MONTHS:
        return uneven.variance.value, uneven.variance_at.value
    mean = sum(months) / _MONTHS
    expected = [mean * percent / 100 for percent in uneven.months.values.values()]
    squares = sum(
        (month - usual) ** 2 / usual
        for month, usual in zip(months, expected, strict=True)
    )
    least, most = _UNEVEN
    return min(most, max(least, squares / (_MONTHS - 1))), mean


def _waiting_limit(usual: Scenario, arriving: float) -> int | None:
    """How many cases may wait before the team has broken: as many weeks of referrals as usual."""
    if usual.breach is None or usual.breach.waiting_cases is None:
        return None
    weeks = usual.breach.waiting_cases / usual.intake.referrals_per_week
    return round(weeks * arriving)


def _or(value: float | None, stand_in: float) -> float:
    return stand_in if value is None else value
