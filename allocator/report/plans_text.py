"""Several plans on the terminal: what each costs and does, and who would hold what."""

from collections.abc import Iterator

from allocator.report.columns import table, wrapped
from allocator.report.plans import Planned, Row, lead, notes, rows, summary, what_it_is
from allocator.report.wording import count


def text(planned: Planned) -> str:
    """All plans in 80 columns; cases that every plan gives to the same people are only counted."""
    sections = [
        wrapped(lead(planned)),
        *([*_plan(planned, number)] for number in range(len(planned.account.plans))),
        [line for said in notes(planned) for line in wrapped(said)],
        [*_cases(planned)],
        wrapped(what_it_is()),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines) + "\n"


def _plan(planned: Planned, number: int) -> Iterator[str]:
    plan = planned.account.plans[number]
    yield f"Plan {plan.plan}"
    for said in summary(planned, plan):
        yield from (f"  {line}" for line in wrapped(f"- {said}", 78, indent=2))


def _cases(planned: Planned) -> Iterator[str]:
    every = rows(planned)
    differing = [row for row in every if row.differs]
    if not differing:
        return
    number = len(planned.account.plans)
    heading = ("Case", *(f"Plan {n}" for n in range(1, number + 1)))
    # The last column takes what is left.
    yield from table(
        heading, [_cells(row) for row in differing], (10,) + (22,) * (number - 1)
    )
    same = len(every) - len(differing)
    if same:
        yield f"The same in every plan: {count(same, 'case')}."


def _cells(row: Row) -> tuple[str, ...]:
    return (row.case_id, *row.people)
