"""What is otherwise than a week ago, and what became of last week's proposal."""

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version

from allocator.domain.case import URGENCIES
from allocator.domain.signed import Signed
from allocator.domain.week import Week, WeekCase
from allocator.domain.weekly import KINDS, Change, Changes, Followed, Kind, Taken


def changes(now: Week, before: Week | None, signed: Sequence[Signed] = ()) -> Changes:
    """This week beside the one before it."""
    found: list[Change] = []
    followed: list[Followed] = []
    if before is not None:
        then = {case.case_id: case for case in before.cases}
        here = {case.case_id: case for case in now.cases}
        found = [*_changes(then, here)]
        followed = [*_followed(then, here, {one.case_id: one for one in signed})]
    found.sort(key=lambda one: (KINDS.index(one.kind), one.case_id))
    return Changes(
        as_of=now.as_of,
        since=before.as_of if before else None,
        since_folder=before.folder if before else "",
        version=version("case-allocator"),
        changes=tuple(found),
        followed=tuple(sorted(followed, key=lambda one: one.case_id)),
    )


def _changes(
    then: Mapping[str, WeekCase], here: Mapping[str, WeekCase]
) -> Iterator[Change]:
    for case_id in sorted(then.keys() | here.keys()):
        before, after = then.get(case_id), here.get(case_id)
        hidden = any(case is not None and case.withheld for case in (before, after))
        for kind in _kinds(before, after):
            yield _told(kind, case_id, before, after, withheld=hidden)


def _kinds(before: WeekCase | None, after: WeekCase | None) -> Iterator[Kind]:
    if after is None:
        yield "closed"
        return
    was_overdue = before is not None and before.clock == "overdue"
    if after.clock == "overdue" and not was_overdue:
        yield "overdue"
    if before is None:
        yield "new"
        return
    if before.is_waiting and not after.is_waiting:
        yield "allocated"
    elif after.is_waiting and not before.is_waiting:
        yield "returned"
    elif before.worker_id != after.worker_id:
        yield "moved"
    rank = URGENCIES.index
    if rank(after.urgency) < rank(before.urgency):
        yield "raised"
    elif rank(after.urgency) > rank(before.urgency):
        yield "lowered"


def _told(
    kind: Kind,
    case_id: str,
    before: WeekCase | None,
    after: WeekCase | None,
    *,
    withheld: bool,
) -> Change:
    if withheld:
        return Change(kind=kind, case_id=case_id, withheld=True)
    last = after or before
    return Change(
        kind=kind,
        case_id=case_id,
        from_worker_id=before.worker_id if before else "",
        to_worker_id=after.worker_id if after else "",
        urgency=last.urgency if last else "",
        urgency_before=before.urgency if before and after else "",
    )


def _followed(
    then: Mapping[str, WeekCase],
    here: Mapping[str, WeekCase],
    signed: Mapping[str, Signed],
) -> Iterator[Followed]:
    """Every case that waited a week ago: what people signed where they did, else who holds it now."""
    for case in then.values():
        if not case.is_waiting:
            continue
        after, decision = here.get(case.case_id), signed.get(case.case_id)
        seen = after.worker_id if after else ""
        given = decision.worker_id if decision else seen
        hidden = case.withheld or (after is not None and after.withheld)
        yield Followed(
            case_id=case.case_id,
            proposed_worker_id="" if hidden else case.proposed_worker_id,
            worker_id="" if hidden else given,
            result=_result(case, given, is_open=after is not None or bool(decision)),
            source="signed" if decision else "seen",
            differs=decision is not None and after is not None and given != seen,
            withheld=hidden,
        )


def _result(case: WeekCase, given: str, *, is_open: bool) -> Taken:
    if not is_open:
        return "closed"
    if not given:
        return "still_waiting"
    return "as_proposed" if given == case.proposed_worker_id else "overridden"
