"""The tables that weekly running and looking back read beside a batch, and their columns."""

from allocator.domain.fairness import Characteristic, Turn
from allocator.domain.signed import Signed
from allocator.tables import kinds
from allocator.tables.table import Column, Table

DECISIONS = Table(
    "decisions",
    Signed,
    "decisions",
    "What people signed of last week's proposal.",
    (
        Column("case_id", kinds.ID, "The case.", True),
        Column(
            "worker_id",
            kinds.ID,
            "Who was given it.",
            blank="people decided that it goes on waiting",
            guarded=True,
        ),
    ),
)

ROTA = Table(
    "rota",
    Turn,
    "turns",
    "Who was on duty when.",
    (
        Column("worker_id", kinds.ID, "Who it was.", True),
        Column("date", kinds.DATE, "The day.", True),
        Column("kind", kinds.NAME, "What kind of turn it was.", blank="duty"),
    ),
)

CHARACTERISTICS = Table(
    "characteristics",
    Characteristic,
    "characteristics",
    "Protected characteristics of workers, where a service chooses to supply them for the equality view.",
    (
        Column("worker_id", kinds.ID, "Whose it is.", True),
        Column("characteristic", kinds.NAME, "Which, such as `sex` or `age`.", True),
        Column(
            "value", kinds.NAME, "What it is; leave the row out where unknown.", True
        ),
    ),
)
