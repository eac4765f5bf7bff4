"""Children who may be siblings, by what they share: hints for people to confirm, and what people have confirmed."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from allocator.domain.imported import Hint
from allocator.importers.formats import Siblings
from allocator.importers.lines import lines_of
from allocator.importers.spelling import Headings
from allocator.importers.telling import Matter, Telling
from allocator.tables.findings import Findings
from allocator.tables.kinds import YES
from allocator.tables.raw import read_sheets

_HEADINGS = Headings(
    {"group_id": ["group_id"], "case_id": ["case_id"], "confirmed": ["confirmed"]}
)
_STRANGER = Matter(
    "not_read",
    "case",
    "confirmed as a sibling and not among the open cases any more.",
)
# What alone may bring two children together; comparing all with all would take an hour for a county.
_TOGETHER = ("family", "referred", "started")
_DAYS_IN_A_MONTH = 30
_WORDS = {
    "family": "family identifier",
    "referred": "day of referral",
    "started": "day the work started",
    "worker": "worker",
    "team": "team",
    "need": "primary need",
    "ethnicity": "ethnicity",
}


class Traits(NamedTuple):
    """What is known of one child that siblings may share; blank where it is not known."""

    case_id: str
    born: datetime.date | None
    family: str = ""
    referred: str = ""
    started: str = ""
    worker: str = ""
    team: str = ""
    need: str = ""
    ethnicity: str = ""


def hints(children: Sequence[Traits], worth: Siblings) -> tuple[Hint, ...]:
    """Groups of children who may be siblings, each with what all of its pairs rest on."""
    leader = {one.case_id: one.case_id for one in children}
    shared: defaultdict[str, dict[str, None]] = defaultdict(dict)
    found = [*_likely_pairs(children, worth)]
    for first, second, _ in found:
        leader[_lead(leader, second)] = _lead(leader, first)
    for first, _, traits in found:
        shared[_lead(leader, first)] |= dict.fromkeys(traits)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for one in children:
        groups[_lead(leader, one.case_id)].append(one.case_id)
    return tuple(
        Hint(
            group_id=f"S-{min(cases)}",
            case_ids=tuple(sorted(cases)),
            shared=tuple(_WORDS[name] for name in _WORDS if name in shared[head]),
        )
        for head, cases in groups.items()
        if 1 < len(cases) <= worth.most_children
    )


def confirmed(
    path: Path, case_ids: set[str], found: Findings, telling: Telling
) -> Mapping[str, str]:
    """By case, the group that people have confirmed."""
    groups: dict[str, str] = {}
    for sheet in read_sheets(path, found)[:1]:
        for line in lines_of(
            sheet, _HEADINGS, ("group_id", "case_id", "confirmed"), found
        ):
            case_id, group_id = line.says("case_id"), line.says("group_id")
            if line.says("confirmed").lower() not in YES or not case_id or not group_id:
                continue
            if case_id not in case_ids:
                telling.say(_STRANGER, line.place)
            elif groups.setdefault(case_id, group_id) != group_id:
                found.fault(
                    line.place,
                    "confirms one case in two groups; keep one.",
                    None,
                    "group_id",
                )
    return groups


def _likely_pairs(
    children: Sequence[Traits], worth: Siblings
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    seen: set[tuple[str, str]] = set()
    for name in _TOGETHER:
        together: defaultdict[str, list[Traits]] = defaultdict(list)
        for one in children:
            if said := getattr(one, name):
                together[said].append(one)
        for some in together.values():
            if len(some) > worth.most_children:
                continue
            for first, second in combinations(some, 2):
                pair = (first.case_id, second.case_id)
                if pair not in seen and (traits := _shared(first, second, worth)):
                    seen.add(pair)
                    yield *pair, traits


def _shared(first: Traits, second: Traits, worth: Siblings) -> tuple[str, ...]:
    """What two children share, if it is enough and they could have one mother."""
    same = tuple(
        name
        for name in _WORDS
        if getattr(first, name) and getattr(first, name) == getattr(second, name)
    )
    points = sum(getattr(worth, name) for name in same)
    is_possible = "family" in same or _could_be(first.born, second.born, worth)
    return same if points >= worth.enough and is_possible else ()


def _could_be(
    first: datetime.date | None, second: datetime.date | None, worth: Siblings
) -> bool:
    if first is None or second is None:
        return True
    apart = abs((first - second).days)
    return apart <= 1 or apart >= worth.least_months_apart * _DAYS_IN_A_MONTH


def _lead(leader: dict[str, str], case_id: str) -> str:
    while leader[case_id] != case_id:
        leader[case_id] = leader[leader[case_id]]
        case_id = leader[case_id]
    return case_id
