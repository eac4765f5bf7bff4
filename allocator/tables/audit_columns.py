"""The tables of a skills audit and their columns."""

from collections.abc import Iterator

from allocator.domain.answers import CLEAR, RATERS, Answer, Settled
from allocator.tables import kinds
from allocator.tables.table import Column, Table, Values

_LONGEST_MINUTES = 600


def _who_answers(values: Values) -> Iterator[tuple[str, str]]:
    """What one row of the ratings table says against itself."""
    given, worker = values.get("rater_id"), values["worker_id"]
    if values["rater"] == "self" and given not in (None, worker):
        yield (
            "rater_id",
            f"is '{given}', and rater is self; someone rates themselves as '{worker}'.",
        )
    if values["rater"] == "supervisor" and given is None:
        yield "rater_id", "is blank; say which supervisor answers."
    if values["rater"] == "supervisor" and given == worker:
        yield "rater_id", f"is '{given}', who is rated; a supervisor is someone else."


def _with_somebody(values: Values) -> Iterator[tuple[str, str]]:
    """Nobody settles a level alone."""
    if values["agreed_by"] == values["worker_id"]:
        yield (
            "agreed_by",
            f"is '{values['agreed_by']}', whose level it is; a supervisor is someone else.",
        )


RATINGS = Table(
    "ratings",
    Answer,
    "answers",
    "What workers and their supervisors answered, one row for each competency.",
    (
        Column("worker_id", kinds.ID, "Who is rated.", True),
        Column(
            "competency", kinds.KEY, "The competency, as the framework names it.", True
        ),
        Column(
            "level",
            kinds.LEVEL,
            "The level answered, 0 (none) to 4 (leads others).",
            blank="not answered; the row counts for nothing",
            guarded=True,
        ),
        Column("rater", kinds.choice(*RATERS), "Who answers.", True),
        Column(
            "rater_id",
            kinds.ID,
            "The id of whoever answers.",
            blank="the worker, where rater is self; refused where it is supervisor",
        ),
        Column(
            "date",
            kinds.DATE,
            "When it was answered.",
            blank="refused where a level is given",
            guarded=True,
        ),
        Column(
            "version",
            kinds.NAME,
            "The version of the framework on the form.",
            blank="the version the framework has now",
        ),
        Column(
            "evidence",
            kinds.TEXT,
            "What shows it; read by the two who talk, and in no report.",
        ),
        Column(
            "clear", kinds.choice(*CLEAR), "In a pilot: whether the question was clear."
        ),
        Column(
            "minutes",
            kinds.number(0, _LONGEST_MINUTES),
            "In a pilot: how long the question took.",
        ),
        Column(
            "comment", kinds.TEXT, "In a pilot: what would make the question better."
        ),
    ),
    required=True,
    disagreements=_who_answers,
)

AGREEMENTS = Table(
    "agreements",
    Settled,
    "settled",
    "Levels that worker and supervisor settled on when they talked, in place of the rule's.",
    (
        Column("worker_id", kinds.ID, "Whose level it is.", True),
        Column(
            "competency", kinds.KEY, "The competency, as the framework names it.", True
        ),
        Column("level", kinds.LEVEL, "The level they settled on, 0 to 4.", True),
        Column("date", kinds.DATE, "When they talked.", True),
        Column("agreed_by", kinds.ID, "The supervisor it was settled with.", True),
        Column("reason", kinds.TEXT, "Why this level.", True),
    ),
    disagreements=_with_somebody,
)
