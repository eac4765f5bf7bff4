"""The tables of a batch and their columns: what is read, checked, written and documented."""

import datetime
from collections.abc import Iterator

from allocator.domain.case import COMPLEXITIES, URGENCIES, Case, Pin
from allocator.domain.flag import KINDS, Flag
from allocator.domain.worker import HOURS_IN_A_WEEK, Rating, Reduction, Worker
from allocator.tables import kinds
from allocator.tables.table import Column, Table, Values

_HOURS = kinds.number(0, HOURS_IN_A_WEEK)
_MOST_CASES = 1_000_000


def _amounts(values: Values) -> Iterator[tuple[str, str]]:
    """What one row of the reductions table says against itself."""
    if "percent" not in values and "hours" not in values and "reason" not in values:
        yield (
            "percent",
            "is blank, and so is hours; give one of the two (leave is 100).",
        )
    if "percent" in values and "hours" in values:
        yield "hours", "is given beside percent; keep one of the two."
    start: datetime.date | None = values.get("start")
    end: datetime.date | None = values.get("end")
    if start and end and end < start:
        yield "end", f"{end} is before start, {start}."


WORKERS = Table(
    "workers",
    Worker,
    "workers",
    "Everyone who can hold cases, and those who supervise them.",
    (
        Column(
            "worker_id",
            kinds.LISTABLE_ID,
            "What the other tables call this person.",
            True,
        ),
        Column(
            "contracted_hours",
            _HOURS,
            "Hours a week in the contract.",
            True,
            blank="refused, unless the policy takes it as full time and marks it provisional",
        ),
        Column("name", kinds.TEXT, "The name people know them by."),
        Column("team", kinds.NAME, "The team they work in.", vocabulary="team"),
        Column(
            "seniority",
            kinds.KEY,
            "Their grade, as the policy's competency file names it.",
            blank="the ordinary grade, marked provisional",
        ),
        Column(
            "seniority_date",
            kinds.DATE,
            "When their grade was agreed, for people to read.",
        ),
        Column("role", kinds.TEXT, "Their job title, for people to read."),
        Column(
            "skills",
            kinds.LEVELS,
            "What they can do and at which level, 0 (none) to 4 (leads others).",
            blank="the level assumed for their grade, marked provisional",
        ),
        Column(
            "qualifications",
            kinds.KEY_SET,
            "What they are qualified or registered to do.",
        ),
        Column(
            "languages", kinds.NAMES, "Languages they work in.", vocabulary="language"
        ),
        Column(
            "localities", kinds.NAMES, "Places where they work.", vocabulary="locality"
        ),
        Column(
            "max_cases",
            kinds.whole(0, _MOST_CASES, "a whole number"),
            "The most cases they may hold.",
            blank="no limit of their own",
            guarded=True,
        ),
        Column("supervisor_id", kinds.LISTABLE_ID, "The worker who supervises them."),
        Column(
            "carries_cases",
            kinds.YES_NO,
            "Whether they may be given cases.",
            blank="yes",
            guarded=True,
        ),
        Column(
            "duty_hours", _HOURS, "Hours a week on duty and not for cases.", blank="0"
        ),
        Column(
            "admin_support_hours",
            _HOURS,
            "Hours a week others do admin for them.",
            blank="0",
        ),
        Column(
            "qualified_date",
            kinds.DATE,
            "When they qualified; the protection of newly qualified people counts from it.",
            blank="unknown; someone newly qualified counts as just qualified",
        ),
        Column(
            "developing",
            kinds.KEY_SET,
            "Skills their development plan asks them to practise.",
        ),
    ),
    required=True,
)

CASES = Table(
    "cases",
    Case,
    "cases",
    "Every open case: those that wait for a worker, and those that are held.",
    (
        Column("case_id", kinds.ID, "What the other tables call this case.", True),
        Column(
            "type",
            kinds.KEY,
            "The kind of work, as the policy's weighting names it.",
            True,
        ),
        Column(
            "worker_id",
            kinds.ID,
            "Who holds the case.",
            blank="the case waits for a worker",
            guarded=True,
        ),
        Column(
            "group_id",
            kinds.ID,
            "Cases with the same group stay with one worker, as siblings do.",
            blank="alone",
            guarded=True,
        ),
        Column(
            "team",
            kinds.NAME,
            "The team that must hold it.",
            blank="any",
            vocabulary="team",
        ),
        Column("referral_date", kinds.DATE, "When it was referred."),
        Column("start_date", kinds.DATE, "When the work started."),
        Column("due_date", kinds.DATE, "When its next piece of work is due."),
        Column("urgency", kinds.choice(*URGENCIES), "How soon it needs a worker."),
        Column(
            "complexity",
            kinds.choice(*COMPLEXITIES),
            "How complex people judge it to be, where no criteria columns say so.",
        ),
        Column("interventions", kinds.KEYS, "What the work consists of."),
        Column(
            "skills_required",
            kinds.LEVELS,
            "What the worker must be able to do, and at which level.",
            blank="nothing in particular",
            guarded=True,
        ),
        Column(
            "languages",
            kinds.NAMES,
            "Languages the family speaks.",
            vocabulary="language",
        ),
        Column(
            "locality", kinds.NAME, "Where the family lives.", vocabulary="locality"
        ),
        Column(
            "known_worker_ids", kinds.IDS, "Workers the family knows from earlier work."
        ),
        Column(
            "barred_worker_ids",
            kinds.IDS,
            "Workers with a conflict of interest.",
            blank="nobody",
            guarded=True,
        ),
        Column(
            "co_worker_id", kinds.ID, "Who works a held case jointly.", guarded=True
        ),
        Column(
            "joint",
            kinds.YES_NO,
            "Whether two workers are needed.",
            blank="no",
            guarded=True,
        ),
        Column(
            "restricted",
            kinds.YES_NO,
            "Whether the record is open to few people.",
            blank="no",
            guarded=True,
        ),
    ),
    required=True,
)

REDUCTIONS = Table(
    "reductions",
    Reduction,
    "reductions",
    "Time that workers do not have for cases; give percent or hours.",
    (
        Column("worker_id", kinds.ID, "Whose time it is.", True),
        Column(
            "reason",
            kinds.TEXT,
            "Why; a policy may say how much each reason comes to and how long it lasts.",
        ),
        Column(
            "percent",
            kinds.PERCENT,
            "Share of their time; leave is 100.",
            blank="hours are given, or the policy knows the reason",
            guarded=True,
        ),
        Column(
            "hours",
            _HOURS,
            "Hours a week.",
            blank="percent is given, or the policy knows the reason",
            guarded=True,
        ),
        Column(
            "start", kinds.DATE, "The first day.", blank="already begun", guarded=True
        ),
        Column("end", kinds.DATE, "The last day.", blank="until changed", guarded=True),
        Column(
            "stage",
            kinds.choice("proposed", "agreed", "withdrawn"),
            "How far it has got; the policy says which stages count.",
            blank="agreed",
            guarded=True,
        ),
        Column(
            "agreed_by",
            kinds.TEXT,
            "Who agreed: the worker and whoever else; a policy may ask for it.",
        ),
    ),
    disagreements=_amounts,
)

SKILLS = Table(
    "skills",
    Rating,
    "ratings",
    "Ratings of what workers can do; they take the place of the workers' own column.",
    (
        Column("worker_id", kinds.ID, "Whose skill it is.", True),
        Column(
            "skill",
            kinds.KEY,
            "The skill, as the policy's competency file names it.",
            True,
        ),
        Column("level", kinds.LEVEL, "How well, 0 (none) to 4 (leads others).", True),
        Column(
            "source",
            kinds.choice("self", "supervisor", "agreed"),
            "Who says so.",
            blank="agreed",
        ),
        Column("date", kinds.DATE, "When it was said."),
    ),
)

PINS = Table(
    "pins",
    Pin,
    "pins",
    "What people have settled before the engine proposes.",
    (
        Column("case_id", kinds.ID, "The case.", True),
        Column("worker_id", kinds.ID, "The worker.", True),
        Column(
            "kind",
            kinds.choice("must", "never"),
            "Whether the case must, or must never, go to the worker.",
            blank="must",
            guarded=True,
        ),
        Column("reason", kinds.TEXT, "Why, for people to read."),
    ),
)


def _agreement(values: Values) -> Iterator[tuple[str, str]]:
    """What one row of the flags table says against itself."""
    if values.get("stage") == "agreed" and "agreed_by" not in values:
        yield "agreed_by", "is blank; a flag that is agreed says with whom."
    since: datetime.date | None = values.get("since")
    until: datetime.date | None = values.get("until")
    if since and until and until < since:
        yield "until", f"{until} is before since, {since}."


FLAGS = Table(
    "flags",
    Flag,
    "flags",
    "Signs that somebody may be carrying too much; they count once people have agreed.",
    (
        Column("worker_id", kinds.ID, "Whom it is about.", True),
        Column("flag", kinds.choice(*KINDS), "What was noticed.", True),
        Column("since", kinds.DATE, "The first day.", blank="already begun", guarded=True),
        Column("until", kinds.DATE, "The last day.", blank="until changed", guarded=True),
        Column(
            "stage",
            kinds.choice("proposed", "agreed", "withdrawn"),
            "How far it has got; only an agreed flag changes a proposal.",
            blank="proposed",
            guarded=True,
        ),
        Column("agreed_by", kinds.TEXT, "Who agreed: the worker and whoever else."),
    ),
    disagreements=_agreement,
)  # fmt: skip

TABLES: dict[str, Table] = {
    table.name: table for table in (WORKERS, CASES, REDUCTIONS, SKILLS, PINS, FLAGS)
}

# Tables of a batch that other commands read.
OTHERS = (
    "rota", "diary", "survey", "ratings", "agreements", "levels", "courses", "forecast", "goals", "qualifications",
    "remarks", "grades", "decisions", "characteristics",
)  # fmt: skip
