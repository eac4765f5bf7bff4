"""Trends in words and pictures: cases, visits, hours, what came and what went, by team and worker."""

from collections.abc import Callable, Iterator, Sequence

from allocator.domain.team import Team
from allocator.domain.trends import Tally, Trends, Week
from allocator.explain.words import unit
from allocator.policy.policy import Policy
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.plot_lines import Line, Point, pictures
from allocator.report.study import Grid, Part, Study
from allocator.report.wording import (
    amount,
    count,
    day,
    percent,
    person,
    plain,
    sentence,
)

PAGE = "trends.html"
_MOST_PANELS = 12  # of teams; a page of more says nothing


def study(found: Trends, team: Team, policy: Policy) -> Study:
    """Everything over time; people are named as in the newest batch."""
    first, last = found.weeks[0], found.weeks[-1]
    return Study(
        title="Trends",
        period=f"{day(first.as_of)} to {day(last.as_of)}",
        lead=_lead(first, last),
        notice="From the records of cases alone: nothing here comes from a diary or a survey.",
        parts=[*_parts(found, team)],
        how_to_read=_how_to_read(found),
        about=[
            (
                "Policy",
                f"{plain(policy.title)} ({plain(policy.name)}). {sentence(policy.approach)}",
            ),
            ("Digest of the policy", found.policy.digest),
            ("Version of case-allocator", found.version),
        ],
    )


def _lead(first: Week, last: Week) -> str:
    if first is last:
        return f"One batch, of {day(first.as_of)}: with a second, of another day, there is something to follow."
    moved = last.everyone.held - first.everyone.held
    way = f"{abs(moved):,} {'more' if moved > 0 else 'fewer'}" if moved else "as many"
    return (
        f"{count(last.everyone.held, 'held case')} on {day(last.as_of)}, {way}{' as' if not moved else ' than'} on "
        f"{day(first.as_of)}; {last.waiting:,} wait, where {first.waiting:,} did."
    )


def _parts(found: Trends, team: Team) -> Iterator[Part]:
    yield Part(
        "everyone",
        "Everyone",
        drawing=_everyone(found),
        grids=[_by_week(found)],
    )
    if len(found.weeks[-1].teams) > 1:
        yield Part(
            "teams",
            "Team by team",
            drawing=_teams(found),
            grids=[
                _grid(
                    "Each team in the newest batch, and since the first",
                    "Team",
                    [
                        (plain(now.team), now.tally, _since(found, _team_of(now.team)))
                        for now in found.weeks[-1].teams
                    ],
                )
            ],
        )
    yield Part(
        "workers",
        "Worker by worker",
        grids=[
            _grid(
                "Each worker in the newest batch, and since the first",
                "Worker",
                [
                    (
                        person(team, now.worker_id),
                        now.tally,
                        _since(found, _worker_of(now.worker_id)),
                    )
                    for now in found.weeks[-1].workers
                ],
            )
        ],
    )


# What one week says of somebody or some team; None where it does not know them.
_Of = Callable[[Week], Tally | None]


def _team_of(name: str) -> _Of:
    return lambda week: next((t.tally for t in week.teams if t.team == name), None)


def _worker_of(worker_id: str) -> _Of:
    return lambda week: next(
        (w.tally for w in week.workers if w.worker_id == worker_id), None
    )


def _since(found: Trends, of: _Of) -> Sequence[Tally]:
    """All batches that know somebody, but for the first one of all, in which nothing has come or gone."""
    return [tally for week in found.weeks[1:] if (tally := of(week))]


def _by_week(found: Trends) -> Grid:
    has_visits, has_hours = _has(found)
    heading = ["Batch", "Held", "Waiting", "Referred", "New", "Closed", "Passed on"]
    heading += ["Visits"] * has_visits + ["Hours"] * has_hours + ["Share"]
    return Grid(
        "Each batch, old to new",
        heading,
        [
            (
                day(week.as_of),
                f"{week.everyone.held:,}",
                f"{week.waiting:,}",
                _known(week.referred),
                _known(week.everyone.new),
                _known(week.everyone.closed),
                _known(week.everyone.passed_on),
                *[_number(week.everyone.visits)] * has_visits,
                *[_number(week.everyone.hours)] * has_hours,
                percent(week.everyone.percent),
            )
            for week in found.weeks
        ],
        range(1, len(heading)),
    )


def _grid(
    caption: str, who: str, rows: Sequence[tuple[str, Tally, Sequence[Tally]]]
) -> Grid:
    timed = any(tally.hours is not None for _, tally, _ in rows)
    visited = any(tally.visits is not None for _, tally, _ in rows)
    heading = [who, "Held", *["Visits"] * visited, *["Hours"] * timed, "Share"]
    heading += ["New", "Closed", "Passed on"]
    return Grid(
        caption,
        heading,
        [
            (
                name,
                f"{now.held:,}",
                *[_number(now.visits)] * visited,
                *[_number(now.hours)] * timed,
                percent(now.percent),
                f"{sum(tally.new or 0 for tally in since):,}",
                f"{sum(tally.closed or 0 for tally in since):,}",
                f"{sum(tally.passed_on or 0 for tally in since):,}",
            )
            for name, now, since in rows
        ],
        range(1, len(heading)),
    )


def _has(found: Trends) -> tuple[bool, bool]:
    """Whether the policy knows of visits and of hours."""
    everyone = [week.everyone for week in found.weeks]
    return (
        any(tally.visits is not None for tally in everyone),
        any(tally.hours is not None for tally in everyone),
    )


def _everyone(found: Trends) -> Drawing | None:
    if len(found.weeks) < 2:
        return None
    has_visits, has_hours = _has(found)
    chosen: list[tuple[str, Callable[[Week], float | None]]] = [
        ("Held cases", lambda week: week.everyone.held),
        ("Waiting cases", lambda week: week.waiting),
        ("New to somebody since the batch before", lambda week: week.everyone.new),
        ("Closed since the batch before", lambda week: week.everyone.closed),
    ]
    if has_visits:
        chosen.append(("Visits a week", lambda week: week.everyone.visits))
    if has_hours:
        chosen.append(("Hours a week", lambda week: week.everyone.hours))
    lines = [Line(name, _points(found, value)) for name, value in chosen]
    first, last = found.weeks[0].everyone.held, found.weeks[-1].everyone.held
    told = (
        f"{count(len(lines), 'panel')} over {count(len(found.weeks), 'batch', 'batches')}, each with a scale "
        "of its own. "
        f"Held cases go from {first:,} to {last:,}. The table has the same numbers."
    )
    svg = pictures(lines, own_scales=True)
    return drawing(svg, 1, "Everyone over time", told)


def _points(found: Trends, value: Callable[[Week], float | None]) -> list[Point]:
    return [
        Point(week.as_of, number)
        for week in found.weeks
        if (number := value(week)) is not None
    ]


def _teams(found: Trends) -> Drawing | None:
    names = [one.team for one in found.weeks[-1].teams][:_MOST_PANELS]
    if len(found.weeks) < 2:
        return None
    lines = []
    for name in names:
        of = _team_of(name)
        points = [
            Point(week.as_of, float(tally.held))
            for week in found.weeks
            if (tally := of(week)) is not None
        ]
        lines.append(Line(short(plain(name)), points))
    more = len(found.weeks[-1].teams) - len(names)
    told = (
        f"{count(len(lines), 'panel')}, one for each team, all to one scale"
        f"{f'; {more:,} more teams are in the table' if more else ''}. The table has the newest numbers."
    )
    return drawing(pictures(lines), 2, "Held cases by team", told)


def _known(number: int | None) -> str:
    return "" if number is None else f"{number:,}"


def _number(number: float | None) -> str:
    return "" if number is None else amount(round(number, 1))


def _how_to_read(found: Trends) -> list[str]:
    said = [
        "Held is on the day of each batch. New, closed and passed on are since the batch before, so the first "
        "has none. "
        "Held before, plus new, less closed, less passed on, is held now.",
        "Referred are cases that were in no batch before. Closed is what is no longer in a batch at all; "
        "passed on is what "
        "somebody else holds now, or what waits again.",
        "Between two batches a case may come and go unseen: the nearer the batches, the less is missed.",
        f"Share is workload in {unit(found.unit)} as a percentage of capacity.",
    ]
    has_visits, has_hours = _has(found)
    if has_visits:
        said.append(
            "Visits and hours are what the weighting expects of the cases held, a week, not what was done or "
            "recorded."
        )
    elif has_hours:
        said.append("Hours are what the weighting expects of the cases held, a week.")
    return said
