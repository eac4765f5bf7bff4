"""The households that come in: when, how many children, and what they need, whatever becomes of them."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

from numpy.random import Generator

from allocator.domain.case import Case, Urgency
from allocator.domain.team import Team
from allocator.example.chance import drawn, happens, one_of
from allocator.example.figures import Figures, Shares
from allocator.example.households import Household
from allocator.example.referrals import referral_on
from allocator.example.ties import Ties
from allocator.example.waiting import family_cases
from allocator.simulation.intake_plan import Intake, Shock
from allocator.simulation.scenario import Scenario
from allocator.simulation.streams import Streams

_WEEK = 7
_DAYS_IN_A_MONTH = 365.25 / 12


class Family(NamedTuple):
    """One household as it is referred; for one that has been here before, ``back`` says how to find out which."""

    day: float
    cases: tuple[Case, ...]
    back: float | None = None


@dataclass(frozen=True)
class Referrals:
    """Where households come from: a scenario, the figures it is drawn with, and the team they come to."""

    scenario: Scenario
    figures: Figures
    team: Team
    start: datetime.date
    streams: Streams

    def families(self) -> list[Family]:
        """Everybody who comes in the weeks of the run, in the order they come."""
        weeks = range(1, self.scenario.run.weeks + 1)
        usual = (family for week in weeks for family in self._of_week(week))
        shocks = (family for shock in self.scenario.shock for family in self._of(shock))
        return sorted([*usual, *shocks], key=lambda family: family.day)

    def moments(self, week: int) -> Iterator[float]:
        """The days of the run on which households come in one week: by chance, at the pace of each day."""
        paces = [self._expected(week, day) for day in range(_WEEK)]
        gaps = self.streams.of("arrivals", week)
        reached, before, day = float(gaps.exponential()), 0.0, 0
        while day < _WEEK:
            if reached >= before + paces[day]:
                before += paces[day]
                day += 1
            else:
                yield _WEEK * (week - 1) + day + (reached - before) / paces[day]
                reached += float(gaps.exponential())

    def _of_week(self, week: int) -> Iterator[Family]:
        """The households of one week; the k-th is the same family however many others there are."""
        for number, moment in enumerate(self.moments(week), 1):
            chance = self.streams.of("household", week, number)
            kind = drawn(self.scenario.intake.types_percent, chance)
            urgency = drawn(self.figures.waiting.urgency.percent[kind], chance)
            name = f"R{week:02}.{number:02}"
            yield self._family(moment, kind, cast(Urgency, urgency), name, chance)

    def _of(self, shock: Shock) -> Iterator[Family]:
        """The households that come because of something that happened, some time in its week."""
        for number in range(1, shock.households + 1):
            chance = self.streams.of("shock", shock.title, number)
            day = _WEEK * (shock.week - 1) + _WEEK * float(chance.random())
            name = f"{shock.title} {number}"
            yield self._family(day, shock.type, shock.urgency, name, chance)

    def _family(
        self, day: float, kind: str, urgency: Urgency, name: str, chance: Generator
    ) -> Family:
        figures = self.figures
        children = 1
        if kind in figures.words.sibling_types:
            children = int(drawn(figures.cases.households.percent, chance))
        waiting, today = figures.waiting, self.start + datetime.timedelta(days=int(day))
        referral = referral_on(waiting, today, Household(kind, children), urgency)
        is_back = happens(self.scenario.intake.rereferral_percent, chance)
        back = float(chance.random())
        ties = self._ties(name if children > 1 else "", chance)
        ids = [f"{name}{chr(96 + n)}" for n in range(1, children + 1)]
        # Where the batch names no localities, neither do those who come.
        patch = self.patches.get(ties.team, self.localities) or ("",)
        cases = tuple(family_cases(figures, referral, ties, patch, ids, chance))
        return Family(day, cases, back if is_back else None)

    def _ties(self, group_id: str, chance: Generator) -> Ties:
        """A team for most, and for a few somebody who must not have them."""
        figures, teams = self.figures.waiting, list(self.patches)
        team = one_of(teams, chance) if teams else ""
        if len(teams) > 1 and not happens(figures.names_team.value, chance):
            team = ""
        near = [
            w for w in self.team.workers if w.carries_cases and team in ("", w.team)
        ]
        is_barred = happens(figures.barred.value, chance)
        who = one_of(near, chance).worker_id if near else ""
        barred = (who,) if is_barred and len(near) > 1 else ()
        return Ties(team, group_id, barred_worker_ids=barred)

    def _expected(self, week: int, day: int) -> float:
        """Households to be expected on one day of a week."""
        intake = self.scenario.intake
        date = self.start + datetime.timedelta(days=_WEEK * (week - 1) + day)
        expected = intake.referrals_per_week / _WEEK / self._children[0]
        expected *= intake.month_percent.get(str(date.month), 100) / 100
        for change in intake.change:
            if change.covers(week):
                expected *= change.percent / 100
        return expected * self._month(date.year, date.month)

    def _month(self, year: int, month: int) -> float:
        """How this month differs from others of its name: referrals vary more than by chance alone."""
        mean, mean_square = self._children
        of_siblings = mean_square / mean
        intake = self.scenario.intake
        a_month = intake.referrals_per_week / _WEEK * _DAYS_IN_A_MONTH
        beyond = intake.variance_to_mean - of_siblings
        if beyond <= 0 or not a_month:
            return 1
        shape = a_month / beyond
        return float(self.streams.of("month", year, month).gamma(shape, 1 / shape))

    @cached_property
    def _children(self) -> tuple[float, float]:
        """Children in a household on average, and their square."""
        sizes = self.figures.cases.households.percent
        whole = sum(sizes.values())
        mean = sum(int(n) * percent for n, percent in sizes.items()) / whole
        square = sum(int(n) ** 2 * percent for n, percent in sizes.items()) / whole
        kinds = self.scenario.intake.types_percent
        several = sum(
            percent
            for kind, percent in kinds.items()
            if kind in self.figures.words.sibling_types
        ) / sum(kinds.values())
        return 1 + several * (mean - 1), 1 + several * (square - 1)

    @cached_property
    def patches(self) -> dict[str, tuple[str, ...]]:
        """Where each team with case holders works."""
        found: dict[str, set[str]] = {}
        for worker in self.team.workers:
            if worker.carries_cases:
                found.setdefault(worker.team, set()).update(worker.localities)
        return {team: tuple(sorted(places)) for team, places in found.items()}

    @cached_property
    def localities(self) -> tuple[str, ...]:
        """Everywhere the teams work."""
        return tuple(
            sorted({place for patch in self.patches.values() for place in patch})
        )


def figures_for(intake: Intake, figures: Figures, team: Team) -> Figures:
    """The figures households are drawn with: the published ones, save where a scenario says otherwise."""
    cases, waiting = figures.cases, figures.waiting

    def shares(published: Shares, own: Mapping[str, float]) -> Shares:
        return published.changed(percent=dict(own)) if own else published

    urgency = {**waiting.urgency.percent, **intake.urgency_percent}
    places = {place for worker in team.workers for place in worker.localities}
    return figures.changed(
        cases=cases.changed(
            complexity=shares(cases.complexity, intake.complexity_percent),
            households=shares(cases.households, intake.siblings_percent),
        ),
        waiting=waiting.changed(urgency=waiting.urgency.changed(percent=urgency)),
        words=figures.words.changed(localities=tuple(sorted(places))),
    )
