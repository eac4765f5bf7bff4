"""The claim of ``[sizing]``: an average caseload of an average mix fills a full-time ordinary social worker."""

import datetime
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from allocator import shipped
from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.example.batch import AS_OF
from allocator.example.chance import streams
from allocator.example.figures import Figures, load_figures
from allocator.example.held import held_cases
from allocator.example.setting import Profile, Setting
from allocator.example.workforce import Workforce, recruit
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.policy.weighting import Sizing
from allocator.workload.measure import Workload

# Enough that the luck of the draw moves the average by about one percentage point.
WORKERS = 200
CHILDREN = frozenset(load_figures().cases.types.percent)
SIZED = [
    name
    for name in shipped.names("models", "policies")
    if (sizing := load_policy(name).weighting.sizing)
    and sizing.mix_percent.keys() <= CHILDREN
]


@pytest.fixture(params=SIZED)
def policy(request: pytest.FixtureRequest) -> Policy:
    """Each shipped policy whose weighting says what it is sized to."""
    return load_policy(request.param)


def sizing_of(policy: Policy) -> Sizing:
    """The caseload and mix that a weighting is sized to."""
    assert policy.weighting.sizing is not None
    return policy.weighting.sizing


def average_team(policy: Policy) -> Team:
    """Full-time ordinary workers, nobody away, with the average caseload of the average mix between them.

    What the cases are like (stage, complexity, interventions, agencies, siblings) is drawn as for an example,
    from ``scenarios/figures/england.toml``.
    """
    sizing = sizing_of(policy)
    figures = mixed(load_figures(), sizing.mix_percent)
    england = figures.england
    profile = Profile(
        caseload=england.caseload.value,
        agency_percent=england.agency.value,
        absence_percent=england.absence.value,
        turnover_percent=england.turnover.value,
        relative={},
    )
    setting = Setting(profile, figures, AS_OF, streams(1))
    drawn = recruit(setting, WORKERS, 1)
    workers = tuple(ordinary(worker, policy) for worker in drawn.case_holders)
    workforce = Workforce(workers, (), (), drawn.patches)
    cases = held_cases(setting, workforce, round(sizing.caseload * WORKERS))
    return Team(workers=workers, cases=tuple(cases))


def mixed(figures: Figures, mix: dict[str, Decimal]) -> Figures:
    """The figures with cases in the mix that a weighting states."""
    percent = {case_type: float(share) for case_type, share in mix.items()}
    cases = figures.cases.changed(types=figures.cases.types.changed(percent=percent))
    return figures.changed(cases=cases)


def ordinary(worker: Worker, policy: Policy) -> Worker:
    """A worker as a full-time ordinary one without other duties, who travels the journey the policy calls average."""
    return Worker(
        worker_id=worker.worker_id,
        contracted_hours=float(policy.weighting.capacity.full_time_hours),
        seniority=policy.competency.ordinary,
        skills=worker.skills,
        team=worker.team,
    )


def test_an_average_caseload_fills_a_full_time_worker(policy: Policy) -> None:
    """An average case holder at the published average caseload sits near 100% of capacity."""
    workload = Workload(average_team(policy), policy, AS_OF)

    holdings = workload.holdings.values()
    held = sum(holding.held for holding in holdings)
    capacity = sum(holding.capacity.quanta for holding in holdings)
    assert 95 <= 100 * held / capacity <= 105


def test_the_average_team_has_the_stated_mix(policy: Policy) -> None:
    """The caseload that is weighed is the one that the file states, type by type."""
    sizing = sizing_of(policy)

    cases = average_team(policy).cases

    counts = Counter(case.type for case in cases)
    assert len(cases) == round(sizing.caseload * WORKERS)
    for case_type, percent in sizing.mix_percent.items():
        assert abs(counts[case_type] - len(cases) * percent / 100) <= 1


def test_the_caseload_is_the_published_one(policy: Policy) -> None:
    """The weighting and the figures of the examples state one average caseload and one mix of cases."""
    sizing, figures = sizing_of(policy), load_figures()

    assert float(sizing.caseload) == figures.england.caseload.value
    assert {kind: float(share) for kind, share in sizing.mix_percent.items()} == (
        figures.cases.types.percent
    )


def test_an_average_caseload_of_adults_fills_a_week() -> None:
    """The sum that stands in the adults' weighting: the mix, and an intervention in every other case."""
    policy = load_policy("adults-workload")
    sizing = sizing_of(policy)
    someone = Worker(
        worker_id="W1", contracted_hours=37, localities=frozenset({"here"})
    )
    facts: dict[str, Any] = {
        "complexity": "medium",
        "start_date": AS_OF - datetime.timedelta(weeks=26),
        "locality": "here",
        "worker_id": "W1",
    }
    cases = [Case(case_id=kind, type=kind, **facts) for kind in sizing.mix_percent]
    workload = Workload(Team(workers=(someone,), cases=tuple(cases)), policy, AS_OF)
    units = policy.weighting.units

    plain = sum(
        units(workload.asked[case.case_id].quanta)
        * float(sizing.mix_percent[case.type])
        / 100
        for case in cases
    )
    asked = float(sizing.caseload) * (plain + 18 / 2)

    assert plain == pytest.approx(90.35)
    assert 95 <= 100 * asked / units(workload.capacity(someone).quanta) <= 105
