"""Weighs one case at a time: every term, where it comes from, and what had to be assumed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from allocator.domain.case import Case, Complexity
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.policy.terms import Count, Each, Lookup, Multiply
from allocator.workload.standing import Standing

_HUNDRED = Decimal(100)


class Term(NamedTuple):
    """One part of a workload: its name, its units and the table and key it comes from."""

    term: str
    value: Decimal
    source: str


@dataclass(frozen=True)
class Asked:
    """What one case asks of one person, in whole steps of the weighting's ``round_to``."""

    quanta: int
    terms: tuple[Term, ...]
    provisional: tuple[str, ...]


class Scale:
    """Weighs cases by one policy on one day."""

    def __init__(
        self, policy: Policy, standing: Standing, as_of: datetime.date
    ) -> None:
        self.weighting = policy.weighting
        self.as_of = as_of
        self._file = policy.names.weighting
        self._standing = standing
        self._urgency = policy.priorities.default_urgency
        keys = {key for term in self.weighting.terms for key in _keys(term)}
        self._reads_complexity = "complexity" in keys
        self._reads_stage = "stage" in keys
        self._reads_urgency = "urgency" in keys
        self._plain: dict[str, tuple[Decimal, tuple[Term, ...], tuple[str, ...]]] = {}

    def alone(self, case: Case, worker: Worker | None = None) -> Asked:
        """What a case asks when no sibling is held with it; without a worker, of an ordinary one."""
        return self.together([case], worker)[0]

    def together(
        self, cases: Sequence[Case], worker: Worker | None = None
    ) -> list[Asked]:
        """What each case of one household asks of one worker: the heaviest in full, the others as siblings."""
        whole = [self._whole(case, worker) for case in cases]
        if len(whole) > 1 and self.weighting.siblings_percent != 100:
            first = max(range(len(whole)), key=lambda index: _total(whole[index][0]))
            whole = [
                (terms if index == first else self._as_sibling(terms), said)
                for index, (terms, said) in enumerate(whole)
            ]
        return [self._rounded(terms, said) for terms, said in whole]

    def co_working(self, cases: Sequence[Case], worker: Worker) -> list[Asked]:
        """What each case of one household asks of its co-worker."""
        share = self.weighting.co_working_percent
        shared = []
        for asked in self.together(cases, worker):
            terms = tuple(
                Term(term.term, term.value * share / _HUNDRED, term.source)
                for term in asked.terms
                if term.value
            )
            said = Term(
                "Co-working", Decimal(0), f"{self._file}: co_working_percent {share}"
            )
            shared.append(self._rounded((*terms, said), asked.provisional))
        return shared

    def complexity(self, case: Case) -> Complexity:
        """Low, medium or high: by criteria where they are given, else as judged, else as the policy assumes."""
        return self._complexity(case)[0]

    def stage(self, case: Case) -> str:
        """Whether a case is starting, working or long standing; a waiting case starts on the day it is placed."""
        started = (
            self.as_of if case.is_waiting else case.start_date or case.referral_date
        )
        if started is None:
            return "working"
        weeks = Decimal((self.as_of - started).days) / 7
        stages = self.weighting.stages
        if weeks < stages.starting_weeks:
            return "starting"
        return "long_standing" if weeks >= stages.long_standing_weeks else "working"

    def travel_minutes(self, case: Case, worker: Worker | None) -> Decimal:
        """Minutes a week on the road to a case; 0 where the weighting says nothing about travel."""
        travel = self.weighting.travel
        if travel is None:
            return Decimal(0)
        visits = travel.visits_per_week.get(case.type, travel.visits_otherwise)
        if worker is None or not case.locality or not worker.localities:
            return visits * travel.minutes_unknown_locality
        if case.locality in worker.localities:
            return visits * travel.minutes_within_locality
        return visits * travel.minutes_beyond_locality

    def _whole(
        self, case: Case, worker: Worker | None
    ) -> tuple[tuple[Term, ...], tuple[str, ...]]:
        """A case's terms on one worker, before siblings and rounding."""
        total, terms, said = self._of_the_case(case)
        if worker is not None and self.weighting.by_experience:
            level = self._standing.level(worker)
            if level.time_percent != 100:
                more = total * (level.time_percent - 100) / _HUNDRED
                terms = (
                    *terms,
                    Term(
                        "Experience",
                        more,
                        f"{level.title}: time_percent {level.time_percent}",
                    ),
                )
        travel = self.weighting.travel
        if travel is not None and travel.counts_as_workload:
            terms = (
                *terms,
                Term(
                    "Travel",
                    self.travel_minutes(case, worker),
                    f"{self._file}: travel, {case.type}",
                ),
            )
            if not case.locality:
                said = (*said, "locality is missing, an average journey assumed")
        return terms, said

    def _of_the_case(
        self, case: Case
    ) -> tuple[Decimal, tuple[Term, ...], tuple[str, ...]]:
        """The part of a case's units that is the same whoever holds it."""
        known = self._plain.get(case.case_id)
        if known is not None:
            return known
        values: dict[str, Decimal] = {}
        terms: list[Term] = []
        said: list[str] = []
        if self._reads_complexity:
            said += self._complexity(case)[1]
        if self._reads_stage and not (
            case.is_waiting or case.start_date or case.referral_date
        ):
            said.append("start_date is missing, an established case assumed")
        if self._reads_urgency and case.urgency is None:
            said.append(f"urgency is missing, {self._urgency} assumed")
        for term in self.weighting.terms:
            value = Decimal(0)
            for key, units in self._parts(term, case, values, said):
                terms.append(
                    Term(term.name, units, f"{self._file}: {term.name}, {key}")
                )
                value += units
            values[term.name] = value
        result = sum(values.values(), Decimal(0)), tuple(terms), tuple(said)
        self._plain[case.case_id] = result
        return result

    def _parts(
        self,
        term: Lookup | Each | Count | Multiply,
        case: Case,
        values: dict[str, Decimal],
        said: list[str],
    ) -> list[tuple[str, Decimal]]:
        match term:
            case Lookup():
                key = " ".join(self._key(name, case) for name in term.by)
                return [(key, self._in_table(term, key, said))]
            case Each():
                return [
                    (name, self._in_table(term, name, said))
                    for name in case.interventions
                ]
            case Count():
                number = self._number(term.column, case)
                return (
                    []
                    if number is None
                    else [(term.column, min(number, term.at_most) * term.units_each)]
                )
            case Multiply():
                key = self._key(term.by, case)
                base = sum((values[name] for name in term.of), Decimal(0))
                more = base * (term.percent.get(key, _HUNDRED) - 100) / _HUNDRED
                return [(key, more)] if more else []

    def _in_table(self, term: Lookup | Each, key: str, said: list[str]) -> Decimal:
        """A number of a table; one that stands in for a key the table lacks is said, save where it has none at all."""
        units = term.units.get(key)
        if units is not None:
            return units
        units = term.otherwise or Decimal(0)
        if term.units:
            missing = f"{key.strip() or 'a blank'} is not in the table {term.name}"
            said.append(f"{missing}, {units} assumed")
        return units

    def _key(self, name: str, case: Case) -> str:
        match name:
            case "type":
                return case.type
            case "stage":
                return self.stage(case)
            case "complexity":
                return self.complexity(case)
            case "urgency":
                return case.urgency or self._urgency
            case _:
                return case.criteria.get(name, "")

    def _number(self, column: str, case: Case) -> Decimal | None:
        text = case.criteria.get(column, "").strip()
        return Decimal(text) if text else None

    def _complexity(self, case: Case) -> tuple[Complexity, list[str]]:
        policy = self.weighting.complexity
        scores = [
            score
            for name in policy.criteria
            if (score := self._number(name, case)) is not None
        ]
        complete = bool(scores) and len(scores) == len(policy.criteria)
        if not complete and case.complexity:
            return case.complexity, []
        if scores:
            total = sum(scores, Decimal(0))
            settled: Complexity = (
                "low"
                if total <= policy.low_up_to
                else "medium"
                if total <= policy.medium_up_to
                else "high"
            )
            return settled, [] if complete else [
                "some criteria of complexity are missing, none assumed"
            ]
        return policy.when_missing, [
            f"complexity is missing, {policy.when_missing} assumed"
        ]

    def _as_sibling(self, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        less = _total(terms) * (self.weighting.siblings_percent - 100) / _HUNDRED
        return (
            *terms,
            Term(
                "Siblings",
                less,
                f"{self._file}: siblings_percent {self.weighting.siblings_percent}",
            ),
        )

    def _rounded(self, terms: tuple[Term, ...], said: tuple[str, ...]) -> Asked:
        total = _total(terms)
        steps = (total / self.weighting.round_to).to_integral_value(ROUND_HALF_UP)
        quanta = max(0, int(steps))
        difference = quanta * self.weighting.round_to - total
        if difference:
            terms = (
                *terms,
                Term(
                    "Rounding",
                    difference,
                    f"{self._file}: round_to {self.weighting.round_to}",
                ),
            )
        return Asked(quanta, terms, said)


def _keys(term: Lookup | Each | Count | Multiply) -> tuple[str, ...]:
    return (
        term.by
        if isinstance(term, Lookup)
        else (term.by,)
        if isinstance(term, Multiply)
        else ()
    )


def _total(terms: Sequence[Term]) -> Decimal:
    return sum((term.value for term in terms), Decimal(0))
