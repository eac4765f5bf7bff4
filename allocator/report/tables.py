"""A proposal as CSV tables: who gets what, everyone's workload, who is not placed, and which held cases would move.

Each opens in a spreadsheet as it is: the text starts with a byte order mark, without which Excel
garbles every accented name, and no cell can run as a formula.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from allocator.explain.words import unit
from allocator.report.moved import moved
from allocator.report.outcome import Outcome
from allocator.report.people import people
from allocator.report.placed import placed
from allocator.report.privacy import WITHHELD
from allocator.report.unplaced import unplaced
from allocator.tables.formulas import safe_cell

Cell = str | int | float | None

_BYTE_ORDER_MARK = "\ufeff"


def allocations(outcome: Outcome) -> str:
    """One row for every case that has a worker proposed for it."""
    heading = (
        "case_id", "group_id", "type", "urgency", "due_date", "worker_id", "worker_name",
        "co_worker_id", "co_worker_name", "units", "unit", "percent_before", "percent_after",
        "skill_match_percent", "reasons", "runner_up_worker_id", "runner_up_worker_name",
        "what_gets_worse",
    )  # fmt: skip
    rows = (
        (
            case.case_id,
            case.group_id,
            case.kind,
            case.urgency,
            case.due.isoformat() if case.due else None,
            case.worker_id,
            _name(outcome, case.worker_id),
            case.co_worker_id,
            _name(outcome, case.co_worker_id),
            case.units,
            unit(outcome.policy.weighting.unit),
            case.percent_before,
            case.percent_after,
            case.skill_match_percent,
            WITHHELD if case.is_withheld else _joined(case.reasons),
            case.runner_up_id,
            _name(outcome, case.runner_up_id),
            _joined(case.gets_worse),
        )
        for case in placed(outcome)
    )
    return csv_text(heading, rows)


def moves(outcome: Outcome) -> str:
    """One row for every held case that would move, what brings most first."""
    heading = (
        "case_id", "group_id", "type", "from_worker_id", "from_worker_name", "to_worker_id", "to_worker_name",
        "co_worker_id", "co_worker_name", "weeks_held", "units", "unit", "from_change", "to_change", "reasons",
    )  # fmt: skip
    rows = (
        (
            case.case_id,
            case.group_id,
            case.kind,
            case.giver_id,
            _name(outcome, case.giver_id),
            case.taker_id,
            _name(outcome, case.taker_id),
            case.co_worker_id,
            _name(outcome, case.co_worker_id),
            case.weeks_held,
            case.units,
            unit(outcome.policy.weighting.unit),
            case.giver_change,
            case.taker_change,
            WITHHELD if case.is_withheld else _joined(case.reasons),
        )
        for case in moved(outcome)
    )
    return csv_text(heading, rows)


def workload(outcome: Outcome) -> str:
    """One row for every worker."""
    heading = (
        "worker_id", "worker_name", "team", "capacity", "units_before", "units_after", "unit",
        "percent_before", "percent_after", "standing", "cases_before", "cases_after", "new_cases",
        "given", "provisional",
    )  # fmt: skip
    rows = (
        (
            one.account.worker_id,
            _name(outcome, one.account.worker_id),
            one.account.team,
            one.account.capacity,
            one.account.units_before,
            one.account.units_after,
            unit(outcome.policy.weighting.unit),
            one.account.percent_before,
            one.account.percent_after,
            one.standing,
            one.account.cases_before,
            one.account.cases_after,
            one.account.new_cases,
            "; ".join(one.given),
            "yes" if one.account.provisional else "no",
        )
        for one in people(outcome)
    )
    return csv_text(heading, rows)


def unallocated(outcome: Outcome) -> str:
    """One row for every case nobody could be proposed for."""
    heading = (
        "case_id",
        "group_id",
        "type",
        "urgency",
        "due_date",
        "main_reason",
        "other_reasons",
        "cheapest_change",
    )
    rows = (
        (
            case.case_id,
            case.group_id,
            case.kind,
            case.urgency,
            case.due.isoformat() if case.due else None,
            WITHHELD if case.is_withheld else case.main_reason,
            "; ".join(str(other) for other in case.ruled_out[1:]),
            next(iter(case.would_help), ""),
        )
        for case in unplaced(outcome)
    )
    return csv_text(heading, rows)


def _name(outcome: Outcome, worker_id: str) -> str:
    return outcome.team.worker[worker_id].name if worker_id else ""


def _joined(sentences: Sequence[str]) -> str:
    return "; ".join(sentence.rstrip(".") for sentence in sentences)


def csv_text(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV that opens in a spreadsheet as it is."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(heading)
    table.writerows(
        [_safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return _BYTE_ORDER_MARK + text.getvalue()


def _safe(cell: str) -> str:
    # Left as it is, a lone carriage return would end the row for whoever reads it.
    return safe_cell(cell).replace("\r", " ")
