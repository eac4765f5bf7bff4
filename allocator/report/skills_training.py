"""Planned training in sentences: what is chosen, what it is for, and what it leaves."""

from collections.abc import Iterator
from typing import NamedTuple

from allocator.domain.development import Goal
from allocator.domain.training import Need, Run, Training
from allocator.report.skills_seen import Seen
from allocator.report.wording import amount, count, day, listed

_NAMED = 5


class TrainingFound(NamedTuple):
    """The training planned, everyone's goals, and whom they are about."""

    account: Training
    goals: tuple[Goal, ...]
    seen: Seen


def lead(found: TrainingFound) -> str:
    """How many courses for how many people at what price, in one sentence."""
    account = found.account
    if not account.runs:
        return (
            "No course is planned: none that is offered closes a gap within the budget."
        )
    courses = [run for run in account.runs if run.kind == "course"]
    alone = sum(len(run.worker_ids) for run in account.runs if run.kind == "individual")
    people = len({seat.worker_id for seat in account.seats})
    held = listed(
        [count(len(courses), "course")] * bool(courses)
        + [f"individual learning {count(alone, 'time')}"] * bool(alone)
    )
    return (
        f"{held} for {count(people, 'person', 'people')}: {amount(account.days_used)} days away from cases and"
        f" £{account.money_used:,}."
    )


def findings(found: TrainingFound) -> Iterator[str]:
    """How good the choice is, what it would place, what it leaves of the budget and of the needs."""
    account = found.account
    if account.status == "optimal":
        yield f"No other choice within the budget is worth more than its {account.points:,} points."
    else:
        yield (
            f"Worth {account.points:,} points; another choice could be worth up to {account.bound:,}. Allow more work"
            " to close the gap."
        )
    more = account.then.placed - account.now.placed
    if more > 0:
        yield f"With everything learnt, {more:,} more of the cases that wait could be placed."
    elif account.now.unplaced:
        left = count(account.now.unplaced, "case")
        yield f"It would place none of the {left} left waiting as things stand."
    match = account.now.skill_match_percent, account.then.skill_match_percent
    if None not in match and match[0] != match[1]:
        yield f"Skills matched would go from {match[0]:.1f}% to {match[1]:.1f}%."
    yield from _left(account)
    unmet = [need for need in account.needs if not need.people_in_plan]
    if unmet:
        names = listed(
            list(dict.fromkeys(_where(found, need) for need in unmet))[:_NAMED]
        )
        more = len(unmet) - _NAMED
        yield f"Nobody in the plan yet: {names}{f' and {more:,} more' if more > 0 else ''}."


def what_it_is() -> str:
    """What points are."""
    return (
        "Points are the framework's: for levels of people's gaps, more where more of the team's work looks for the"
        " skill, for skills that rest on too few, and for cases unlocked. What two people could each bring counts once."
    )


def course(found: TrainingFound, run: Run) -> str:
    """A course by its title, when it is, and what it is for."""
    title = run.title or found.seen.title(run.competency)
    when = f", {day(run.start)}" if run.start else ""
    return f"{title}{when}"


def _left(account: Training) -> Iterator[str]:
    parts = []
    if account.money is not None:
        parts.append(f"£{account.money - account.money_used:,}")
    if account.days is not None:
        parts.append(f"{amount(account.days - account.days_used)} days")
    if parts:
        yield f"Left of the budget: {listed(parts)}."


def _where(found: TrainingFound, need: Need) -> str:
    name = found.seen.named(need.competency)
    return f"{name} in {found.seen.scope(need.team)}" if need.team else name
