"""Every waiting case that has a worker proposed for it, as people are told about it."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from allocator.domain.account import Assignment, Number, WorkerAccount
from allocator.domain.case import URGENCIES, Urgency
from allocator.explain.words import whole_percent
from allocator.report.outcome import Outcome
from allocator.report.privacy import withheld
from allocator.report.wording import change, day, person, plain, sentence, words


@dataclass(frozen=True)
class Placed:
    """One case and the worker proposed for it; a withheld case has no details to tell."""

    case_id: str
    group_id: str
    kind: str
    urgency: Urgency | None
    due: datetime.date | None
    worker_id: str
    worker: str
    co_worker_id: str
    co_worker: str
    units: Number
    percent_before: float | None
    percent_after: float | None
    change: str
    skill_match_percent: Number | None
    reasons: tuple[str, ...]
    runner_up_id: str
    runner_up: str
    gets_worse: tuple[str, ...]
    is_withheld: bool


@dataclass(frozen=True)
class Household:
    """Cases that go to one worker together, or one case alone."""

    cases: tuple[Placed, ...]

    @property
    def first(self) -> Placed:
        """The most pressing of the cases; what is said of the worker holds for all."""
        return self.cases[0]

    @property
    def units(self) -> Number:
        return sum(case.units for case in self.cases)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is said of all the cases once, then what is said of one with its number."""
        shared = [said for said in self.first.reasons if self._is_said_of_all(said)]
        own = [
            f"{plain(case.case_id)}: {said}"
            for case in self.cases
            for said in case.reasons
            if not self._is_said_of_all(said)
        ]
        return (*shared, *own)

    def _is_said_of_all(self, said: str) -> bool:
        return all(said in case.reasons for case in self.cases)

    @property
    def skill_match(self) -> str:
        """How well the worker's skills meet what is asked, the least and the best of the cases."""
        matches = sorted({case.skill_match_percent or 0 for case in self.cases})
        return " to ".join(
            dict.fromkeys(whole_percent(match) for match in (matches[0], matches[-1]))
        )

    @property
    def gets_worse(self) -> tuple[str, ...]:
        """What choosing the runner-up would make worse, once."""
        return tuple(
            dict.fromkeys(said for case in self.cases for said in case.gets_worse)
        )


def placed(outcome: Outcome) -> list[Placed]:
    """Every assignment, most urgent first; withheld cases last, where their place tells nothing."""
    hidden = withheld(outcome.team)
    workers = {worker.worker_id: worker for worker in outcome.account.workers}
    told = [
        _without_details(outcome, assignment, workers[assignment.worker_id])
        if assignment.case_id in hidden
        else _in_full(outcome, assignment, workers[assignment.worker_id])
        for assignment in outcome.account.assignments
    ]
    return sorted(
        told,
        key=lambda case: (
            case.is_withheld,
            *pressing(case.urgency, case.due),
            case.case_id,
        ),
    )


def households(outcome: Outcome) -> list[Household]:
    """The same by household: siblings who go to one worker are told together."""
    together: dict[tuple[str, ...], list[Placed]] = defaultdict(list)
    for case in placed(outcome):
        household = (
            ("group", case.group_id) if case.group_id else ("case", case.case_id)
        )
        together[
            *household, case.worker_id, case.co_worker_id, case.runner_up_id
        ].append(case)
    return [Household(tuple(cases)) for cases in together.values()]


def pressing(
    urgency: Urgency | None, due: datetime.date | None
) -> tuple[int, datetime.date]:
    """What to sort by so that the most urgent, then the earliest due, comes first."""
    return (
        URGENCIES.index(urgency) if urgency else len(URGENCIES),
        due or datetime.date.max,
    )


def deadline(due: datetime.date | None, as_of: datetime.date) -> str:
    """When a case is due, and whether that has passed."""
    if due is None:
        return ""
    return f"overdue since {day(due)}" if due < as_of else f"due {day(due)}"


def _in_full(outcome: Outcome, assignment: Assignment, worker: WorkerAccount) -> Placed:
    case = outcome.team.case[assignment.case_id]
    other = assignment.runner_up
    return Placed(
        case_id=assignment.case_id,
        group_id=assignment.group_id,
        kind=words(case.type),
        urgency=case.urgency or outcome.policy.priorities.default_urgency,
        due=case.due_date,
        worker_id=assignment.worker_id,
        worker=person(outcome.team, assignment.worker_id),
        co_worker_id=assignment.co_worker_id,
        co_worker=_co_worker(outcome, assignment),
        units=assignment.units,
        percent_before=worker.percent_before,
        percent_after=worker.percent_after,
        change=change(worker.percent_before, worker.percent_after, outcome.limits),
        skill_match_percent=assignment.skill_match_percent,
        reasons=tuple(sentence(reason) for reason in assignment.reasons),
        runner_up_id=other.worker_id if other else "",
        runner_up=person(outcome.team, other.worker_id) if other else "",
        gets_worse=tuple(sentence(said) for said in other.what_gets_worse)
        if other
        else (),
        is_withheld=False,
    )


def _without_details(
    outcome: Outcome, assignment: Assignment, worker: WorkerAccount
) -> Placed:
    return Placed(
        case_id=assignment.case_id,
        group_id=assignment.group_id,
        kind="",
        urgency=None,
        due=None,
        worker_id=assignment.worker_id,
        worker=person(outcome.team, assignment.worker_id),
        co_worker_id=assignment.co_worker_id,
        co_worker=_co_worker(outcome, assignment),
        units=assignment.units,
        percent_before=worker.percent_before,
        percent_after=worker.percent_after,
        change=change(worker.percent_before, worker.percent_after, outcome.limits),
        skill_match_percent=None,
        reasons=(),
        runner_up_id="",
        runner_up="",
        gets_worse=(),
        is_withheld=True,
    )


def _co_worker(outcome: Outcome, assignment: Assignment) -> str:
    return (
        person(outcome.team, assignment.co_worker_id)
        if plain(assignment.co_worker_id)
        else ""
    )
