"""What happened in simulated weeks: the rows of a run's history, and all that its answers are made from."""

import datetime
from typing import Literal, NamedTuple

State = Literal["waiting", "held", "closed"]


class WeekRow(NamedTuple):
    """The team at the end of one week of one replication; ``policy`` is the name of what is compared.

    ``arrived``, ``allocated``, ``closed``, ``moved`` and ``escalated`` count cases within the week, everything else is
    as it stands at its end, after that day's allocation. Percents of utilisation are over workers with capacity; None
    where there is nothing to count. ``moved`` are cases given to another worker than before, ``over_110_four_weeks``
    workers above 110% at the end of each of the last four weeks, and ``flags`` workers whom the burnout rule names.
    """

    policy: str
    replication: int
    week: int
    date: datetime.date
    arrived: int
    allocated: int
    closed: int
    waiting_urgent: int
    waiting_high: int
    waiting_medium: int
    waiting_low: int
    longest_wait_days: int
    held: int
    workers: int
    capacity: float
    units: float
    mean_percent: float | None
    p10_percent: float | None
    p50_percent: float | None
    p90_percent: float | None
    max_percent: float | None
    sd_percent: float | None
    over_100: int
    over_110: int
    over_110_four_weeks: int
    jain: float | None
    skill_match_percent: float | None
    moved: int
    escalated: int
    supervision_percent: float | None
    flags: int


class CaseRow(NamedTuple):
    """One case from its arrival to the end of the run; days are counted from the start of the run.

    Days before the start are negative, and None has not happened. ``workers`` are the different people who have held
    it, ``urgency`` is as it arrived and blank where nobody has said, ``type_at_start`` is its type when it came or the
    run began.
    """

    policy: str
    replication: int
    case_id: str
    group_id: str
    type_at_start: str
    urgency: str
    arrived: float | None
    allocated: float | None
    closed: float | None
    workers: int
    rereferral: bool
    state: State


class WorkerWeekRow(NamedTuple):
    """One worker at the end of one week; ``percent`` is None without capacity, ``new_cases`` came in the week."""

    policy: str
    replication: int
    week: int
    worker_id: str
    percent: float | None
    units: float
    capacity: float
    cases: int
    new_cases: int


class History(NamedTuple):
    """Every row of a run, in the order of its lines, replications and weeks."""

    weeks: tuple[WeekRow, ...] = ()
    cases: tuple[CaseRow, ...] = ()
    workers: tuple[WorkerWeekRow, ...] = ()
