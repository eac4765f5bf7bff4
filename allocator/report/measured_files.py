"""Writes a team as measured, by one policy or by several, as a CSV file and a page."""

from pathlib import Path

from allocator.report.saving import save
from allocator.report.tables import Cell, csv_text
from allocator.workload.measure import MINUTE, Workload
from allocator.workload.ranking import SideBySide, ranked
from allocator.workload.reported import report

# Under each policy, after its name.
_MEASURES = (
    "capacity", "units", "percent", "rank", "supervision_minutes", "provisional",
)  # fmt: skip
# There too where the policy asks people how full they are.
_SAID = ("says_percent", "differs")


def write(sides: SideBySide, folder: Path) -> list[Path]:
    """Writes both files or neither, and returns where they are."""
    return save(rendered(sides), folder)


def rendered(sides: SideBySide) -> dict[str, bytes]:
    """What each file holds, by name."""
    # Charts take half a second to import, which measuring on the terminal need not wait for.
    from allocator.report import ranking_page

    texts = {"measure.csv": table(sides), "measure.html": ranking_page.html(sides)}
    return {name: text.encode() for name, text in texts.items()}


def table(sides: SideBySide) -> str:
    """One row for every worker, in the order of the batch."""
    team = next(iter(sides.values())).team
    measures = [
        f"{name} {measure}"
        for name, workload in sides.items()
        for measure in (*_MEASURES, *(_SAID if _asks(workload) else ()))
    ]
    flagged = ["flagged"] if team.flags else []
    heading = (
        "worker_id", "worker_name", "team", "cases", *flagged, *measures, "rank_change",
    )  # fmt: skip
    rows = (
        (
            one.worker_id,
            team.worker[one.worker_id].name,
            team.worker[one.worker_id].team,
            len(team.held_by[one.worker_id]),
            *(_yes_or_no(_is_flagged(sides, one.worker_id)) for _ in flagged),
            *(
                cell
                for place, workload in enumerate(sides.values())
                for cell in _cells(
                    workload,
                    one.worker_id,
                    one.ranks[place] if one.ranks else None,
                )
            ),
            one.change,
        )
        for one in ranked(sides)
    )
    return csv_text(heading, rows)


def _cells(workload: Workload, worker_id: str, rank: int | None) -> tuple[Cell, ...]:
    units, holding = workload.policy.weighting.units, workload.holdings[worker_id]
    return (
        units(holding.capacity.quanta),
        units(holding.held),
        holding.percent,
        rank,
        round(holding.supervision / MINUTE, 2),
        _yes_or_no(bool(holding.provisional)),
        *(_said(workload, worker_id) if _asks(workload) else ()),
    )


def _said(workload: Workload, worker_id: str) -> tuple[Cell, ...]:
    said = report(workload, workload.team.worker[worker_id])
    return (said.says, _yes_or_no(said.differs)) if said else (None, None)


def _is_flagged(sides: SideBySide, worker_id: str) -> bool:
    first = next(iter(sides.values()))
    return first.is_flagged(first.team.worker[worker_id])


def _asks(workload: Workload) -> bool:
    return workload.policy.weighting.reported is not None


def _yes_or_no(answer: bool) -> str:
    return "yes" if answer else "no"
