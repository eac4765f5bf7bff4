"""What an import has to say about itself: what came in, what was assumed, and what would improve a proposal most."""

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from typing import Any

from allocator.domain.fact import Fact
from allocator.domain.imported import Counts, Filled, Hint, Improvement, Quality
from allocator.domain.team import Team
from allocator.importers.formats import Effect, Effects
from allocator.importers.people import NO_HOURS
from allocator.importers.telling import Telling
from allocator.tables.columns import CASES, REDUCTIONS, WORKERS

_HOURS = "contracted_hours"


def quality_of(
    team: Team,
    hints: Sequence[Hint],
    telling: Telling,
    effects: Effects,
    **told: Any,
) -> Quality:
    """Everything there is to say about an import; ``told`` is what it was asked for and what it read."""
    findings = telling.findings()
    provisional = telling.times(NO_HOURS)
    return Quality(
        **told,
        version=version("case-allocator"),
        counts=Counts(
            workers=len(team.workers),
            held=len(team.cases) - len(team.waiting),
            waiting=len(team.waiting),
            reductions=len(team.reductions),
            left_out=sum(one.count for one in findings if one.kind == "left_out"),
            provisional_workers=provisional,
            sibling_hints=len(hints),
        ),
        findings=findings,
        filled=tuple(_filled(team, provisional)),
        improvements=tuple(_improvements(team, effects, provisional)),
        hints=tuple(hints),
    )


def _filled(team: Team, provisional: int) -> Iterator[Filled]:
    for table, records in ((WORKERS, team.workers), (CASES, team.cases)):
        for column in table.columns:
            said = _saying(column.name, records, provisional)
            if records and (said or column.required):
                yield Filled(table=table.name, column=column.name, filled=said, of=len(records))  # fmt: skip


def _improvements(
    team: Team, effects: Effects, provisional: int
) -> Iterator[Improvement]:
    found: list[tuple[float, Improvement]] = []
    of_table: tuple[tuple[str, dict[str, Effect], Sequence[Fact]], ...] = (
        (WORKERS.name, effects.workers, team.workers),
        (CASES.name, effects.cases, team.cases),
    )
    for table, columns, records in of_table:
        for column, effect in columns.items():
            asked = team.waiting if effect.waiting_only else records
            missing = len(asked) - _saying(column, asked, provisional)
            if missing > 0:
                share = effect.importance * missing / len(asked)
                found.append(
                    (share, _improvement(table, column, missing, len(asked), effect))
                )
    if team.workers and not team.reductions:
        for column, effect in effects.reductions.items():
            one = _improvement(REDUCTIONS.name, column, 0, 0, effect)
            found.append((float(effect.importance), one))
    yield from (one for _, one in sorted(found, key=lambda pair: -pair[0]))


def _improvement(
    table: str, column: str, missing: int, of: int, effect: Effect
) -> Improvement:
    return Improvement(
        table=table, column=column, missing=missing, of=of, lost=effect.lost
    )


def _saying(column: str, records: Sequence[Fact], provisional: int) -> int:
    """How many records say something of their own in a column; hours that were assumed say nothing."""
    if not records:
        return 0
    field = type(records[0]).model_fields[column]
    default = field.get_default(call_default_factory=True)
    said: int = sum(getattr(one, column) != default for one in records)
    return min(said, len(records) - provisional) if column == _HOURS else said
