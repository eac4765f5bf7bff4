"""The waiting list in words: how many are overdue, and what is said of each case."""

from dataclasses import dataclass

from allocator.domain.team import Team
from allocator.domain.waiting import Blocked, WaitingCase, WaitingList
from allocator.domain.week import Clock
from allocator.report.privacy import WITHHELD
from allocator.report.wording import count, day, person, plain, sentence, urgency, words

CLOCK_WORDS: dict[Clock, str] = {
    "overdue": "Overdue",
    "due": "Due",
    "in_time": "In time",
    "unknown": "No referral date",
}


@dataclass(frozen=True)
class Waiting:
    """A waiting list, and the team for its names."""

    account: WaitingList
    team: Team


def lead(waiting: Waiting) -> str:
    """The whole list in a sentence or two."""
    account = waiting.account
    if not account.cases:
        return "No case is waiting."
    overdue, due = account.counts["overdue"], account.counts["due"]
    longest = (
        f" The longest wait is {count(account.longest_days, 'day')}."
        if account.longest_days is not None
        else ""
    )
    are = "is" if overdue == 1 else "are"
    return f"{count(len(account.cases), 'case')} waiting: {overdue:,} {are} overdue and {due:,} due.{longest}"


def kind(case: WaitingCase) -> str:
    """What it is: its type and urgency."""
    if case.withheld or case.urgency is None:
        return WITHHELD
    assumed = " (assumed)" if case.urgency_assumed else ""
    return f"{words(case.type)}, {urgency(case.urgency).lower()}{assumed}"


def waited(case: WaitingCase) -> str:
    """How long it has waited."""
    if case.days_waiting is None:
        return "unknown"
    return (
        count(case.days_waiting, "day")
        if case.days_waiting >= 0
        else "referred after the day planned from"
    )


def clock(case: WaitingCase) -> str:
    """Where its clock stands."""
    said = CLOCK_WORDS[case.clock]
    if case.due_by is None or case.days_over is None:
        return said
    if case.clock == "overdue":
        return f"{said} by {count(case.days_over, 'day')}"
    return (
        f"{said} by {day(case.due_by)}"
        if case.clock == "due"
        else f"{said} until {day(case.due_by)}"
    )


def today(case: WaitingCase) -> str:
    """Who could take it today, before anything else is placed."""
    if case.could_take is None:
        return ""
    if case.could_take:
        return f"{count(case.could_take, 'worker')} could take it today, before anything else is placed."
    return f"Nobody could take it today; most are ruled out by “{plain(case.ruled_out_by).rstrip('.')}”."


def blocks(waiting: Waiting, case: WaitingCase) -> list[str]:
    """What has kept it waiting week after week, the latest first."""
    return [_blocked(waiting.team, one) for one in reversed(case.blocked)]


def _blocked(team: Team, one: Blocked) -> str:
    if one.worker_id:
        said = f"{person(team, one.worker_id)} was proposed, and nobody took it up."
    elif one.reason:
        said = f"most were ruled out by “{plain(one.text).rstrip('.')}”."
    else:
        said = sentence(one.text)
    if one.since == one.until:
        return f"{day(one.since)}: {said}"
    return f"{day(one.since)} to {day(one.until)}, {count(one.weeks, 'run')}: {said}"


def row(waiting: Waiting, case: WaitingCase) -> tuple[str, str, str, str, list[str]]:
    """A case as it stands in text and page: its number, what it is, its wait, its clock, and what is said below."""
    below = [said for said in (today(case), *blocks(waiting, case)) if said]
    return plain(case.case_id), kind(case), waited(case), clock(case), below
