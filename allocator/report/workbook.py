"""A proposal as a workbook: one sheet for each question people ask of it."""

import datetime
import io

import xlsxwriter

from allocator.explain.words import unit
from allocator.report import comparison
from allocator.report.background import about, how_to_read, inputs, rules
from allocator.report.comparison import Compared, caution, compared, has_baseline, ways
from allocator.report.headline import first_sentence, what_proof_means
from allocator.report.moved import Moved, in_short, moved
from allocator.report.outcome import Outcome
from allocator.report.people import (
    NO_CAPACITY,
    NO_CAPACITY_BUT_CASES,
    NO_CASES,
    OVER_CEILING,
    OVER_SAFE,
    Standing,
    limits,
    people,
)
from allocator.report.placed import Placed, placed
from allocator.report.privacy import WITHHELD, guarded
from allocator.report.sheet import Cell, Column, Kind, Paper
from allocator.report.unplaced import Unplaced, unplaced
from allocator.report.wording import day, sentence, words

_KINDS: dict[comparison.Kind, Kind] = {
    "count": "number",
    "part": "aside",
    "percent": "percent",
    "points": "fixed",
}


def xlsx(outcome: Outcome) -> bytes:
    """The workbook; the same outcome gives the same bytes."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        title = f"Allocation proposal, {day(outcome.account.as_of)}"
        book.set_properties(
            {
                "title": title,
                "comments": "The engine proposes; people decide.",
                # Otherwise the moment of writing, and no two files alike.
                "created": datetime.datetime.combine(
                    outcome.account.as_of, datetime.time()
                ),
            }
        )
        paper = Paper(book, title)
        _summary(paper, outcome, title)
        if outcome.asked is not None:
            _moves(paper, outcome)
        _who_gets_what(paper, outcome)
        _workload(paper, outcome)
        _not_allocated(paper, outcome)
        _provisional_and_notes(paper, outcome)
        _about(paper, outcome)
    return content.getvalue()


def _summary(paper: Paper, outcome: Outcome, title: str) -> None:
    columns = [Column("Measure", 40), Column("This proposal", 22, "number")]
    columns += [Column(way, 24, "number") for way in ways(outcome)]
    if has_baseline(outcome):
        columns.insert(3, Column("Compared", 14))
    sheet = paper.sheet("Summary", columns)
    row = paper.say(sheet, 0, title, columns, paper.title)
    row = paper.say(sheet, row, first_sentence(outcome), columns, paper.lead)
    for said in (
        what_proof_means(outcome),
        outcome.shortage,
        caution(outcome),
        limits(outcome),
    ):
        if said:
            row = paper.say(sheet, row, sentence(said), columns)
    row = paper.say(sheet, row, "The engine proposes; people decide.", columns) + 1
    told = compared(outcome)
    for down, measure in enumerate(told, row + 1):
        for place, (kind, cell) in enumerate(_measure(measure, has_baseline(outcome))):
            paper.write(sheet, down, place, kind, cell)
    if told:
        paper.frame(sheet, row, columns, len(told))


def _measure(measure: Compared, has_baseline: bool) -> list[tuple[Kind, Cell]]:
    """One row, each cell with its kind: numbers where they are numbers, words for ``18 of 20``."""
    kind = _KINDS[measure.kind]
    shown = (measure.ours, *measure.others) if kind == "aside" else measure.values
    cells: list[tuple[Kind, Cell]] = [
        ("text", measure.label),
        *((kind, cell) for cell in shown),
    ]
    if has_baseline:
        cells.insert(3, ("text", measure.verdict))
    return cells


def _moves(paper: Paper, outcome: Outcome) -> None:
    columns = (
        Column("Case", 12),
        Column("Siblings", 10),
        Column("Type", 18),
        Column("From", 22),
        Column("From, before and after", 16),
        Column("To", 22),
        Column("To, before and after", 16),
        Column("Jointly with", 16),
        Column("Held, weeks", 10, "number"),
        Column(_per_week(outcome), 12, "number"),
        Column("Why", 60),
    )
    sheet = paper.sheet("Cases that would move", columns)
    rows = [_move(case) for case in moved(outcome)]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(sheet, 0, in_short(outcome), columns)


def _move(case: Moved) -> tuple[Cell, ...]:
    return (
        case.case_id,
        case.group_id,
        case.kind,
        case.giver,
        case.giver_change,
        case.taker,
        case.taker_change,
        case.co_worker,
        case.weeks_held,
        case.units,
        WITHHELD if case.is_withheld else "\n".join(case.reasons),
    )


def _who_gets_what(paper: Paper, outcome: Outcome) -> None:
    columns = (
        Column("Case", 12),
        Column("Siblings", 10),
        Column("Type", 18),
        Column("Urgency", 10),
        Column("Due", 13, "date"),
        Column("Worker", 22),
        Column("Jointly with", 16),
        Column(_per_week(outcome), 12, "number"),
        Column("Worker before", 11, "percent"),
        Column("Worker after", 11, "percent"),
        Column("Skill match", 11, "percent"),
        Column("Why", 44),
        Column("Next best", 22),
        Column("What would get worse", 38),
    )
    sheet = paper.sheet("Who gets what", columns)
    rows = [_allocation(case) for case in placed(outcome)]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(sheet, 0, "No case has a worker proposed for it.", columns)


def _allocation(case: Placed) -> tuple[Cell, ...]:
    return (
        case.case_id,
        case.group_id,
        case.kind,
        case.urgency,
        case.due,
        case.worker,
        case.co_worker,
        case.units,
        case.percent_before,
        case.percent_after,
        case.skill_match_percent,
        WITHHELD if case.is_withheld else "\n".join(case.reasons),
        case.runner_up,
        "\n".join(case.gets_worse),
    )


def _workload(paper: Paper, outcome: Outcome) -> None:
    columns = (
        Column("Worker", 24),
        Column("Team", 16),
        Column("Capacity", 12, "number"),
        Column("Before", 10, "number"),
        Column("After", 10, "number"),
        Column("Before, % of capacity", 15, "percent"),
        Column("After, % of capacity", 16, "percent"),
        Column("Standing", 22),
        Column("Cases before", 11, "number"),
        Column("Cases after", 11, "number"),
        Column("New cases", 11, "number"),
        Column("Given in this proposal", 24),
        Column("Provisional", 16),
    )
    sheet = paper.sheet("Workload", columns)
    rows = [_worker(one) for one in people(outcome)]
    if not rows:
        paper.say(sheet, 0, "There are no workers.", columns)
        return
    paper.table(sheet, columns, rows)
    bar = {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": "#C5DAE3",
        "min_type": "num",
        "min_value": 0,
    }
    top = max(1.2, *((one.account.percent_after or 0) / 100 for one in people(outcome)))
    sheet.conditional_format(
        1, 6, len(rows), 6, {**bar, "max_type": "num", "max_value": top}
    )
    for standing, look in (
        (OVER_SAFE, paper.over),
        (OVER_CEILING, paper.over),
        (NO_CAPACITY_BUT_CASES, paper.over),
        (NO_CAPACITY, paper.away),
        (NO_CASES, paper.away),
    ):
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{standing}"',
            "format": look,
        }
        sheet.conditional_format(1, 7, len(rows), 7, rule)


def _worker(one: Standing) -> tuple[Cell, ...]:
    return (
        one.worker,
        one.team,
        one.account.capacity,
        one.account.units_before,
        one.account.units_after,
        one.account.percent_before,
        one.account.percent_after,
        one.standing,
        one.account.cases_before,
        one.account.cases_after,
        one.account.new_cases,
        ", ".join(one.given),
        "Provisional" if one.account.provisional else "",
    )


def _not_allocated(paper: Paper, outcome: Outcome) -> None:
    columns = (
        Column("Case", 12),
        Column("Siblings", 10),
        Column("Type", 18),
        Column("Urgency", 10),
        Column("Due", 14, "date"),
        Column("Main reason", 40),
        Column("Who is ruled out by what", 60),
        Column("What would help", 50),
    )
    sheet = paper.sheet("Not allocated", columns)
    rows = [_waiting(case) for case in unplaced(outcome)]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(sheet, 0, "Every waiting case has a worker proposed for it.", columns)


def _waiting(case: Unplaced) -> tuple[Cell, ...]:
    return (
        case.case_id,
        case.group_id,
        case.kind,
        case.urgency,
        case.due,
        WITHHELD if case.is_withheld else case.main_reason,
        "\n".join(f"{one}: {', '.join(one.workers)}." for one in case.ruled_out),
        "\n".join(case.would_help),
    )


def _provisional_and_notes(paper: Paper, outcome: Outcome) -> None:
    columns = (Column("What it is", 18), Column("What it says", 110))
    sheet = paper.sheet("Provisional and notes", columns)
    rows = [
        ("Provisional", said) for said in guarded(outcome.team, outcome.provisional)
    ]
    rows += [("Note", said) for said in guarded(outcome.team, outcome.notes)]
    if rows:
        paper.table(sheet, columns, rows)
    else:
        paper.say(
            sheet, 0, "Nothing was assumed, and there is nothing to note.", columns
        )


def _about(paper: Paper, outcome: Outcome) -> None:
    columns = (Column("About", 36), Column("What", 92))
    sheet = paper.sheet("About", columns)
    rows = about(outcome)
    rows += [(f"Digest of {name}", digest) for name, digest in inputs(outcome)]
    rows += [
        ("Rule" if on else "Rule, switched off", said) for said, on in rules(outcome)
    ]
    rows += [("How to read it", said) for said in how_to_read(outcome)]
    paper.table(sheet, columns, rows)


def _per_week(outcome: Outcome) -> str:
    return words(unit(outcome.policy.weighting.unit))
