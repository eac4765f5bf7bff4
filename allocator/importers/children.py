"""Which child has an open case, of what type, and in which lists it stands at present."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from allocator.importers.formats import AnnexA
from allocator.importers.lists import CASELOAD, Entry, Lists
from allocator.importers.telling import Matter, Telling

_CLOSED = "closed"
# What being open in a list says of a child that List 6 does not speak of, the first that applies first.
_BY_LIST = (
    ("list_8", "looked_after"),
    ("list_7", "child_protection"),
    ("list_5", "assessment"),
    ("list_4", "assessment"),
    ("list_3", "assessment"),
    ("list_9", "care_leaver"),
)
_PLANS = ("list_8", "list_7")
_BLANK_STATUS = Matter(
    "assumed",
    "case",
    "Case Status is blank; the other lists say what the case is, or else a child in need is taken.",
    "Fill in Case Status.",
)
_UNKNOWN_STATUS = Matter(
    "assumed",
    "case",
    "Case Status is spelt in a way that is not known; the other lists say what the case is, "
    "or else a child in need is taken.",
    "Add the spelling to [spellings.status] in a copy of the format, and give it with --format.",
)
_CLOSED_TWICE = Matter(
    "disagreement",
    "case",
    "List 6 gives a closure date beside a status that is open; taken as closed.",
    "Correct the status or the date.",
)
_CLOSED_BUT_OPEN = Matter(
    "disagreement",
    "case",
    "closed in List 6, but with a plan or placement that has not ended in List 7 or 8; taken as open.",
    "End the plan or placement, or reopen the case.",
)
_NOT_IN_CASELOAD = Matter(
    "disagreement",
    "case",
    "open in another list and not in List 6; taken in from there.",
    "Check that List 6 holds every open case.",
)
_TWICE = Matter(
    "disagreement",
    "row",
    "the child stands in List 6 more than once; the first open row counts.",
    "Keep one row for each child.",
)


class Child(NamedTuple):
    """A child with an open case: the row that says so, the status, and the current rows of each list."""

    child: str
    entry: Entry
    status: str
    current: Mapping[str, Sequence[Entry]]
    everything: Sequence[Entry]


def open_children(
    lists: Lists, how: AnnexA, as_of: datetime.date, telling: Telling
) -> Iterator[Child]:
    """Every child with an open case, in the order of List 6 and then of the other lists."""
    order = (CASELOAD, *(name for name, _ in _BY_LIST))
    children = dict.fromkeys(child for name in order for child in lists.get(name, ()))
    for child in children:
        if found := _child(child, lists, how, as_of, telling):
            yield found


def case_type(child: Child, how: AnnexA) -> str:
    """The type of a child's case: each line of the format's types wins over those above it."""
    current = child.current
    reasons = {child.status}
    if child.status == "child_in_need" and _says(current, CASELOAD, "need", how) == {
        "disability"
    }:
        reasons.add("in_need_by_disability")
    if child.status in {"child_in_need", "assessment"} and current.get("list_5"):
        reasons.add("section_47")
    if "yes" in _says(current, "list_8", "unaccompanied", how):
        reasons.add("unaccompanied")
    reasons |= _says(current, "list_8", "legal_status", how)
    return next(
        (how.types[name] for name in reversed(how.types) if name in reasons),
        child.status,
    )  # fmt: skip


def says_yes(child: Child, column: str, how: AnnexA) -> bool:
    """Whether any current row of a child says yes in a column."""
    return any(
        "yes" in _says(child.current, name, column, how) for name in child.current
    )


def _says(
    current: Mapping[str, Sequence[Entry]], name: str, column: str, how: AnnexA
) -> set[str]:
    """What the current rows of a list say in a column, in the words of the format."""
    found = (
        how.means(column, entry.line.says(column)) for entry in current.get(name, ())
    )
    return {meaning for meaning in found if meaning}


def _child(
    child: str, lists: Lists, how: AnnexA, as_of: datetime.date, telling: Telling
) -> Child | None:
    rows = lists.get(CASELOAD, {}).get(child, ())
    if len(rows) > 1:
        telling.say(_TWICE, rows[1].line.place)
    closed = [entry for entry in rows if _is_closed(entry, how, as_of)]
    in_caseload = [entry for entry in rows if entry not in closed]
    ended = max((day for e in closed if (day := e.day("ended"))), default=None)
    current = _current(child, lists, how, as_of, ended)
    everything = [e for entries in lists.values() for e in entries.get(child, ())]
    if in_caseload:
        entry = in_caseload[0]
        current = {CASELOAD: (entry,), **current}
        status = _status(entry, current, how, telling)
        return Child(child, entry, status, current, everything)
    for entry in closed:
        _tell_closed_twice(entry, how, telling)
    for name, status in _BY_LIST:
        # What a closed case still stands in tells nothing, but for a plan, a placement or leaving care.
        if entries := current.get(name):
            if name in _PLANS and closed:
                telling.say(_CLOSED_BUT_OPEN, closed[0].line.place)
            elif name != "list_9":
                telling.say(_NOT_IN_CASELOAD, entries[0].line.place)
            return Child(child, entries[0], status, current, everything)
    return None


def _current(
    child: str,
    lists: Lists,
    how: AnnexA,
    as_of: datetime.date,
    closed_on: datetime.date | None,
) -> dict[str, Sequence[Entry]]:
    """By list, the rows of a child that are still going on."""
    limits = {
        "list_5": how.current.section_47_days,
        "list_3": how.current.referral_days,
    }
    found: dict[str, Sequence[Entry]] = {}
    for name, _ in _BY_LIST:
        entries = [
            entry
            for entry in lists.get(name, {}).get(child, ())
            if entry.is_open(as_of)
            and _goes_on(entry, name, limits.get(name), as_of, how)
            and (name in _PLANS or name == "list_9" or _is_after(entry, closed_on))
        ]
        if entries:
            found[name] = entries
    if "list_3" in found and _was_assessed(child, lists, found["list_3"]):
        del found["list_3"]
    return found


def _goes_on(
    entry: Entry, name: str, limit: int | None, as_of: datetime.date, how: AnnexA
) -> bool:
    """Whether a row without an end is likely to be going on still."""
    for column in ("no_further_action", "unnecessary"):
        if how.means(column, entry.line.says(column)) == "yes":
            return False
    if name == "list_9":
        return how.means("eligibility", entry.line.says("eligibility")) != "eligible"
    if limit is None:
        return True
    start = entry.day("started") or entry.day("referred")
    return start is not None and (as_of - start).days <= limit


def _is_after(entry: Entry, closed_on: datetime.date | None) -> bool:
    start = entry.day("started") or entry.day("referred")
    return closed_on is None or (start is not None and start > closed_on)


def _was_assessed(child: str, lists: Lists, referrals: Sequence[Entry]) -> bool:
    """Whether an assessment has ended since the newest referral."""
    newest = max(day for entry in referrals if (day := entry.day("referred")))
    return any(
        (ended := entry.day("ended")) is not None and ended >= newest
        for entry in lists.get("list_4", {}).get(child, ())
    )


def _is_closed(entry: Entry, how: AnnexA, as_of: datetime.date) -> bool:
    status = how.means("status", entry.line.says("status"))
    return status == _CLOSED or not entry.is_open(as_of)


def _tell_closed_twice(entry: Entry, how: AnnexA, telling: Telling) -> None:
    status = how.means("status", entry.line.says("status"))
    if status is not None and status != _CLOSED:
        telling.say(_CLOSED_TWICE, entry.line.place)


def _status(
    entry: Entry,
    current: Mapping[str, Sequence[Entry]],
    how: AnnexA,
    telling: Telling,
) -> str:
    text = entry.line.says("status")
    if status := how.means("status", text):
        return status
    telling.say(_UNKNOWN_STATUS if text else _BLANK_STATUS, entry.line.place)
    return next(
        (status for name, status in _BY_LIST if name in current and name != "list_9"),
        "child_in_need",
    )
