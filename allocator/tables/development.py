"""The tables that follow what people learn: levels, courses, goals, qualifications, forecast, remarks, grades."""

import datetime
from collections.abc import Iterator

from allocator.domain.development import (
    HIGHEST,
    AgreedGrade,
    Course,
    Goal,
    Outlook,
    Qualification,
    Remark,
)
from allocator.domain.skills_audit import Levelled
from allocator.tables import kinds
from allocator.tables.table import Column, Table, Values

_MOST_DAYS = 400
_MOST_COST = 1_000_000
_LEARNT = kinds.whole(1, HIGHEST, f"a level from 1 to {HIGHEST}")
_WHOSE = Column("worker_id", kinds.ID, "Whose it is.", True)
_COMPETENCY = Column(
    "competency", kinds.KEY, "The competency, as the framework names it.", True
)


def _teaches(values: Values) -> Iterator[tuple[str, str]]:
    """What one row says against itself of where learning begins and ends."""
    begins, ends = values.get("from_level", 0), values["to_level"]
    if begins >= ends:
        yield "to_level", f"is {ends}, which is not above from_level, {begins}."
    if values.get("days") == 0:
        yield "days", "is 0; learning takes time, half a day is 0.5."
    if values.get("kind") == "individual" and "places" in values:
        yield "places", "is for courses only; individual learning is for one person."


def _lasts(values: Values) -> Iterator[tuple[str, str]]:
    gained: datetime.date | None = values.get("gained")
    expires: datetime.date | None = values.get("expires")
    if gained and expires and expires < gained:
        yield "expires", f"{expires} is before it was gained, {gained}."


LEVELS = Table(
    "levels",
    Levelled,
    "levels",
    "Where everyone stands after an audit, as `skills compile` writes it.",
    (
        _WHOSE,
        Column("team", kinds.NAME, "Their team."),
        Column("seniority", kinds.KEY, "Their grade."),
        _COMPETENCY,
        Column("title", kinds.TEXT, "What it is called."),
        Column("self_level", kinds.LEVEL, "What they say themselves."),
        Column("supervisor_level", kinds.LEVEL, "What their supervisor says."),
        Column(
            "agreed_level",
            kinds.LEVEL,
            "What was agreed.",
            blank="not agreed yet: whose answer counts is the competency file's to say",
        ),
        Column("how", kinds.TEXT, "How it was agreed."),
        Column("date", kinds.DATE, "When."),
        Column("version", kinds.TEXT, "The version of the framework."),
        Column("required", kinds.LEVEL, "What their grade or role asks."),
        Column("reason", kinds.TEXT, "Why people agreed otherwise than the rule."),
    ),
)

COURSES = Table(
    "courses",
    Course,
    "courses",
    "Every chance to learn that could be had, and what it takes.",
    (
        Column("course_id", kinds.ID, "What plans call it.", True),
        Column("title", kinds.TEXT, "What it is, for people to read."),
        _COMPETENCY,
        Column(
            "kind",
            kinds.choice("course", "individual"),
            "A course that several people attend together, or learning arranged for one person.",
            blank="course",
        ),
        Column("from_level", kinds.LEVEL, "The least level it builds on.", blank="0"),
        Column("to_level", _LEARNT, "The level people have after it.", True),
        Column(
            "days",
            kinds.number(0, _MOST_DAYS),
            "Days that each person is away from their cases.",
            True,
        ),
        Column(
            "cost",
            kinds.whole(0, _MOST_COST, "a whole number"),
            "What the whole course costs, or the learning of one person, in whole pounds.",
            blank="0",
        ),
        Column(
            "places",
            kinds.whole(1, _MOST_DAYS, "a whole number from 1"),
            "The most people on the course.",
            blank="no limit",
        ),
        Column(
            "start",
            kinds.DATE,
            "The first day; who is away in the same week is counted together.",
            blank="arranged one by one, so that nobody is missed",
        ),
        Column("team", kinds.NAME, "The team it is for.", blank="any"),
    ),
    disagreements=_teaches,
)

GOALS = Table(
    "goals",
    Goal,
    "goals",
    "What everyone is to learn, as `skills train` writes it and people change it.",
    (
        _WHOSE,
        _COMPETENCY,
        Column("from_level", kinds.LEVEL, "The level they have.", blank="0"),
        Column("to_level", _LEARNT, "The level they are to have.", True),
        Column(
            "how",
            kinds.choice("course", "individual", "joint_work"),
            "A course, learning of their own, or practice beside a mentor only.",
            blank="joint_work",
        ),
        Column("course_id", kinds.ID, "Which of the courses."),
        Column("mentor_id", kinds.ID, "Who mentors them."),
        Column("by", kinds.DATE, "By when."),
    ),
    disagreements=_teaches,
)

QUALIFICATIONS = Table(
    "qualifications",
    Qualification,
    "qualifications",
    "What workers are qualified or registered for, and until when.",
    (
        _WHOSE,
        Column("qualification", kinds.KEY, "What it is.", True),
        Column("gained", kinds.DATE, "Since when."),
        Column("expires", kinds.DATE, "The last day.", blank="it does not expire"),
    ),
    disagreements=_lasts,
)

FORECAST = Table(
    "forecast",
    Outlook,
    "forecast",
    "How much more of each type of case is expected.",
    (
        Column("type", kinds.KEY, "The type of case.", True),
        Column(
            "growth_percent",
            kinds.number(-100, 1000),
            "How many percent more cases; fewer where it is below 0.",
            True,
        ),
        Column("reason", kinds.TEXT, "Why, for people to read."),
    ),
)

REMARKS = Table(
    "remarks",
    Remark,
    "remarks",
    "What workers say of their own ratings.",
    (
        _WHOSE,
        _COMPETENCY,
        Column(
            "says",
            kinds.choice("agree", "too_high", "too_low", "unclear"),
            "What they say of the level.",
            blank="nothing; the row counts for nothing",
            guarded=True,
        ),
        Column("level", kinds.LEVEL, "The level they think right."),
        Column("comment", kinds.TEXT, "In their own words; never shown to others."),
        Column("date", kinds.DATE, "When they said so."),
        Column("answered", kinds.DATE, "When somebody talked it over with them."),
    ),
)

GRADES = Table(
    "grades",
    AgreedGrade,
    "grades",
    "Grades that people have agreed since the workers table was written.",
    (
        _WHOSE,
        Column("seniority", kinds.KEY, "The grade.", True),
        Column("date", kinds.DATE, "When it was agreed."),
        Column("reason", kinds.TEXT, "Why, for people to read."),
    ),
)
