"""Two years simulated for some authorities, against what they and England publish."""

from collections.abc import Sequence
from statistics import fmean
from typing import NamedTuple

import numpy as np

from allocator.domain.history import CaseRow, History
from allocator.example.authorities import Authority, authorities
from allocator.example.figures import Bands, load_figures
from allocator.simulation.plan import plan
from allocator.simulation.profile import Likeness, likeness, mean_full_time
from allocator.simulation.published import flows, published
from allocator.simulation.replication import replicate
from allocator.simulation.scenario import Base, Line, Scenario
from benchmarks.backcast.ages import ages

WEEKS = 104
EVERY = 25
# After so many days since they came, how many cases are still open; each is the end of a published band.
AGES = (91, 182, 364)
# What most services do: whoever has fewest cases gets the next, and nothing waits.
_PRACTICE = Line(
    name="counting", policy="children-workload", solver="caseload-count-blind"
)


class Span(NamedTuple):
    """One authority's simulated years beside its published figures.

    ``expected_percent`` are the shares still open that its journey comes to without a simulation.
    """

    name: str
    workers: int
    caseload: float
    caseload_published: float
    arrived: float
    closed: float
    open_percent: tuple[float, ...]
    expected_percent: tuple[float, ...]


def chosen(every: int = EVERY) -> list[str]:
    """Authorities that nobody picked: every so many-th in the alphabet of those that publish all that is needed."""
    own = flows()
    complete = [
        name
        for name, authority in authorities().items()
        if _is_complete(authority) and own[name].assessment_days_p50
    ]
    return complete[every // 2 :: every]


def _is_complete(authority: Authority) -> bool:
    return all(
        value is not None
        for value in (
            authority.caseload,
            authority.cases,
            authority.protection_plans,
            authority.looked_after,
            authority.turnover_percent,
        )
    )


def simulated(name: str, workers: int, replications: int, usual: Scenario) -> Span:
    """A team of one authority for the span, cases given out by counting, averaged over replications."""
    like = likeness(name, workers, usual)
    journey = ages(usual.intake.types_percent, like.stages)
    by_age = np.sum([*journey.values()], axis=0)
    ready = plan(_scenario(like, usual))
    runs = [replicate(ready, 0, number) for number in range(1, replications + 1)]
    ends = [run.weeks[-1] for run in runs]
    full_time = workers * mean_full_time(load_figures())
    at_end = fmean(
        week.held + _waiting(run) for run, week in zip(runs, ends, strict=True)
    )
    return Span(
        name=like.authority.name,
        workers=workers,
        caseload=at_end / full_time,
        caseload_published=like.profile.caseload,
        arrived=fmean(sum(week.arrived for week in run.weeks) for run in runs),
        closed=fmean(sum(week.closed for week in run.weeks) for run in runs),
        open_percent=tuple(
            100 * still_open([case for run in runs for case in run.cases], age)
            for age in AGES
        ),
        expected_percent=tuple(100 * float(by_age[age] / by_age[0]) for age in AGES),
    )


def still_open(cases: Sequence[CaseRow], age: float) -> float:
    """The share of cases that came in the run and are open so many days later, of those the run watched so long.

    Whoever came too late to be watched for so long is left out, open or closed.
    """
    watched = [
        case
        for case in cases
        if case.arrived is not None and 0 < case.arrived <= WEEKS * 7 - age
    ]
    left = sum(
        case.closed is None or case.closed - _came(case) > age for case in watched
    )
    return left / len(watched) if watched else 0.0


def england_open_percent() -> tuple[float, ...]:
    """The same of England: episodes of need as published, and children not in need who leave with their assessment."""
    year, ended = published().year, published().ended
    not_in_need = year.not_in_need.value / (100 - year.no_further_action.value)

    def left(gone: Bands, age: int) -> float:
        return 100 - sum(band.percent for band in gone.bands if band.to_days <= age)

    return tuple(
        (1 - not_in_need) * left(ended.episodes, age)
        + not_in_need * left(ended.assessments, age)
        for age in AGES
    )


def _scenario(like: Likeness, usual: Scenario) -> Scenario:
    """The scenario that from-profile would write, for a year and with everything given out."""
    sickness = usual.workforce.sickness
    return usual.changed(
        base=Base(
            authority=like.authority.name, workers=like.workers, waiting=like.waiting
        ),
        run=usual.run.changed(weeks=WEEKS),
        compare=(_PRACTICE,),
        stages=dict(like.stages),
        intake=usual.intake.changed(
            referrals_per_week=like.referrals_per_week,
            variance_to_mean=like.variance_to_mean,
            rereferral_percent=like.rereferral_percent,
        ),
        workforce=usual.workforce.changed(
            turnover_percent_a_year=like.profile.turnover_percent,
            agency_percent=like.profile.agency_percent,
            vacancy_percent=like.vacancy_percent,
            sickness=sickness and sickness.changed(spells_a_year=like.spells_a_year),
        ),
    )


def _waiting(run: History) -> int:
    return sum(case.state == "waiting" for case in run.cases)


def _came(case: CaseRow) -> float:
    return case.arrived or 0.0
