"""What a scenario says of the people, in words."""

from collections.abc import Iterator

from allocator.report.wording import count, listed, plain, words
from allocator.simulation.workforce_plan import (
    Joiner,
    Leaver,
    Sickness,
    Weeks,
    WorkforcePlan,
)


def people(plan: WorkforcePlan) -> Iterator[str]:
    """A sentence for everything that happens to them."""
    if plan.turnover_percent_a_year:
        yield (
            f"{plan.turnover_percent_a_year:g}% leave in a year; for {count(plan.notice_weeks, 'week')} before, "
            "they are given no new cases."
        )
        yield (
            f"{plan.replaced_percent:g}% of them are replaced, after {_weeks(plan.hired_after_weeks)}."
        )
    if plan.vacancy_percent:
        yield f"{plan.vacancy_percent:g}% of all posts are vacant at the start, and being filled."
    if plan.agency_percent:
        stay = plan.agency_stay_weeks
        stays = f", and stay for {stay:g} weeks on average" if stay else ""
        yield (
            f"{plan.agency_percent:g}% of those hired are agency workers, who come after "
            f"{_weeks(plan.agency_after_weeks)}{stays}."
        )
    if plan.induction:
        parts = [
            f"{step.percent_off:g}% of their time for {count(step.weeks, 'week')}"
            for step in plan.induction
        ]
        yield f"Settling in takes joiners {', then '.join(parts)}."
    if plan.sickness:
        yield _sickness(plan.sickness)
    if plan.leave:
        by_month = (
            ", more in some months than in others" if plan.leave.month_percent else ""
        )
        yield f"{plan.leave.days_a_year:g} days of leave a year{by_month}."
    for step in plan.progression:
        yield f"{words(step.grade)} becomes {_key(step.to)} {count(step.after_months, 'month')} after qualifying."
    yield from map(_leaver, plan.leaver)
    yield from map(_joiner, plan.joiner)


def _sickness(sickness: Sickness) -> str:
    lengths = ", ".join(
        f"{spell.percent:g}% up to {count(spell.to_days, 'day')}"
        for spell in sickness.lengths
    )
    return f"{sickness.spells_a_year:g} spells of sickness a year for each worker: {lengths}."


def _leaver(leaver: Leaver) -> str:
    who = [
        _key(leaver.seniority),
        {True: "from an agency", False: "not from an agency", None: ""}[leaver.agency],
        f"of {plain(leaver.team)}" if leaver.team else "",
        listed([plain(who) for who in leaver.worker_ids]),
    ]
    number = "all" if leaver.number is None else str(leaver.number)
    those = ", ".join(part for part in who if part) or "anybody"
    after = "replaced" if leaver.replaced else "not replaced"
    return f"{plain(leaver.title)}: in week {leaver.week}, {number} ({those}), {after}."


def _joiner(joiner: Joiner) -> str:
    details = [
        _key(joiner.seniority),
        f"{joiner.contracted_hours:g} hours",
        "from an agency" if joiner.agency else "",
        "settled already" if joiner.settled else "",
        f"in {plain(joiner.team)}" if joiner.team else "",
        listed(
            [
                f"{_key(skill)} at level {level}"
                for skill, level in joiner.skills.items()
            ]
        ),
    ]
    return (
        f"{plain(joiner.title)}: in week {joiner.week}, {joiner.number} "
        f"({', '.join(part for part in details if part)})."
    )


def _weeks(weeks: Weeks) -> str:
    least, most = weeks
    return f"{least:g} weeks" if least == most else f"{least:g} to {most:g} weeks"


def _key(key: str) -> str:
    """A key as people say it within a sentence."""
    return plain(key.replace("_", " "))
