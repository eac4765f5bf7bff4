"""A team as measured by one policy or several, as a page that needs nothing else."""

from dataclasses import dataclass
from importlib.metadata import version

from allocator.explain.words import unit
from allocator.report.measured_text import PROVISIONAL, assumed
from allocator.report.ranking_chart import chart
from allocator.report.ranking_text import moved
from allocator.report.ranking_words import changes, opening, ordinal
from allocator.report.rendering import render
from allocator.report.supervision import is_asked_for, supervision
from allocator.report.wording import amount, percent, person, plain, sentence
from allocator.workload.measure import MINUTE, Workload
from allocator.workload.ranking import Ranked, SideBySide, by_change, ranked


@dataclass(frozen=True)
class _By:
    """What the page says of one policy: its name, what stands behind it, and its columns."""

    name: str
    about: str
    digest: str
    headings: tuple[str, ...]
    supervision: tuple[str, ...]


@dataclass(frozen=True)
class _Row:
    """One worker in the table: everything already in words."""

    worker: str
    team: str
    cases: int
    provisional: bool
    cells: tuple[tuple[str, ...], ...]
    moved: str


def html(sides: SideBySide) -> str:
    """The whole page; the same measures give the same text."""
    workloads = list(sides.values())
    return render(
        "measure.html",
        as_of=workloads[0].as_of,
        assumed=assumed(sides),
        changes=list(changes(sides)),
        drawing=chart(sides),
        opening=opening(sides),
        policies=[_by(name, workload) for name, workload in sides.items()],
        provisional=PROVISIONAL,
        rows=[_row(workloads, one) for one in by_change(ranked(sides))],
        version=version("case-allocator"),
    )


def _by(name: str, workload: Workload) -> _By:
    policy = workload.policy
    said = f"{plain(policy.title)}, in {unit(policy.weighting.unit)}"
    headings = ("Workload", "Share", "Rank", "Supervision")
    return _By(
        name=name,
        about=f"{said}. {sentence(policy.approach)}",
        digest=policy.digest,
        headings=headings if is_asked_for(workload) else headings[:-1],
        supervision=tuple(supervision(workload)),
    )


def _row(workloads: list[Workload], one: Ranked) -> _Row:
    team = workloads[0].team
    return _Row(
        worker=person(team, one.worker_id),
        team=team.worker[one.worker_id].team,
        cases=len(team.held_by[one.worker_id]),
        provisional=any(w.holdings[one.worker_id].provisional for w in workloads),
        cells=tuple(
            tuple(_cells(workload, one, place))
            for place, workload in enumerate(workloads)
        ),
        moved=moved(one),
    )


def _cells(workload: Workload, one: Ranked, place: int) -> list[str]:
    units, holding = workload.policy.weighting.units, workload.holdings[one.worker_id]
    taken, capacity = (
        amount(units(quanta)) for quanta in (holding.held, holding.capacity.quanta)
    )
    share = one.percents[place]
    cells = [
        f"{taken} of {capacity}",
        "full" if share is None else percent(share),
        ordinal(one.ranks[place]),
    ]
    minutes = f"{holding.supervision / MINUTE:,.0f} min"
    return [*cells, minutes] if is_asked_for(workload) else cells
