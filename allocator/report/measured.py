"""A team as measured: the JSON contract of ``allocator measure``, by one policy and by several."""

from collections.abc import Iterator, Mapping
from typing import Any

from allocator.policy.columns import BLANK
from allocator.report.json_stream import written
from allocator.workload import flags
from allocator.workload.measure import MINUTE, Holding, Workload
from allocator.workload.ranking import Ranked, SideBySide, ranked
from allocator.workload.reported import report
from allocator.workload.scale import Asked


def json_parts(sides: SideBySide) -> Iterator[bytes]:
    """Everything measured as one JSON document, in parts: an authority's takes more room than its records do."""
    first, *others = (_streamed(workload) for workload in sides.values())
    if not others:
        return written(first)
    workers = (_ranked_row(one, list(sides)) for one in ranked(sides))
    return written({"schema": 1, "policies": [first, *others], "workers": workers})


def document(workload: Workload) -> dict[str, Any]:
    """What every worker has and holds and what every case asks, term by term."""
    return {
        name: list(rows) if isinstance(rows, Iterator) else rows
        for name, rows in _streamed(workload).items()
    }


def _streamed(workload: Workload) -> dict[str, Any]:
    return {
        "schema": 1,
        "unit": workload.policy.weighting.unit,
        "policy": {"name": workload.policy.name, "digest": workload.policy.digest},
        # Weighed here and now: whatever goes wrong must not come after half a document.
        "workers": _workers(workload, workload.holdings),
        "cases": _cases(workload, workload.asked),
    }


def _workers(
    workload: Workload, holdings: Mapping[str, Holding]
) -> Iterator[dict[str, Any]]:
    units = workload.policy.weighting.units
    for worker_id, holding in holdings.items():
        yield {
            "worker_id": worker_id,
            "capacity": units(holding.capacity.quanta),
            "units": units(holding.held),
            "percent": holding.percent,
            "cases": holding.cases,
            "supervision_minutes": round(holding.supervision / MINUTE, 2),
            **_own_work(workload, holding),
            **_reported(workload, worker_id),
            **_flags(workload, worker_id),
            "provisional": bool(holding.provisional),
        }


def _own_work(workload: Workload, holding: Holding) -> dict[str, Any]:
    """What a worker's own columns add to their cases, where the weighting reads any."""
    if not workload.policy.weighting.worker_terms:
        return {}
    return {
        "own_units": workload.policy.weighting.units(holding.own.quanta),
        "own_terms": _terms(holding.own),
    }


def _reported(workload: Workload, worker_id: str) -> dict[str, Any]:
    """What a worker says of their week, where the weighting asks; null where they did not answer."""
    if workload.policy.weighting.reported is None:
        return {}
    said = report(workload, workload.team.worker[worker_id])
    return {
        "says_percent": said.says if said else None,
        "differs": said.differs if said else None,
    }


def _flags(workload: Workload, worker_id: str) -> dict[str, Any]:
    """What may be told of a worker's flags, where the batch has any."""
    if not workload.team.flags:
        return {}
    return {
        "flagged": workload.is_flagged(workload.team.worker[worker_id]),
        "flags": list(flags.told(workload, worker_id)),
    }


def _terms(asked: Asked) -> list[dict[str, Any]]:
    return [
        {
            "term": term.term,
            "value": float(round(term.value, 6)),
            "source": term.source,
        }
        for term in asked.terms
    ]


def _cases(
    workload: Workload, asked_by_case: Mapping[str, Asked]
) -> Iterator[dict[str, Any]]:
    """One row for each case and one more for its co-worker's share, so that rows add up to what workers hold."""
    for case_id, asked in asked_by_case.items():
        case = workload.team.case[case_id]
        yield _case(workload, case_id, case.worker_id, asked)
        if case.worker_id and case.co_worker_id:
            share = workload.shared[case.co_worker_id][case_id]
            yield _case(workload, case_id, case.co_worker_id, share)


def _case(
    workload: Workload, case_id: str, worker_id: str, asked: Asked
) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "worker_id": worker_id,
        "units": workload.policy.weighting.units(asked.quanta),
        "terms": _terms(asked),
        **_labels(workload, case_id),
        "provisional": bool(asked.provisional),
    }


def _labels(workload: Workload, case_id: str) -> dict[str, Any]:
    """What the weighting works out from a case's columns, where it works out anything; null where nothing is known."""
    if not workload.policy.weighting.derive:
        return {}
    found = workload.scale.labels(workload.team.case[case_id])
    return {
        "labels": {
            name: None if label.name == BLANK else label.name
            for name, label in found.items()
        }
    }


def _ranked_row(one: Ranked, names: list[str]) -> dict[str, Any]:
    ranks = one.ranks or (None,) * len(names)
    return {
        "worker_id": one.worker_id,
        "ranks": dict(zip(names, ranks, strict=True)),
        "percents": dict(zip(names, one.percents, strict=True)),
        "rank_change": one.change,
    }
