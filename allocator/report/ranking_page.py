"""A team as measured by one policy or several, as a page that needs nothing else."""

from dataclasses import dataclass
from importlib.metadata import version

from allocator.explain.words import unit
from allocator.report.measured_text import PROVISIONAL, assumed, said_beside, says
from allocator.report.ranking_chart import chart
from allocator.report.ranking_text import moved
from allocator.report.ranking_words import changes, opening, ordinal
from allocator.report.rendering import render
from allocator.report.supervision import is_asked_for, supervision
from allocator.report.wording import amount, percent, person, plain, sentence
from allocator.workload import flags
from allocator.workload.measure import MINUTE, Workload
from allocator.workload.ranking import Ranked, SideBySide, by_change, ranked
from allocator.workload.reported import report


@dataclass(frozen=True)
class _By:
    """What the page says of one policy: its name, what stands behind it, and its columns."""

    name: str
    about: str
    digest: str
    headings: tuple[str, ...]
    said: tuple[str, ...]
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
    policies = [_by(name, workload) for name, workload in sides.items()]
    shown = [policy.headings for policy in policies]
    return render(
        "measure.html",
        as_of=workloads[0].as_of,
        assumed=assumed(sides),
        changes=list(changes(sides)),
        flags=flags.sentences(workloads[0]),
        drawing=chart(sides),
        opening=opening(sides),
        own_work=any(w.policy.weighting.worker_terms for w in workloads),
        policies=policies,
        provisional=PROVISIONAL,
        rows=[_row(workloads, one, shown) for one in by_change(ranked(sides))],
        version=version("case-allocator"),
    )


def _by(name: str, workload: Workload) -> _By:
    policy = workload.policy
    said = f"{plain(policy.title)}, in {unit(policy.weighting.unit)}"
    headings = ["Workload", "Share", *(["Says"] if policy.weighting.reported else [])]
    headings += ["Rank", *(["Supervision"] if is_asked_for(workload) else [])]
    return _By(
        name=name,
        about=f"{said}. {sentence(policy.approach)}",
        digest=policy.digest,
        headings=tuple(headings),
        said=tuple(said_beside(workload)),
        supervision=tuple(supervision(workload)),
    )


def _row(workloads: list[Workload], one: Ranked, shown: list[tuple[str, ...]]) -> _Row:
    team = workloads[0].team
    found = [_cells(workload, one, place) for place, workload in enumerate(workloads)]
    return _Row(
        worker=person(team, one.worker_id),
        team=team.worker[one.worker_id].team,
        cases=len(team.held_by[one.worker_id]),
        provisional=any(w.holdings[one.worker_id].provisional for w in workloads),
        cells=tuple(
            tuple(cells[heading] for heading in headings)
            for cells, headings in zip(found, shown, strict=True)
        ),
        moved=moved(one),
    )


def _cells(workload: Workload, one: Ranked, place: int) -> dict[str, str]:
    """Everything that could be told of one worker under one policy, by heading."""
    units, holding = workload.policy.weighting.units, workload.holdings[one.worker_id]
    taken, capacity = (
        amount(units(quanta)) for quanta in (holding.held, holding.capacity.quanta)
    )
    share = one.percents[place]
    return {
        "Workload": f"{taken} of {capacity}",
        "Share": "full" if share is None else percent(share),
        "Says": says(report(workload, workload.team.worker[one.worker_id])),
        "Rank": ordinal(one.ranks[place]),
        "Supervision": f"{holding.supervision / MINUTE:,.0f} min",
    }
