"""A team as measured: the JSON contract of ``allocator measure``, and its text."""

import json
from collections.abc import Iterator
from typing import Any

from allocator.workload.measure import MINUTE, Workload
from allocator.workload.scale import Asked


def json_text(workload: Workload) -> str:
    """The measured team exactly to the contract, one JSON document."""
    return json.dumps(document(workload), ensure_ascii=False, indent=2) + "\n"


def document(workload: Workload) -> dict[str, Any]:
    """What every worker has and holds and what every case asks, term by term."""
    units = workload.policy.weighting.units
    return {
        "schema": 1,
        "unit": workload.policy.weighting.unit,
        "policy": {"name": workload.policy.name, "digest": workload.policy.digest},
        "workers": [
            {
                "worker_id": worker_id,
                "capacity": units(holding.capacity.quanta),
                "units": units(holding.held),
                "percent": holding.percent,
                "cases": holding.cases,
                "supervision_minutes": round(holding.supervision / MINUTE, 2),
                "provisional": bool(holding.provisional),
            }
            for worker_id, holding in workload.holdings.items()
        ],
        "cases": list(_rows(workload)),
    }


def _rows(workload: Workload) -> Iterator[dict[str, Any]]:
    """One row for each case and one more for its co-worker's share, so that rows add up to what workers hold."""
    for case_id, asked in workload.asked.items():
        case = workload.team.case[case_id]
        yield _row(workload, case_id, case.worker_id, asked)
        if case.worker_id and case.co_worker_id:
            share = workload.shared[case.co_worker_id][case_id]
            yield _row(workload, case_id, case.co_worker_id, share)


def _row(
    workload: Workload, case_id: str, worker_id: str, asked: Asked
) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "worker_id": worker_id,
        "units": workload.policy.weighting.units(asked.quanta),
        "terms": [
            {
                "term": term.term,
                "value": float(round(term.value, 6)),
                "source": term.source,
            }
            for term in asked.terms
        ],
        "provisional": bool(asked.provisional),
    }


def text(workload: Workload) -> str:
    """Every worker's workload, fullest first; someone without capacity is full."""
    policy, team = workload.policy, workload.team
    units = policy.weighting.units
    lines = [
        f"{policy.title}, in {policy.weighting.unit}, as of {workload.as_of:%-d %B %Y}",
        "",
    ]
    lines.append(
        f"{'Worker':<22}{'Capacity':>9}{'Workload':>10}{'Share':>9}{'Cases':>7}{'Supervision':>13}"
    )
    ranked = sorted(
        workload.holdings.items(),
        key=lambda pair: (pair[1].percent is not None, -(pair[1].percent or 0)),
    )
    for worker_id, holding in ranked:
        name = f"{worker_id} {team.worker[worker_id].name}".strip()
        if not team.worker[worker_id].carries_cases and not holding.held:
            continue
        share = "full" if holding.percent is None else f"{holding.percent:.0f}%"
        mark = "*" if holding.provisional else " "
        lines.append(
            f"{name[:21]:<22}{units(holding.capacity.quanta):>9,}{units(holding.held):>10,}{share:>8}{mark}"
            f"{holding.cases:>7,}{holding.supervision / MINUTE:>9,.0f} min"
        )
    waiting = sum(workload.asked[case.case_id].quanta for case in team.waiting)
    lines += [
        "",
        f"{len(team.waiting)} waiting cases ask for about {units(waiting):,} {policy.weighting.unit}.",
    ]
    if any(holding.provisional for holding in workload.holdings.values()):
        lines.append(
            "* provisional: some of it stands on defaults for missing data (see --json)."
        )
    return "\n".join(lines) + "\n"
