"""Every held case that would move, as people are told about it."""

from dataclasses import dataclass
from itertools import groupby

from allocator.domain.account import Move, Number
from allocator.report.outcome import Outcome
from allocator.report.privacy import withheld
from allocator.report.wording import change, count, person, sentence, words


@dataclass(frozen=True)
class Moved:
    """One case and the two people; a withheld case has no details to tell."""

    case_id: str
    group_id: str
    kind: str
    giver_id: str
    giver: str
    giver_change: str
    taker_id: str
    taker: str
    taker_change: str
    co_worker_id: str
    co_worker: str
    weeks_held: int | None
    units: Number
    reasons: tuple[str, ...]
    is_withheld: bool

    @property
    def held_for(self) -> str:
        """How long the worker has held it, where that is known."""
        if self.weeks_held is None:
            return "for an unknown time"
        return f"for {count(self.weeks_held, 'week')}"


def moved(outcome: Outcome) -> list[Moved]:
    """Every move in the order of the account: leavers' cases, then what brings most."""
    hidden = withheld(outcome.team) | {
        case.case_id
        for household in {c.household for c in outcome.team.cases if c.restricted}
        for case in outcome.team.cases
        if case.household == household
    }
    return [
        _told(outcome, move, is_withheld=move.case_id in hidden)
        for move in outcome.account.moves
    ]


def moved_households(outcome: Outcome) -> list[tuple[Moved, ...]]:
    """The same, with siblings who move together told together."""

    def household(case: Moved) -> tuple[str, ...]:
        return case.group_id or case.case_id, case.giver_id, case.taker_id

    return [tuple(cases) for _, cases in groupby(moved(outcome), household)]


def said_together(cases: tuple[Moved, ...]) -> list[str]:
    """The reasons of one household, each once."""
    return list(dict.fromkeys(said for case in cases for said in case.reasons))


def in_short(outcome: Outcome) -> str:
    """How much would move, in a sentence; that nothing is worth it where nothing would."""
    if outcome.asked is None:
        return ""
    households = moved_households(outcome)
    leaving = [
        cases for cases in households if cases[0].giver_id in outcome.asked.leavers
    ]
    others = len(households) - len(leaving)
    said = []
    if leaving:
        cases = sum(map(len, leaving))
        said.append(f"{count(cases, 'case')} of people who leave would go to others")
    if others:
        cases = sum(map(len, households)) - sum(map(len, leaving))
        said.append(
            f"{count(cases, 'held case')} of {count(others, 'household')} would move"
        )
    else:
        said.append(
            "no other held case is worth moving under this policy"
            if leaving
            else "no held case is worth moving under this policy"
        )
    return sentence("; ".join(said))


def _told(outcome: Outcome, move: Move, *, is_withheld: bool) -> Moved:
    workers = {worker.worker_id: worker for worker in outcome.account.workers}

    def shares(worker_id: str) -> str:
        one = workers[worker_id]
        return change(one.percent_before, one.percent_after, outcome.limits)

    return Moved(
        case_id=move.case_id,
        group_id=move.group_id,
        kind="" if is_withheld else words(outcome.team.case[move.case_id].type),
        giver_id=move.from_worker_id,
        giver=person(outcome.team, move.from_worker_id),
        giver_change=shares(move.from_worker_id),
        taker_id=move.to_worker_id,
        taker=person(outcome.team, move.to_worker_id),
        taker_change=shares(move.to_worker_id),
        co_worker_id=move.co_worker_id,
        co_worker=person(outcome.team, move.co_worker_id) if move.co_worker_id else "",
        weeks_held=move.weeks_held,
        units=move.units,
        reasons=() if is_withheld else tuple(map(sentence, move.reasons)),
        is_withheld=is_withheld,
    )
