"""Every waiting case nobody could be proposed for: why, and what would help."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from allocator.domain.account import Unallocated
from allocator.domain.case import Urgency
from allocator.report.outcome import Outcome
from allocator.report.placed import pressing
from allocator.report.privacy import withheld
from allocator.report.wording import count, person, sentence, words

# They leave out whole other teams, which says little about why a case waits.
_NEVER_IN_QUESTION = ("carries_cases", "within_team")


@dataclass(frozen=True)
class RuledOut:
    """The workers one rule leaves out, and what it says of them: each reason with its workers."""

    rule: str
    reasons: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def workers(self) -> tuple[str, ...]:
        return tuple(worker for _, workers in self.reasons for worker in workers)

    @property
    def how_many(self) -> str:
        """``7 workers ruled out``, or only ``7 workers`` where no rule stands against them."""
        return count(len(self.workers), "worker") + (" ruled out" if self.rule else "")

    @property
    def why(self) -> str:
        """The rule in its own words, or what is said instead of one."""
        return f"“{self.rule}”" if self.rule else self.reasons[0][0]

    def __str__(self) -> str:
        return f"{self.how_many}: {self.why}"


@dataclass(frozen=True)
class Unplaced:
    """One case without a worker; a withheld case has no details to tell."""

    case_id: str
    group_id: str
    kind: str
    urgency: Urgency | None
    due: datetime.date | None
    ruled_out: tuple[RuledOut, ...]
    would_help: tuple[str, ...]
    is_withheld: bool

    @property
    def main_reason(self) -> str:
        """The rule that leaves out most workers; that there are none where nobody is told of."""
        if not self.ruled_out:
            return (
                ""
                if self.is_withheld
                else "Nobody is in the batch, or the search ended before somebody was found."
            )
        return str(self.ruled_out[0])


def unplaced(outcome: Outcome) -> list[Unplaced]:
    """Every unallocated case, most urgent first; withheld cases last."""
    hidden = withheld(outcome.team)
    told = [
        _told(outcome, case, is_withheld=case.case_id in hidden)
        for case in outcome.account.unallocated
    ]
    return sorted(
        told,
        key=lambda case: (
            case.is_withheld,
            *pressing(case.urgency, case.due),
            case.case_id,
        ),
    )


def unplaced_households(outcome: Outcome) -> list[tuple[Unplaced, ...]]:
    """The same, siblings for whom the same is said together."""
    together: dict[tuple[object, ...], list[Unplaced]] = defaultdict(list)
    for case in unplaced(outcome):
        household = (
            ("group", case.group_id) if case.group_id else ("case", case.case_id)
        )
        together[*household, case.ruled_out, case.would_help].append(case)
    return [tuple(cases) for cases in together.values()]


def _told(outcome: Outcome, unallocated: Unallocated, *, is_withheld: bool) -> Unplaced:
    case = outcome.team.case[unallocated.case_id]
    return Unplaced(
        case_id=unallocated.case_id,
        group_id=case.group_id,
        kind="" if is_withheld else words(case.type),
        urgency=None if is_withheld else unallocated.urgency,
        due=None if is_withheld else case.due_date,
        ruled_out=() if is_withheld else _ruled_out(outcome, unallocated),
        would_help=()
        if is_withheld
        else tuple(sentence(change.text) for change in unallocated.unblock),
        is_withheld=is_withheld,
    )


def _ruled_out(outcome: Outcome, unallocated: Unallocated) -> tuple[RuledOut, ...]:
    """By rule, the one that leaves out most workers first, after it those never in question."""
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for excluded in unallocated.excluded:
        worker = person(outcome.team, excluded.worker_id)
        said[excluded.rule][sentence(excluded.reason)].append(worker)
    ranked = sorted(
        said, key=lambda rule: (rule in _NEVER_IN_QUESTION, -_people(said[rule]))
    )
    rules = outcome.policy.rules
    return tuple(
        RuledOut(
            rule=sentence(rules[rule].sentence if rule in rules else words(rule)),
            reasons=tuple(
                (reason, tuple(workers)) for reason, workers in said[rule].items()
            ),
        )
        for rule in ranked
    )


def _people(reasons: dict[str, list[str]]) -> int:
    return sum(len(workers) for workers in reasons.values())
