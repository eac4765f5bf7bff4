"""Diaries as people read them: where time goes, what cases take, the week and the contract."""

from collections.abc import Iterator, Sequence

from allocator.domain.time_use import By, GroupTime, TimeUse
from allocator.policy.diary_guide import DiaryGuide
from allocator.policy.policy import Policy
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.plot_rows import Bar, bars
from allocator.report.study import Grid, Part, Study
from allocator.report.wording import count, day, listed, percent, plain, words

HIDDEN = "too few people"

_WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_TITLES: dict[By, tuple[str, str, str]] = {
    "case_type": ("types", "What cases of each type take", "Type of case"),
    "stage": ("stages", "New and old cases", "Stage"),
    "seniority": ("grades", "Grades", "Grade"),
}


def study(found: TimeUse, policy: Policy, guide: DiaryGuide) -> Study:
    """Everything the diaries say, as far as it may be told."""
    who = plain(found.worker_id) if found.worker_id else ""
    return Study(
        title=f"The diary of {who}" if who else "What the diaries say",
        period=f"{day(found.first_day)} to {day(found.last_day)}",
        lead=_lead(found, guide),
        notice=_notice(found, guide),
        parts=[*_parts(found, policy, guide)],
        how_to_read=[*_how_to_read(found)],
        about=[
            ("Diary", f"{plain(guide.title)}. {plain(guide.source)}"),
            ("Policy", f"{plain(policy.title)} ({plain(policy.name)})"),
            *((plain(name), digest) for name, digest in found.inputs.items()),
            ("Version of case-allocator", found.version),
        ],
    )


def _lead(found: TimeUse, guide: DiaryGuide) -> str:
    told = [one for one in found.tasks if one.percent is not None]
    most = sorted(told, key=lambda one: -(one.percent or 0))[:2]
    named = listed(
        [f"{guide.tasks[one.task].title.lower()} {one.percent:.0f}%" for one in most]
    )
    kept = (
        f"{found.weeks:,.1f} weeks of work"
        if found.worker_id
        else f"{count(found.people, 'person', 'people')} kept a diary over {found.weeks:,.0f} weeks of work"
    )
    return (
        f"{kept}: {found.hours_on_cases_percent:.0f}% of {found.hours:,.0f} hours went to named cases; "
        f"{named} of all time."
    )


def _notice(found: TimeUse, guide: DiaryGuide) -> str:
    if found.worker_id:
        return "This page is for the person who kept the diary and their supervisor, and for nobody else."
    return (
        f"{guide.purpose[0]} Nothing here is about fewer than {found.smallest_group} people; "
        "notes were not read."
    )


def _parts(found: TimeUse, policy: Policy, guide: DiaryGuide) -> Iterator[Part]:
    yield Part(
        "tasks",
        "Where time goes",
        drawing=_drawn_tasks(found, guide),
        grids=[_tasks(found, guide)],
    )
    for number, by in enumerate(_TITLES, 2):
        groups = [one for one in found.groups if one.by == by]
        anchor, title, heading = _TITLES[by]
        if groups and not (found.worker_id and by == "seniority"):
            yield Part(
                anchor,
                title,
                said=_said_of_groups(groups, policy),
                drawing=_drawn_groups(groups, policy, number, title),
                grids=[_groups(groups, policy, guide, heading)],
            )
    yield Part(
        "week",
        "Through the week",
        said=_said_of_hours(found),
        drawing=_drawn_week(found),
        grids=[_week(found)],
    )
    if any(one.percent is not None for one in found.hours_of_day):
        yield Part(
            "day",
            "Through the day",
            said=_said_of_day(found),
            drawing=_drawn_day(found),
        )
    yield Part("contract", "Beside the contract", said=_said_of_contract(found))


def _week_of(found: TimeUse) -> str:
    return "an average week" if found.worker_id else "an average person’s week"


def _tasks(found: TimeUse, guide: DiaryGuide) -> Grid:
    return Grid(
        f"Each kind of work, in {_week_of(found)}",
        (
            "Work",
            "People",
            "Hours a week",
            "Of all time",
            "Tense, 1 to 5",
            "Something missing",
        ),
        [
            (
                guide.tasks[one.task].title,
                _people(one.people),
                _number(one.hours_a_week, "{:.1f}"),
                _share(one.percent),
                _number(one.mean_stress, "{:.1f}"),
                _share(one.missing_percent),
            )
            if one.percent is not None
            else (guide.tasks[one.task].title, HIDDEN, "", "", "", "")
            for one in found.tasks
        ],
        range(1, 6),
    )


def _drawn_tasks(found: TimeUse, guide: DiaryGuide) -> Drawing | None:
    told = [one for one in found.tasks if one.hours_a_week is not None]
    if not told:
        return None
    told.sort(key=lambda one: -(one.hours_a_week or 0))
    rows = [
        Bar(
            guide.tasks[one.task].title,
            one.hours_a_week or 0,
            f"{one.hours_a_week:.1f} hours, {one.percent:.0f}%",
        )
        for one in told
    ]
    said = ", ".join(f"{row.name} {row.label}" for row in rows)
    return drawing(
        bars(rows),
        1,
        f"Hours in {_week_of(found)}",
        f"{said}. The table has the same numbers.",
    )


def _name(one: GroupTime, policy: Policy) -> str:
    if one.by == "seniority" and one.key in policy.competency.levels:
        return plain(policy.competency.levels[one.key].title)
    return words(one.key)


def _groups(
    groups: Sequence[GroupTime], policy: Policy, guide: DiaryGuide, heading: str
) -> Grid:
    of_cases = groups[0].by != "seniority"
    tasks = [
        task
        for task in guide.tasks
        if any((one.task_percent or {}).get(task) for one in groups)
    ]
    each = "Minutes a case and week" if of_cases else "Hours a person and week"
    rows = []
    for one in groups:
        if one.percent is None:
            rows.append(
                (_name(one, policy), HIDDEN, *[""] * (2 + of_cases + len(tasks)))
            )
            continue
        minutes = one.minutes_a_week
        took = _number(
            minutes if of_cases or minutes is None else minutes / 60,
            "{:,.0f}" if of_cases else "{:.1f}",
        )
        shares = [_share((one.task_percent or {}).get(task)) for task in tasks]
        cases = [_number(one.cases, "{:,}")] * of_cases
        rows.append(
            (
                _name(one, policy),
                _people(one.people),
                *cases,
                _share(one.percent),
                took,
                *shares,
            )
        )
    columns = [heading, "People", *["Cases held"] * of_cases, "Of all time", each]
    columns += [guide.tasks[task].title for task in tasks]
    return Grid(
        f"{heading}: how much time, and the share of it in each kind of work",
        columns,
        rows,
        range(1, len(columns)),
    )


def _drawn_groups(
    groups: Sequence[GroupTime], policy: Policy, number: int, title: str
) -> Drawing | None:
    of_cases = groups[0].by != "seniority"
    told = [one for one in groups if one.minutes_a_week is not None]
    if not told:
        return None
    unit = "minutes a case" if of_cases else "hours a person"
    rows = []
    for one in sorted(told, key=lambda one: -(one.minutes_a_week or 0)):
        took = (one.minutes_a_week or 0) / (1 if of_cases else 60)
        rows.append(
            Bar(
                short(_name(one, policy)),
                took,
                f"{took:,.0f} {unit}" if of_cases else f"{took:.1f} {unit}",
            )
        )
    said = ", ".join(f"{row.name} {row.label}" for row in rows)
    return drawing(
        bars(rows),
        number,
        f"{title}, a week",
        f"{said}. The table has the same numbers.",
    )


def _said_of_groups(groups: Sequence[GroupTime], policy: Policy) -> list[str]:
    tense = [
        one for one in groups if one.mean_stress is not None and one.key != "no_case"
    ]
    if len(tense) < 2:
        return []
    most = max(tense, key=lambda one: one.mean_stress or 0)
    least = min(tense, key=lambda one: one.mean_stress or 0)
    if most.mean_stress == least.mean_stress:
        return [
            f"Time is told as equally tense for all of them: {most.mean_stress:.1f} of 5."
        ]
    return [
        f"Most tense: {_name(most, policy).lower()}, {most.mean_stress:.1f} of 5; "
        f"least: {_name(least, policy).lower()}, {least.mean_stress:.1f}."
    ]


def _week(found: TimeUse) -> Grid:
    return Grid(
        "Each day of the week",
        ("Day", "People", "Hours on days worked", "Tense, 1 to 5"),
        [
            (
                _WEEKDAYS[one.weekday - 1],
                HIDDEN if one.hours is None else _people(one.people),
                _number(one.hours, "{:.1f}"),
                _number(one.mean_stress, "{:.1f}"),
            )
            for one in found.weekdays
        ],
        range(1, 4),
    )


def _drawn_week(found: TimeUse) -> Drawing | None:
    rows = [
        Bar(
            _WEEKDAYS[one.weekday - 1],
            one.hours,
            f"{one.hours:.1f} hours"
            + (f", tense {one.mean_stress:.1f} of 5" if one.mean_stress else ""),
        )
        for one in found.weekdays
        if one.hours is not None
    ]
    if not rows:
        return None
    said = ", ".join(f"{row.name} {row.label}" for row in rows)
    return drawing(
        bars(rows),
        6,
        "Hours on days worked",
        f"{said}. The table has the same numbers.",
    )


def _said_of_hours(found: TimeUse) -> list[str]:
    told = [one for one in found.weekdays if one.hours is not None]
    if len(told) < 2:
        return []
    longest, shortest = (
        max(told, key=lambda one: one.hours or 0),
        min(told, key=lambda one: one.hours or 0),
    )
    return [
        f"The longest day is {_WEEKDAYS[longest.weekday - 1]} with {longest.hours:.1f} hours, "
        f"the shortest {_WEEKDAYS[shortest.weekday - 1]} with {shortest.hours:.1f}."
    ]


def _said_of_day(found: TimeUse) -> list[str]:
    told = [one for one in found.hours_of_day if one.percent is not None]
    most = max(told, key=lambda one: one.percent or 0)
    when = f"{most.hour:02}:00 to {most.hour + 1:02}:00"
    return [
        f"The fullest hour is {when}, with {most.percent:.0f}% of the time that was written down with its hour."
    ]


def _drawn_day(found: TimeUse) -> Drawing | None:
    rows = [
        Bar(
            f"{one.hour:02}:00 to {one.hour + 1:02}:00",
            one.percent,
            f"{one.percent:.0f}%",
        )
        for one in found.hours_of_day
        if one.percent is not None
    ]
    said = ", ".join(f"{row.name} {row.label}" for row in rows)
    title = "Time by hour of the day, from lines that say when"
    return drawing(bars(rows, "%"), 7, title, f"{said}.")


def _said_of_contract(found: TimeUse) -> list[str]:
    one = found.contract
    if one is None:
        return [
            "No whole weeks of enough people with contracted hours, so nothing can be laid beside the contract."
        ]
    whose = "" if found.worker_id else " on average"
    said = [
        f"Whole weeks came to {one.hours_written:.1f} hours{whose}, where {one.hours_contracted:.1f} are contracted."
    ]
    if one.people_above is None:
        said.append(
            f"How many are above contract is not told: it would tell of fewer than {found.smallest_group} people."
        )
    elif found.worker_id:
        above = "more than" if one.people_above else "not more than"
        said.append(f"That is {above} {one.above_percent}% above contract.")
    else:
        said.append(
            f"{one.people_above} of {one.people} people are more than {one.above_percent}% above their hours"
            " over the diary; "
            f"hours above contract come to {one.hours_above_a_week:.1f} a person and week."
        )
    return said


def _how_to_read(found: TimeUse) -> Iterator[str]:
    yield (
        "A diary is what people wrote down. Work that was forgotten is not in it, and a hard day may look longer"
        " than a good one."
    )
    yield "A week of work is as many days as a person usually writes on; days of leave count for nothing."
    yield (
        "Minutes a case and week are spread over all cases held while the diary was kept, also those on which"
        " nothing was written."
    )
    yield "How tense time was is weighed by how long each piece took: 1 is calm, 5 as bad as it gets."
    if not found.worker_id:
        yield (
            f"“{HIDDEN.capitalize()}” hides whatever is about fewer than {found.smallest_group}, and as much"
            " besides as it takes "
            "for nobody to work it out from the rest."
        )


def _people(number: int | None) -> str:
    """How many people; the exact number may tell of the few who are missing from it."""
    return "nearly all" if number is None else f"{number:,}"


def _number(value: float | None, form: str) -> str:
    return "" if value is None else form.format(value)


def _share(value: float | None) -> str:
    return "" if value is None else percent(value)
