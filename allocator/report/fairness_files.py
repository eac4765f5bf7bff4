"""Fairness over weeks as text and files: two pages that are kept apart, tables and JSON."""

import json
from pathlib import Path

from allocator.domain.fairness import Equality, Fairness
from allocator.report.columns import table, wrapped
from allocator.report.fairness import (
    MEASURE_WORDS,
    Row,
    by_measure,
    equality_lead,
    heading,
    lead,
    next_in_turn,
    questions,
    rows,
    signed,
    what_it_is,
)
from allocator.report.rendering import render
from allocator.report.saving import save
from allocator.report.tables import csv_text
from allocator.report.wording import percent

PAGE, EQUALITY_PAGE = "fairness.html", "equality.html"
_EQUALITY = (EQUALITY_PAGE, "equality.csv", "equality.json")


def write(account: Fairness, asked: Equality | None, folder: Path) -> list[Path]:
    """Writes the files, all of them or none; what an earlier look told of groups goes where this one asks nothing."""
    contents = rendered(account)
    if asked is not None:
        contents |= equality_rendered(asked)
    return save(contents, folder, stale={*_EQUALITY} - contents.keys())


def rendered(account: Fairness) -> dict[str, bytes]:
    """What each file of turns holds, by name."""
    texts = {
        "fairness.json": json_text(account),
        "fairness.csv": workers_table(account),
        PAGE: html(account),
    }
    return {name: content.encode() for name, content in texts.items()}


def equality_rendered(asked: Equality) -> dict[str, bytes]:
    """What each file of the equality view holds, by name: nothing in them is about one person."""
    texts = {
        "equality.json": json_text(asked),
        "equality.csv": groups_table(asked),
        EQUALITY_PAGE: equality_html(asked),
    }
    return {name: content.encode() for name, content in texts.items()}


def json_text(account: Fairness | Equality) -> str:
    """The account exactly as the contract has it: its names, its order, two spaces deep."""
    content = account.model_dump(mode="json", by_alias=True)
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def workers_table(account: Fairness) -> str:
    """One row for each worker."""
    heading = (
        "worker_id", "team", "turn", "new_cases", "fair_share", "difference", "last_given", "percent",
        "duty_turns", "duty_share", "last_duty",
        *(f"new_{week.as_of.isoformat()}" for week in account.weeks),
    )  # fmt: skip
    cells = (
        (
            one.worker_id,
            one.team,
            one.turn,
            one.new_cases,
            one.fair_share,
            one.difference,
            one.last_given.isoformat() if one.last_given else None,
            one.percent,
            one.duty_turns,
            one.duty_share,
            one.last_duty.isoformat() if one.last_duty else None,
            *one.by_week,
        )
        for one in account.workers
    )
    return csv_text(heading, cells)


def groups_table(asked: Equality) -> str:
    """One row for each group and measure."""
    heading = (
        "characteristic", "group", "pooled", "people", "measure", "mean", "others_mean", "difference", "low", "high",
        "differs",
    )  # fmt: skip
    cells = (
        (
            one.characteristic,
            one.group,
            "; ".join(one.pooled),
            one.people,
            one.measure,
            one.mean,
            one.others_mean,
            one.difference,
            one.low,
            one.high,
            "yes" if one.differs else "no",
        )
        for one in asked.groups
    )
    return csv_text(heading, cells)


def text(account: Fairness) -> str:
    """Whose turn it is, in 80 columns."""
    told = [wrapped(lead(account))]
    told.append(["NEXT IN TURN", *_wrapped(next_in_turn(account))])
    if account.workers:
        duty = account.duty_turns is not None
        columns = ["Worker", "Team", "Turn", "New", "Share", "Apart"]
        columns += ["Duty / share"] * duty
        cells = [
            [*_cells(row), *([_duty(row)] if duty else [])] for row in rows(account)
        ]
        widest = (20, 16, 5, 5, 7, 7, 13)[: len(columns)]
        told.append(table(columns, cells, widest, right=tuple(range(2, len(columns)))))
    told += [_wrapped([one]) for one in (*account.notes, what_it_is())]
    return "\n\n".join("\n".join(lines) for lines in told if lines) + "\n"


def html(account: Fairness) -> str:
    """The page of turns: no script, no network, for screen and paper."""
    # Half a second to import, which a summary on the terminal need not wait for.
    from allocator.report.fairness_chart import turns

    return render(
        "fairness.html",
        account=account,
        drawing=turns(account),
        lead=lead(account),
        next_in_turn=next_in_turn(account),
        rows=rows(account),
        what_it_is=what_it_is(),
    )


def equality_html(asked: Equality) -> str:
    """The page of groups, which names nobody."""
    from allocator.report.fairness_chart import differences

    return render(
        "equality.html",
        account=asked,
        by_measure=by_measure(asked),
        drawings=differences(asked),
        heading=heading,
        lead=equality_lead(asked),
        percent=percent,
        questions=questions(asked),
        signed=signed,
        units=MEASURE_WORDS,
    )


def _cells(row: Row) -> list[str]:
    one = row.account
    new, share = str(one.new_cases), f"{one.fair_share:,.1f}"
    return [row.worker, row.team, row.turn, new, share, row.difference]


def _duty(row: Row) -> str:
    return f"{row.account.duty_turns} / {row.account.duty_share:,.1f}"


def _wrapped(said: list[str]) -> list[str]:
    return [line for one in said for line in wrapped(one, indent=2)]
