"""The cases of an Annex A: the current caseload of List 6, completed and corrected by the other lists."""

import datetime
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.importers.children import Child, case_type, open_children, says_yes
from allocator.importers.duties import next_due
from allocator.importers.formats import AnnexA
from allocator.importers.holders import Holder, Holders, Why
from allocator.importers.lists import CASELOAD, Entry, Lists
from allocator.importers.people import Directory
from allocator.importers.siblings import Traits
from allocator.importers.telling import Matter, Telling
from allocator.policy.policy import Policy

# Where a child's own start of work is, by status; the start in List 6 otherwise.
_STARTS = {
    "looked_after": "list_8",
    "child_protection": "list_7",
    "assessment": "list_4",
}
# Which list is believed about the worker where List 6 cannot say.
_HOLDING = ("list_8", "list_7", "list_9", "list_4", "list_5", "list_3")
_ADULT = 18
_CARE_LEAVER_UNTIL = 25
_CRITERIA = {"disability": "disability", "placed_far": "placed"}

_FAILED = Matter(
    "left_out",
    "case",
    "the worker is a failed formula such as #N/A, so nobody can say who holds the case; "
    "as a waiting case it might be given to a second worker.",
    "Mend the lookup in the export, or give --failed-workers waiting where these cases do wait.",
)
_FAILED_WAITS = Matter(
    "assumed",
    "case",
    "the worker is a failed formula such as #N/A; taken as waiting, as was asked.",
    "Mend the lookup in the export.",
)
_FROM_ELSEWHERE = Matter(
    "assumed",
    "case",
    "the worker is a failed formula in one list; the worker is taken from another list.",
    "Mend the lookup in the export.",
)
_BLANK = Matter("assumed", "case", "no worker is named; taken as waiting.")  # fmt: skip
_WORDS = Matter(
    "assumed",
    "case",
    "the worker's place says that nobody holds the case; taken as waiting.",
)
_TEAM = Matter(
    "assumed",
    "case",
    "a team stands in the worker's place; taken as waiting in that team.",
)
_WAITS_BUT_HELD = Matter(
    "disagreement",
    "case",
    "waiting in List 6, while another current list names a worker; taken as waiting, and the worker as known.",
    "Correct the worker in List 6 if the case is held.",
)
_ADVISER = Matter(
    "assumed",
    "case",
    "a personal adviser is named and no worker; the adviser is taken as the holder.",
)
_GROWN_UP = Matter(
    "disagreement",
    "case",
    "of someone past the age for it: 18, or 25 for a care leaver.",
    "Close the case if it has ended.",
)
_URGENCY = Matter(
    "assumed",
    "case",
    "waiting, and Annex A says nothing of urgency; taken from the type of case.",
    "Fill in urgency in cases.csv.",
)
_NO_START = Matter(
    "assumed",
    "case",
    "no date says when the work started; taken as an established case.",
)


class Drawn(NamedTuple):
    """What an Annex A gives: cases, what siblings may share, and the roles of people who are not social workers."""

    cases: Sequence[Case]
    traits: Sequence[Traits]
    roles: Mapping[str, str]


def cases_of(
    lists: Lists,
    how: AnnexA,
    policy: Policy,
    directory: Directory,
    history: Mapping[str, Sequence[str]],
    as_of: datetime.date,
    telling: Telling,
    *,
    failed_wait: bool = False,
) -> Drawn:
    """Every open case; what could not be known is told."""
    teams = (
        entry.line.says("team")
        for children in lists.values()
        for entries in children.values()
        for entry in entries
    )
    drawing = _Drawing(
        how, policy, directory, history, as_of, telling, failed_wait,
        Holders(how.waiting, (team for team in teams if team)), _families(lists),
    )  # fmt: skip
    cases: list[Case] = []
    traits: list[Traits] = []
    for child in open_children(lists, how, as_of, telling):
        if case := drawing.case(child):
            cases.append(case)
            traits.append(drawing.traits(child, case))
    return Drawn(cases, traits, drawing.roles)


class _Drawing:
    """One pass over the children, with one spelling for each worker and team."""

    def __init__(
        self,
        how: AnnexA,
        policy: Policy,
        directory: Directory,
        history: Mapping[str, Sequence[str]],
        as_of: datetime.date,
        telling: Telling,
        failed_wait: bool,
        holders: Holders,
        families: Mapping[str, str],
    ) -> None:
        self.how, self.policy, self.directory = how, policy, directory
        self.history, self.as_of, self.telling = history, as_of, telling
        self.failed_wait, self.holders, self.families = failed_wait, holders, families
        self.roles: dict[str, str] = {}

    def case(self, child: Child) -> Case | None:
        """The case of a child; None where nobody can say who holds it."""
        holder = self._holder(child)
        if holder.why is Why.FAILED and not self.failed_wait:
            self.telling.say(_FAILED, child.entry.line.place)
            return None
        worker_id = self.directory.id_of(holder.worker_id) if holder.worker_id else ""
        kind = case_type(child, self.how)
        waits = not worker_id
        if waits:
            self._tell_waiting(child, holder)
        urgency = self.how.urgency.get(kind) if waits else None
        if urgency:
            self.telling.say(_URGENCY, child.entry.line.place)
        started = self._started(child)
        if started is None:
            self.telling.say(_NO_START, child.entry.line.place)
        self._tell_age(child, kind)
        return Case(
            case_id=child.child,
            type=kind,
            worker_id=worker_id,
            team=holder.team,
            referral_date=_newest(child.everything, "referred", self.as_of),
            start_date=started,
            due_date=next_due(self.how.due, child.current),
            urgency=urgency,
            known_worker_ids=self._known(child, worker_id),
            criteria={
                name: "yes"
                for name, column in _CRITERIA.items()
                if name in self.policy.weighting.columns
                and says_yes(child, column, self.how)
            },
        )

    def traits(self, child: Child, case: Case) -> Traits:
        """What a child may share with siblings."""
        says = child.entry.line.says
        return Traits(
            case_id=case.case_id,
            born=child.entry.day("born"),
            family=self.families.get(child.child, ""),
            referred=str(case.referral_date or ""),
            started=str(case.start_date or ""),
            worker=case.worker_id,
            team=case.team,
            need=says("need"),
            ethnicity=says("ethnicity"),
        )

    def _holder(self, child: Child) -> Holder:
        """Who holds the case by the row that says it is open, or by another list where that row's formula failed."""
        first = self.holders.of(child.entry.line)
        adviser = child.entry.line.says("adviser")
        # A cell of nothing but separators names nobody.
        if first.why is Why.BLANK and (worker_id := self.holders.worker(adviser)):
            self.telling.say(_ADVISER, child.entry.line.place)
            self.roles[self.directory.id_of(worker_id)] = "Personal adviser"
            return Holder(Why.WORKER, worker_id, first.team)
        if first.why is not Why.FAILED:
            return first
        for other in self._elsewhere(child):
            self.telling.say(_FROM_ELSEWHERE, child.entry.line.place)
            return Holder(Why.WORKER, other.worker_id, other.team or first.team)
        return first

    def _elsewhere(self, child: Child) -> list[Holder]:
        """The workers that other current rows name."""
        found = (
            self.holders.of(entry.line)
            for name in _HOLDING
            for entry in child.current.get(name, ())
            if entry is not child.entry
        )
        return [holder for holder in found if holder.why is Why.WORKER]

    def _tell_waiting(self, child: Child, holder: Holder) -> None:
        matter = {
            Why.BLANK: _BLANK,
            Why.WORDS: _WORDS,
            Why.TEAM: _TEAM,
            Why.FAILED: _FAILED_WAITS,
        }[holder.why]
        self.telling.say(matter, child.entry.line.place)
        # A worker of the time before is known to the family; a current one contradicts List 6.
        if CASELOAD in child.current and self._elsewhere(child):
            self.telling.say(_WAITS_BUT_HELD, child.entry.line.place)

    def _known(self, child: Child, holds: str) -> tuple[str, ...]:
        """Everyone else who has worked with the child, the latest first."""
        dated = sorted(
            child.everything,
            key=lambda e: max(e.days.values(), default=datetime.date.min),
            reverse=True,
        )
        named = [
            holder.worker_id
            for entry in dated
            if (holder := self.holders.of(entry.line)).why is Why.WORKER
        ]
        before = [self.holders.worker(one) for one in self.history.get(child.child, ())]
        ids = (self.directory.id_of(one) for one in (*named, *before) if one)
        return tuple(dict.fromkeys(one for one in ids if one != holds))

    def _started(self, child: Child) -> datetime.date | None:
        own = child.current.get(_STARTS.get(child.status, ""), ())
        days = [day for entry in own if (day := entry.day("started"))]
        first = child.entry.day("started") or child.entry.day("referred")
        return max(days, default=first)

    def _tell_age(self, child: Child, kind: str) -> None:
        born = child.entry.day("born")
        most = _CARE_LEAVER_UNTIL if kind == "care_leaver" else _ADULT
        if born and _age(born, self.as_of) >= most:
            self.telling.say(_GROWN_UP, child.entry.line.place)


def _families(lists: Lists) -> dict[str, str]:
    """By child, the family that an adoption list names."""
    return {
        child: family
        for child, entries in lists.get("list_10", {}).items()
        if (family := entries[0].line.says("family"))
    }


def _newest(
    entries: Sequence[Entry], column: str, as_of: datetime.date
) -> datetime.date | None:
    days = (entry.day(column) for entry in entries)
    return max((day for day in days if day and day <= as_of), default=None)


def _age(born: datetime.date, day: datetime.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
