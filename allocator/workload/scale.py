"""Weighs one case or one worker's own work at a time: every term, where it comes from, and what had to be assumed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from allocator.domain.case import Case, Complexity
from allocator.domain.worker import Worker
from allocator.policy.facts import Facts, Label
from allocator.policy.policy import Policy
from allocator.policy.rounding import Rounding
from allocator.policy.scores import Elapsed
from allocator.policy.terms import AnyTerm
from allocator.workload.hours import share_of_full_time
from allocator.workload.standing import Standing

_HUNDRED = Decimal(100)
# What tells one case from another as far as weighing goes; everything else about them may differ.
_Signature = tuple[Any, ...]
# A complexity, and what had to be assumed for it.
_Settled = tuple[Complexity, tuple[str, ...]]


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


class _Weighed(NamedTuple):
    """The part of a case's units that is the same whoever holds it."""

    total: Decimal
    terms: tuple[Term, ...]
    said: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """Everything weighed so far, by what tells cases apart: those that look alike share one answer."""

    settled: dict[_Signature, _Settled] = field(default_factory=dict)
    plain: dict[_Signature, _Weighed] = field(default_factory=dict)
    on: dict[_Signature, tuple[Decimal, tuple[Term, ...], tuple[str, ...]]] = field(
        default_factory=dict
    )
    alone: dict[_Signature, Asked] = field(default_factory=dict)
    labels: dict[_Signature, dict[str, Label]] = field(default_factory=dict)


class Scale:
    """Weighs cases by one policy on one day."""

    def __init__(
        self,
        policy: Policy,
        standing: Standing,
        as_of: datetime.date,
        earlier: "Scale | None" = None,
    ) -> None:
        self.weighting = policy.weighting
        self.competency = policy.competency
        self.urgency = policy.priorities.default_urgency
        self.as_of = as_of
        self._file = policy.names.weighting
        self._standing = standing
        # Cases that looked alike last week look alike today.
        same = earlier if earlier and self._weighs_like(earlier) else None
        self.seen: Seen = same.seen if same else Seen()

    def _weighs_like(self, earlier: "Scale") -> bool:
        """Whether what the other has weighed would weigh the same by this one."""
        depends_on_the_day = any(
            isinstance(step, Elapsed) for step in self.weighting.derive
        )
        return (
            earlier.weighting is self.weighting
            and earlier.competency is self.competency
            and earlier.urgency == self.urgency
            and (earlier.as_of == self.as_of or not depends_on_the_day)
        )

    def alone(self, case: Case, worker: Worker | None = None) -> Asked:
        """What a case asks when no sibling is held with it; without a worker, of an ordinary one."""
        return self.together([case], worker)[0]

    def together(
        self, cases: Sequence[Case], worker: Worker | None = None
    ) -> list[Asked]:
        """What each case of one household asks of one worker: the heaviest in full, the others as siblings."""
        if len(cases) == 1:
            # Cases that look alike share one answer: an authority has thousands of them.
            signature = self._signature(cases[0], worker)
            asked = self.seen.alone.get(signature)
            if asked is None:
                _, terms, said = self._whole(signature, cases[0], worker)
                asked = self.seen.alone[signature] = self._rounded(terms, said)
            return [asked]
        whole = [
            self._whole(self._signature(case, worker), case, worker) for case in cases
        ]
        if whole and self.weighting.siblings_percent != 100:
            first = max(range(len(whole)), key=lambda index: whole[index][0])
            return [
                self._rounded(
                    terms if index == first else self._as_sibling(total, terms), said
                )
                for index, (total, terms, said) in enumerate(whole)
            ]
        return [self._rounded(terms, said) for _, terms, said in whole]

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

    def own_work(self, worker: Worker) -> Asked:
        """What a worker's own columns add to what their cases ask; less than none where others do their work."""
        if not self.weighting.worker_terms:
            return Asked(0, (), ())
        facts = Facts(
            self.weighting.worker_columns,
            {},
            worker.criteria,
            {"seniority": self._standing.grade(worker)},
            self.as_of,
            share=share_of_full_time(
                worker, self._standing.grade(worker), self.weighting.capacity
            ),
        )
        terms = self._terms(self.weighting.worker_terms, facts)
        return self._rounded(terms, tuple(facts.said), least=None)

    def complexity(self, case: Case) -> Complexity:
        """Low, medium or high: by criteria where they are given, else as judged, else as the policy assumes."""
        return self._complexity(case)[0]

    def labels(self, case: Case) -> dict[str, Label]:
        """Every label that the weighting works out for a case, by name."""
        key = (case.type, case.urgency, _own_columns(case))
        if key not in self.seen.labels:
            facts = self._facts(case)
            found = ((name, step.read(facts)) for name, step in facts.derived.items())
            self.seen.labels[key] = {
                name: label for name, label in found if isinstance(label, Label)
            }
        return self.seen.labels[key]

    def stage(self, case: Case) -> str:
        """Whether a case is starting, working or long standing; a waiting case starts on the day it is placed."""
        started = (
            self.as_of if case.is_waiting else case.start_date or case.referral_date
        )
        if started is None:
            return "working"
        days, stages = (self.as_of - started).days, self.weighting.stages
        if days < 7 * stages.starting_weeks:
            return "starting"
        return "long_standing" if days >= 7 * stages.long_standing_weeks else "working"

    def travel_minutes(self, case: Case, worker: Worker | None) -> Decimal:
        """Minutes a week on the road to a case; 0 where the weighting says nothing about travel."""
        travel = self.weighting.travel
        if travel is None:
            return Decimal(0)
        if worker is None or not case.locality or not worker.localities:
            minutes = travel.minutes_unknown_locality
        elif case.locality in worker.localities:
            minutes = travel.minutes_within_locality
        else:
            minutes = travel.minutes_beyond_locality
        visits = self.weighting.visits.every if self.weighting.visits else {}
        if case.type in visits:
            return visits[case.type].weekly(minutes)
        return minutes * travel.visits_per_week.get(case.type, travel.visits_otherwise)

    def _signature(self, case: Case, worker: Worker | None) -> _Signature:
        """Everything about a case and who holds it that its units can depend on."""
        dated = case.is_waiting or case.start_date or case.referral_date
        grade = ""
        if worker is not None and self.weighting.by_experience:
            grade = self._standing.grade(worker)
        return (
            case.type,
            case.complexity,
            case.urgency,
            self.stage(case),
            bool(dated),
            case.interventions,
            _own_columns(case),
            grade,
            self.travel_minutes(case, worker),
            bool(case.locality),
        )

    def _whole(
        self, signature: _Signature, case: Case, worker: Worker | None
    ) -> tuple[Decimal, tuple[Term, ...], tuple[str, ...]]:
        """A case's units and terms on one worker, before siblings and rounding."""
        known = self.seen.on.get(signature)
        if known is not None:
            return known
        total, terms, said = self._of_the_case(signature[:7], case)
        if worker is not None and self.weighting.by_experience:
            level = self._standing.level(worker)
            if level.time_percent != 100:
                more = total * (level.time_percent - 100) / _HUNDRED
                source = f"{level.title}: time_percent {level.time_percent}"
                terms = (*terms, Term("Experience", more, source))
        travel = self.weighting.travel
        if travel is not None and travel.counts_as_workload:
            minutes = self.travel_minutes(case, worker)
            source = f"{self._file}: travel, {case.type}"
            terms = (*terms, Term("Travel", minutes, source))
            if not case.locality:
                said = (*said, "locality is missing, an average journey assumed")
        found = self.seen.on[signature] = _total(terms), terms, said
        return found

    def _of_the_case(self, signature: _Signature, case: Case) -> _Weighed:
        known = self.seen.plain.get(signature)
        if known is not None:
            return known
        facts = self._facts(case)
        complexity, unsure = self._complexity(case, facts)
        facts.own["complexity"] = complexity
        if "complexity" in self.weighting.goes_by:
            for phrase in unsure:
                facts.say(phrase)
        if "stage" in self.weighting.goes_by and not (
            case.is_waiting or case.start_date or case.referral_date
        ):
            facts.say("start_date is missing, an established case assumed")
        if "urgency" in self.weighting.goes_by and case.urgency is None:
            facts.say(f"urgency is missing, {self.urgency} assumed")
        terms = self._terms(self.weighting.terms, facts)
        found = _Weighed(_total(terms), terms, tuple(facts.said))
        self.seen.plain[signature] = found
        return found

    def _facts(self, case: Case) -> Facts:
        own = {
            "type": case.type,
            "stage": self.stage(case),
            "urgency": case.urgency or self.urgency,
        }
        return Facts(
            self.weighting.columns,
            self.weighting.derived,
            case.criteria,
            own,
            self.as_of,
            case.interventions,
        )

    def _terms(self, terms: Sequence[AnyTerm], facts: Facts) -> tuple[Term, ...]:
        """What each term gives, in the order of the file."""
        found: list[Term] = []
        values: dict[str, Decimal] = {}
        for term in terms:
            values[term.name] = Decimal(0)
            if term.when:
                facts.say_if_open(term.when)
                if not facts.meets(term.when):
                    continue
            for key, units in term.parts(facts, values):
                source = f"{self._file}: {term.name}, {key}"
                found.append(Term(term.name, units, source))
                values[term.name] += units
        return tuple(found)

    def _complexity(self, case: Case, facts: Facts | None = None) -> _Settled:
        key = (case.type, case.urgency, case.complexity, _own_columns(case))
        if key not in self.seen.settled:
            facts = facts or self._facts(case)
            self.seen.settled[key] = self._settle_complexity(case, facts)
        return self.seen.settled[key]

    def _settle_complexity(self, case: Case, facts: Facts) -> _Settled:
        policy = self.weighting.complexity
        label = facts.label(policy.by) if policy.by else None
        by_criteria = _as_complexity(label.name) if label else None
        if label and by_criteria and label.is_certain:
            return by_criteria, ()
        if case.complexity:
            return case.complexity, ()
        if by_criteria:
            said = "some criteria of complexity are missing, none assumed"
            return by_criteria, (said,)
        said = f"complexity is missing, {policy.when_missing} assumed"
        return policy.when_missing, (said,)

    def _as_sibling(self, total: Decimal, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        percent = self.weighting.siblings_percent
        less = total * (percent - 100) / _HUNDRED
        source = f"{self._file}: siblings_percent {percent}"
        return (*terms, Term("Siblings", less, source))

    def _rounded(
        self, terms: tuple[Term, ...], said: tuple[str, ...], least: int | None = 0
    ) -> Asked:
        """A sum of terms in whole steps, with what rounding adds or takes off as a term of its own."""
        total, step = _total(terms), self.weighting.round_to
        quanta = in_steps(total, step, self.weighting.rounding)
        if least is not None:
            quanta = max(least, quanta)
        difference = quanta * step - total
        if difference:
            source = f"{self._file}: round_to {step}"
            terms = (*terms, Term("Rounding", difference, source))
        return Asked(quanta, terms, said)


def _own_columns(case: Case) -> tuple[str, ...]:
    """What a case says beyond the contract: names first, then as many texts, which takes less room than pairs."""
    return (*case.criteria, *case.criteria.values())


def in_steps(units: Decimal, step: Decimal, how: Rounding) -> int:
    """Units in whole steps; where nothing is to be rounded, what is finer than a step still has to be."""
    mode = ROUND_DOWN if how == "down" else ROUND_HALF_UP
    return int((units / step).to_integral_value(mode))


def _as_complexity(label: str) -> Complexity | None:
    match label:
        case "low" | "medium" | "high":
            return label
        case _:
            return None


def _total(terms: Sequence[Term]) -> Decimal:
    return sum((term.value for term in terms), Decimal(0))
