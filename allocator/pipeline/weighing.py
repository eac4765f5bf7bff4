"""How one case came to its units: every term, what was assumed, and where the numbers are from."""

import datetime
from collections.abc import Iterator

from allocator.domain.account import PolicyName
from allocator.domain.proposal import Placement, Proposal
from allocator.domain.weighed import NumberSource, Weighed, WeighedTerm
from allocator.errors import UnknownName
from allocator.pipeline.steps import measure
from allocator.policy.policy import Policy
from allocator.tables.batch import Batch
from allocator.workload.measure import Workload
from allocator.workload.scale import Asked


def weigh_case(
    batch: Batch,
    policy: Policy,
    case_id: str,
    worker_id: str = "",
    *,
    as_of: datetime.date | None = None,
) -> Weighed:
    """What a case asks of a worker; without one, of its holder, or of an ordinary worker while it waits.

    Raises UnknownName for a case or worker the batch does not have.
    """
    workload = measure(batch, policy, as_of=as_of)
    team = workload.team
    if case_id not in team.case:
        raise UnknownName("case", case_id, list(team.case))
    if worker_id and worker_id not in team.worker:
        raise UnknownName("worker", worker_id, list(team.worker))
    case = team.case[case_id]
    whom = worker_id or case.worker_id
    is_shared = bool(case.worker_id) and case.co_worker_id == whom
    asked = (
        workload.shared[whom][case_id] if is_shared else _asked(workload, case_id, whom)
    )
    # The workload knows what the policy says on its day, where values change from a date.
    in_force, units = workload.policy, workload.policy.weighting.units
    capacity = workload.capacity(team.worker[whom]).quanta if whom else 0
    given = {term.term for term in asked.terms}
    return Weighed(
        case_id=case_id,
        type=case.type,
        held_by=case.worker_id,
        worker_id=whom,
        role="co_worker" if is_shared else "holder",
        as_of=workload.as_of,
        policy=PolicyName(name=policy.name, digest=policy.digest),
        unit=in_force.weighting.unit,
        units=units(asked.quanta),
        capacity=units(capacity) if whom else None,
        percent=round(100 * asked.quanta / capacity, 1) if capacity else None,
        terms=tuple(
            WeighedTerm(term=t.term, value=float(round(t.value, 6)), source=t.source)
            for t in asked.terms
        ),
        nothing_from=tuple(
            term.name for term in in_force.weighting.terms if term.name not in given
        ),
        assumed=asked.provisional,
        sources=tuple(_sources(in_force, asked)),
    )


def _asked(workload: Workload, case_id: str, worker_id: str) -> Asked:
    """What the case asks of the worker who holds it, or would."""
    team, case = workload.team, workload.team.case[case_id]
    if worker_id == case.worker_id:
        return workload.asked[case_id]
    if case.is_waiting:
        # As a proposal would place it: together with the household it is to stay with.
        households = workload.households(team.waiting)
        together = next(found for found in households if case in found)
        placements = [
            Placement(case_id=one.case_id, worker_id=worker_id) for one in together
        ]
        return workload.after(Proposal(placements=tuple(placements))).asked[case_id]
    moved = tuple(
        one.changed(worker_id=worker_id) if one is case else one for one in team.cases
    )
    later = Workload(team.changed(cases=moved), workload.policy, workload.as_of)
    return later.asked[case_id]


def _sources(policy: Policy, asked: Asked) -> Iterator[NumberSource]:
    """What the files that gave a number say of where theirs are from, and what terms say of their own."""
    of_terms = {
        term.name: source
        for term in policy.weighting.terms
        if (source := getattr(term, "source", ""))
    }
    weighting = f"{policy.names.weighting}: "
    if any(term.source.startswith(weighting) for term in asked.terms):
        about = f"weighting {policy.names.weighting}"
        yield NumberSource(about=about, source=policy.weighting.source)
    if any(not term.source.startswith(weighting) for term in asked.terms):
        about = f"competency {policy.names.competency}"
        yield NumberSource(about=about, source=policy.competency.source)
    for name in dict.fromkeys(term.term for term in asked.terms):
        if name in of_terms:
            yield NumberSource(about=name, source=of_terms[name])
