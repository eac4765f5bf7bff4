"""Fairness over weeks in words: what came out, whose turn it is, and what may be asked of groups."""

from collections.abc import Sequence
from typing import NamedTuple

from allocator.domain.fairness import (
    Equality,
    Fairness,
    GroupTold,
    Measure,
    WorkerTurns,
)
from allocator.report.wording import capital, count, day, plain

MEASURE_WORDS: dict[Measure, tuple[str, str]] = {
    "workload": ("Workload", "percent of capacity"),
    "complexity": ("Complexity", "units for each case held"),
    "new_cases": ("New cases", "in these weeks"),
    "development": (
        "Development cases",
        "held cases that practise a skill on the plan",
    ),
}
NO_TEAM = "no team"


class Row(NamedTuple):
    """One worker as text and page show them."""

    account: WorkerTurns
    worker: str
    team: str
    turn: str
    difference: str


def lead(account: Fairness) -> str:
    """What came out, in a sentence or two."""
    when = f"from {day(account.since)} to {day(account.as_of)}"
    if not account.new_cases:
        return f"Nobody was given a new case {when}."
    said = f"{count(account.new_cases, 'case')} went to somebody new {when}. "
    if not account.out_of_proportion:
        return f"{said}Everyone is within one case of their share."
    return (
        f"{said}{account.out_of_proportion:,} of them would have had to go to somebody else "
        "for everyone to be within one case of their share."
    )


def what_it_is() -> str:
    """What the view may be used for."""
    return (
        "A share is in proportion to capacity within a team. People differ from it for good reasons: skills, families "
        "they know, protection while newly qualified. Ask before you conclude."
    )


def rows(account: Fairness) -> list[Row]:
    """Every worker, by team, whoever's turn it is first."""
    return [
        Row(
            one,
            plain(one.worker_id),
            plain(one.team) or NO_TEAM,
            str(one.turn) if one.turn else "none",
            signed(one.difference),
        )
        for one in account.workers
    ]


def next_in_turn(account: Fairness) -> list[str]:
    """For each team whoever is furthest below their share."""
    return [
        f"{row.team}: {row.worker}, {_beside(row.account)}."
        for row in rows(account)
        if row.account.turn == 1
    ]


def _beside(one: WorkerTurns) -> str:
    last = (
        f"last given one by {day(one.last_given)}"
        if one.last_given
        else "given none in these weeks"
    )
    return f"{count(one.new_cases, 'new case')} beside a share of {one.fair_share:,.1f}, {last}"


def signed(number: float) -> str:
    """A difference with its sign."""
    return f"{number:+,.1f}".replace("-", "−") if round(number, 1) else "0.0"


def equality_lead(asked: Equality) -> str:
    """What the groups show, as a question."""
    if not asked.groups:
        return f"No group is large enough to be told of: nothing is shown of fewer than {asked.smallest_group} people."
    differ = [one for one in asked.groups if one.differs]
    if not differ:
        return "No group differs from everyone else by more than chance would give. That is no proof that none does."
    return (
        f"{count(len(differ), 'difference')} to ask about: greater than chance alone would often give. "
        "Why is for people to find out."
    )


def questions(asked: Equality) -> list[str]:
    """Each difference that is greater than chance would give, as a question."""
    return [
        f"{heading(one)}: why is {MEASURE_WORDS[one.measure][0].lower()} {abs(one.difference):,.1f} "
        f"{'higher' if one.difference > 0 else 'lower'} than everyone else’s "
        f"(likely between {signed(one.low)} and {signed(one.high)})?"
        for one in asked.groups
        if one.differs
    ]


def heading(one: GroupTold) -> str:
    """A group by its characteristic and value."""
    name = f"{capital(plain(one.characteristic))}: {plain(one.group)}"
    return f"{name} ({', '.join(map(plain, one.pooled))})" if one.pooled else name


def by_measure(asked: Equality) -> list[tuple[str, str, Sequence[GroupTold]]]:
    """The groups by measure: its name, its unit, and the rows."""
    return [
        (*words, found)
        for measure, words in MEASURE_WORDS.items()
        if (found := [one for one in asked.groups if one.measure == measure])
    ]
