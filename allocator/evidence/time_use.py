"""Where time goes, by what diaries say together or by what one of them says to whoever kept it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from allocator.domain.diary import TASKS, Entry, Task, minute_of
from allocator.domain.time_use import (
    By,
    Contract,
    DayTime,
    GroupTime,
    HourTime,
    TaskTime,
    TimeUse,
)
from allocator.errors import AllocatorError, UnknownName
from allocator.evidence.kept import Kept, kept
from allocator.policy.diary_guide import DiaryGuide
from allocator.policy.guard import Guard
from allocator.small_groups import shown_among
from allocator.tables.diary import Diary
from allocator.workload.measure import Workload

_MINUTES_AN_HOUR = 60
_WEEKDAYS, _HOURS = range(1, 8), range(24)
_NO_CASE = "no_case"


@dataclass
class _Sum:
    """What some lines come to, whose they are, and how they were."""

    minutes: int = 0
    people: set[str] = field(default_factory=set)
    tasks: Counter[Task] = field(default_factory=Counter)
    stress: int = 0
    asked: int = 0
    tense_people: set[str] = field(default_factory=set)
    missing: int = 0
    equipped: int = 0
    days: set[tuple[str, datetime.date]] = field(default_factory=set)

    def add(self, entry: Entry, length: int) -> None:
        self.minutes += length
        self.people.add(entry.worker_id)
        self.tasks[entry.task] += length
        self.days.add((entry.worker_id, entry.date))
        if entry.stress is not None:
            self.stress += entry.stress * length
            self.asked += length
            self.tense_people.add(entry.worker_id)
        if entry.resources is not None:
            self.equipped += 1
            self.missing += entry.resources == "missing"

    def mean_stress(self, fewest: int) -> float | None:
        """Weighed by how long each piece took; None where too few people said."""
        if not self.asked or len(self.tense_people) < fewest:
            return None
        return round(self.stress / self.asked, 1)


_Sums = Mapping[str, _Sum]


def time_use(
    workload: Workload,
    diary: Diary,
    guide: DiaryGuide,
    guard: Guard,
    worker_id: str = "",
) -> TimeUse:
    """What all diaries say together; with a worker, what theirs says, which is for them and their supervisor.

    Raises AllocatorError where fewer people kept one than may be told about, UnknownName where the worker kept none.
    """
    everyone = kept(diary.entries)
    if worker_id and worker_id not in everyone:
        raise UnknownName("worker with a diary", worker_id, [*everyone])
    fewest = 1 if worker_id else guard.keeping_faith.smallest_group
    diaries = {worker_id: everyone[worker_id]} if worker_id else everyone
    if len(diaries) < fewest:
        raise AllocatorError(
            f"{len(diaries)} people kept a diary, and nothing is told about fewer than {fewest}."
            " Each of them may see their own: name them with --worker."
        )
    entries = [entry for entry in diary.entries if entry.worker_id in diaries]
    return _Use(workload, entries, diaries, fewest).told(diary.inputs, guide, worker_id)


class _Use:
    """One pass over the lines, and everything that comes of it."""

    def __init__(
        self,
        workload: Workload,
        entries: Sequence[Entry],
        diaries: Mapping[str, Kept],
        fewest: int,
    ) -> None:
        self._workload, self._diaries, self._fewest = workload, diaries, fewest
        self._entries = entries
        self._weeks = sum(one.weeks for one in diaries.values())
        self.all = _Sum()
        self.tasks: dict[str, _Sum] = defaultdict(_Sum)
        self.weekdays: dict[str, _Sum] = defaultdict(_Sum)
        self.groups: dict[By, dict[str, _Sum]] = {
            "case_type": defaultdict(_Sum),
            "stage": defaultdict(_Sum),
            "seniority": defaultdict(_Sum),
        }
        self._hours: dict[str, Counter[str]] = defaultdict(Counter)
        self._on_cases = 0
        types, stages, grades = self._kinds()
        for entry in entries:
            length = entry.length
            self.all.add(entry, length)
            self.tasks[entry.task].add(entry, length)
            self.weekdays[str(entry.date.isoweekday())].add(entry, length)
            self.groups["seniority"][grades[entry.worker_id]].add(entry, length)
            self.groups["case_type"][types(entry.case_id)].add(entry, length)
            self.groups["stage"][stages(entry.case_id)].add(entry, length)
            self._on_cases += length if entry.case_id else 0
            for hour, minutes in _by_hour(entry):
                self._hours[str(hour)][entry.worker_id] += minutes

    def _kinds(
        self,
    ) -> tuple[Callable[[str], str], Callable[[str], str], dict[str, str]]:
        """How the type and the stage of a case and the grade of a worker are found."""
        team, scale = self._workload.team, self._workload.scale
        stages = {case.case_id: scale.stage(case) for case in team.cases}
        types = {case.case_id: case.type for case in team.cases}
        grades = {
            who: self._workload.standing.grade(team.worker[who])
            for who in self._diaries
        }
        return (
            lambda case_id: types.get(
                case_id, _NO_CASE if not case_id else "not_in_the_batch"
            ),
            lambda case_id: stages.get(
                case_id, _NO_CASE if not case_id else "not_in_the_batch"
            ),
            grades,
        )

    def told(
        self, inputs: Mapping[str, str], guide: DiaryGuide, worker_id: str
    ) -> TimeUse:
        """Everything, as far as it may be told."""
        days = [day for one in self._diaries.values() for day in one.days]
        return TimeUse(
            worker_id=worker_id,
            first_day=min(days),
            last_day=max(days),
            people=len(self._diaries),
            weeks=round(self._weeks, 1),
            lines=len(self._entries),
            hours=_hours(self.all.minutes),
            hours_on_cases_percent=_percent(self._on_cases, self.all.minutes),
            smallest_group=self._fewest,
            version=version("case-allocator"),
            inputs=dict(inputs),
            tasks=tuple(self._tasks()),
            groups=tuple(one for by in self.groups for one in self._groups(by)),
            weekdays=tuple(self._weekdays()),
            hours_of_day=tuple(self._hours_of_day()),
            contract=self._contract(guide),
        )

    def _counted(self, number: int) -> int | None:
        """How many people, unless it would tell that a few have nothing of it."""
        others = len(self._diaries) - number
        return None if 0 < others < self._fewest else number

    def _shown(self, sums: _Sums) -> frozenset[str]:
        return shown_among({key: one.people for key, one in sums.items()}, self._fewest)

    def _tasks(self) -> Iterator[TaskTime]:
        shown = self._shown(self.tasks)
        for task in TASKS:
            one = self.tasks.get(task, _Sum())
            if task in shown:
                yield TaskTime(
                    task=task,
                    people=self._counted(len(one.people)),
                    hours_a_week=round(one.minutes / _MINUTES_AN_HOUR / self._weeks, 2),
                    percent=_percent(one.minutes, self.all.minutes),
                    mean_stress=one.mean_stress(self._fewest),
                    missing_percent=_percent(one.missing, one.equipped)
                    if one.equipped
                    else None,
                )
            else:
                yield TaskTime(
                    task=task,
                    people=None,
                    hours_a_week=None,
                    percent=None,
                    mean_stress=None,
                    missing_percent=None,
                )

    def _groups(self, by: By) -> Iterator[GroupTime]:
        sums = self.groups[by]
        weeks, cases = self._weeks_of(by)
        shown = self._shown(sums)
        for key in sorted(
            sums, key=lambda key: (key == _NO_CASE, -sums[key].minutes, key)
        ):
            one = sums[key]
            if key not in shown:
                yield GroupTime(
                    by=by, key=key, people=None, cases=None, minutes_a_week=None,
                    percent=None, task_percent=None, mean_stress=None,
                )  # fmt: skip
                continue
            yield GroupTime(
                by=by,
                key=key,
                people=self._counted(len(one.people)),
                cases=cases.get(key),
                minutes_a_week=round(one.minutes / weeks[key], 1)
                if weeks.get(key)
                else None,
                percent=_percent(one.minutes, self.all.minutes),
                task_percent={
                    task: _percent(one.tasks[task], one.minutes) for task in TASKS
                },
                mean_stress=one.mean_stress(self._fewest),
            )

    def _weeks_of(self, by: By) -> tuple[dict[str, float], dict[str, int]]:
        """Weeks that the diaries cover of each group: of cases held or shared, or of people."""
        weeks: dict[str, float] = defaultdict(float)
        cases: dict[str, int] = defaultdict(int)
        team, scale = self._workload.team, self._workload.scale
        for who, one in self._diaries.items():
            if by == "seniority":
                weeks[self._workload.standing.grade(team.worker[who])] += one.weeks
                continue
            for case in (*team.held_by[who], *team.co_worked_by[who]):
                key = case.type if by == "case_type" else scale.stage(case)
                weeks[key] += one.weeks_since(case.start_date)
                cases[key] += 1
        return weeks, cases

    def _weekdays(self) -> Iterator[DayTime]:
        shown = self._shown(self.weekdays)
        for weekday in _WEEKDAYS:
            one = self.weekdays.get(str(weekday))
            if one is None or str(weekday) not in shown:
                if one is not None:
                    yield DayTime(
                        weekday=weekday, people=None, hours=None, mean_stress=None
                    )
                continue
            yield DayTime(
                weekday=weekday,
                people=self._counted(len(one.people)),
                hours=round(one.minutes / _MINUTES_AN_HOUR / len(one.days), 2),
                mean_stress=one.mean_stress(self._fewest),
            )

    def _hours_of_day(self) -> Iterator[HourTime]:
        people = {hour: set(found) for hour, found in self._hours.items()}
        shown = shown_among(people, self._fewest)
        whole = sum(sum(found.values()) for found in self._hours.values())
        for hour in _HOURS:
            found = self._hours.get(str(hour))
            if found is None:
                continue
            if str(hour) in shown:
                percent = _percent(sum(found.values()), whole)
                yield HourTime(
                    hour=hour, people=self._counted(len(found)), percent=percent
                )
            else:
                yield HourTime(hour=hour, people=None, percent=None)

    def _contract(self, guide: DiaryGuide) -> Contract | None:
        """Whole weeks only: a week with leave in it has fewer hours for a good reason."""
        weeks: dict[tuple[str, int, int], int] = Counter()
        days: dict[tuple[str, int, int], set[datetime.date]] = defaultdict(set)
        for entry in self._entries:
            week = (entry.worker_id, *entry.date.isocalendar()[:2])
            weeks[week] += entry.length
            days[week].add(entry.date)
        written: dict[str, list[float]] = defaultdict(list)
        for week, minutes in weeks.items():
            if len(days[week]) >= self._diaries[week[0]].days_a_week:
                written[week[0]].append(minutes / _MINUTES_AN_HOUR)
        team = self._workload.team
        hours = {
            who: (sum(those) / len(those), team.worker[who].hours)
            for who, those in written.items()
            if team.worker[who].hours
        }
        if len(hours) < self._fewest:
            return None
        limit = 1 + guide.above_contract_percent / 100
        above = {who for who, (did, due) in hours.items() if did > due * limit}
        rest = hours.keys() - above
        sides = {"above": above, "rest": rest}
        # That everybody, or nobody, is above would tell of each of them.
        is_shown = self._fewest == 1 or len(shown_among(sides, self._fewest)) == len(
            sides
        )
        more = [max(0.0, did - due) for did, due in hours.values()]
        return Contract(
            above_percent=guide.above_contract_percent,
            hours_written=round(sum(did for did, _ in hours.values()) / len(hours), 1),
            hours_contracted=round(
                sum(due for _, due in hours.values()) / len(hours), 1
            ),
            people=len(hours),
            people_above=len(above) if is_shown else None,
            hours_above_a_week=round(sum(more) / len(more), 1) if is_shown else None,
        )


def _by_hour(entry: Entry) -> Iterable[tuple[int, int]]:
    """The minutes of a line by hour of the day, where it says when it was."""
    if entry.start is None or entry.end is None:
        return
    start, end = minute_of(entry.start), minute_of(entry.end)
    for hour in range(start // _MINUTES_AN_HOUR, (end - 1) // _MINUTES_AN_HOUR + 1):
        first, last = hour * _MINUTES_AN_HOUR, (hour + 1) * _MINUTES_AN_HOUR
        yield hour, min(end, last) - max(start, first)


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _hours(minutes: float) -> float:
    return round(minutes / _MINUTES_AN_HOUR, 1)
