"""Planned training as a page, and its files."""

from collections.abc import Sequence

from allocator.domain.training import Need
from allocator.report.skills_study import (
    NAMES_PEOPLE,
    Grid,
    Heading,
    Page,
    Section,
    background,
    few_note,
    html,
    made_by,
    some_or_few,
    words,
)
from allocator.report.skills_training import (
    TrainingFound,
    course,
    findings,
    lead,
    what_it_is,
)
from allocator.report.tables import csv_text
from allocator.report.wording import amount, day

PAGE = "training.html"
GOALS = "goals.csv"
_NEEDS = 40


def rendered(found: TrainingFound) -> dict[str, bytes]:
    """What each file holds, by name."""
    texts = {
        PAGE: page(found),
        "training.csv": _csv(found),
        GOALS: goals(found),
        "training.json": found.account.model_dump_json(indent=2, by_alias=True) + "\n",
    }
    return {name: text.encode() for name, text in texts.items()}


def page(found: TrainingFound) -> str:
    """The whole page; the same choice gives the same text."""
    account = found.account
    budget = (
        ("Money", f"£{account.money:,}" if account.money is not None else "no limit"),
        ("Days", amount(account.days) if account.days is not None else "no limit"),
    )
    return html(
        Page(
            title="Training plan",
            about=day(account.as_of),
            lead=lead(found),
            what_it_is=what_it_is(),
            findings=(*findings(found), *found.seen.notes),
            for_whom=NAMES_PEOPLE,
            sections=(
                Section("What is planned", grids=(_runs(found),) * bool(account.runs)),
                Section(
                    "Needs, in order",
                    said=(
                        "What a team could gain in each competency. The most points for a day of learning stand first,"
                        " what no course is offered for last.",
                    ),
                    grids=(_needs(found),),
                ),
            ),
            background=(
                *budget,
                *background(
                    f"{account.framework.name}, version {account.framework.version}",
                    account.policy.name,
                    account.version,
                    account.inputs,
                ),
            ),
            footer=made_by(account.version),
        )
    )


def goals(found: TrainingFound) -> str:
    """One row for everybody's every goal, ready to be changed and read again."""
    heading = ("worker_id", "competency", "from_level", "to_level", "how", "course_id", "mentor_id", "by")  # fmt: skip
    rows = (
        (
            goal.worker_id, goal.competency, goal.from_level, goal.to_level, goal.how, goal.course_id,
            goal.mentor_id, goal.by.isoformat() if goal.by else None,
        )
        for goal in found.goals
    )  # fmt: skip
    return csv_text(heading, rows)


def _runs(found: TrainingFound) -> Grid:
    return Grid(
        caption="Courses and individual learning, the most points for a day first",
        headings=(
            *words("What", "For"),
            Heading("Who", is_long=True),
            *words("Days#", "Cost, £#", "Points#", "Points a day#"),
        ),
        rows=tuple(
            (
                course(found, run),
                found.seen.title(run.competency)
                + (", each on their own" if run.kind == "individual" else ""),
                found.seen.people(run.worker_ids),
                amount(run.days),
                f"{run.cost:,}",
                f"{run.points:,}",
                f"{run.points / run.days:,.1f}",
            )
            for run in found.account.runs
        ),
        note="Points: what the plan would lose without it. What two courses could each bring is not lost with one.",
    )


def _needs(found: TrainingFound) -> Grid:
    shown = found.account.needs[:_NEEDS]
    more = len(found.account.needs) - len(shown)
    return Grid(
        caption="Training needs",
        headings=words(
            "Competency",
            "Team",
            "People below#",
            "Levels missing#",
            "Have what work looks for#",
            "Unlocks, by urgency#",
            "Points a day#",
            "In the plan#",
        ),
        rows=tuple(
            (
                found.seen.title(need.competency),
                found.seen.scope(need.team),
                some_or_few(need.people),
                some_or_few(need.levels),
                f"{need.able:,}, {need.wanted:,} wanted" if need.wanted else "",
                f"{need.unlocked_weight:,}" if need.unlocked_weight else "",
                "" if need.points_per_day is None else f"{need.points_per_day:,.1f}",
                f"{need.people_in_plan:,}",
            )
            for need in shown
        ),
        note=_few_note(found, shown) + f"{more:,} more in training.json." * bool(more),
    )


def _few_note(found: TrainingFound, shown: Sequence[Need]) -> str:
    if all(need.people is not None for need in shown):
        return ""
    return few_note(found.seen.framework.audit.smallest_group) + " "


def _csv(found: TrainingFound) -> str:
    """One row for every person on every course."""
    heading = (
        "worker_id", "worker_name", "team", "course_id", "competency", "from_level", "to_level", "days", "points",
    )  # fmt: skip
    rows = (
        (
            seat.worker_id, found.seen.team.worker[seat.worker_id].name, seat.team, seat.course_id, seat.competency,
            seat.from_level, seat.to_level, seat.days, seat.points,
        )
        for seat in found.account.seats
    )  # fmt: skip
    return csv_text(heading, rows)
