"""A proposal on the terminal: what came out, who gets what, and where that leaves people."""

from collections.abc import Iterable, Iterator

from allocator.report.columns import WIDTH, table, wrapped
from allocator.report.comparison import caution, compared, has_baseline, ways
from allocator.report.headline import first_sentence
from allocator.report.moved import in_short, moved_households, said_together
from allocator.report.outcome import Outcome
from allocator.report.people import limits, people
from allocator.report.placed import Household, deadline, households
from allocator.report.privacy import WITHHELD, guarded
from allocator.report.unplaced import Unplaced, unplaced_households
from allocator.report.wording import (
    count,
    day,
    listed,
    plain,
    sentence,
    urgency,
)

_NOTES_SHOWN = 6
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def text(outcome: Outcome, *, colour: bool = False) -> str:
    """The whole proposal in 80 columns; ``colour`` makes headings bold."""
    sections = [
        ("", _opening(outcome)),
        ("Measures", _measures(outcome)),
        ("Cases that would move, what brings most first", _moves(outcome)),
        ("Who gets what, most urgent first", _who_gets_what(outcome)),
        ("Not placed", _not_placed(outcome)),
        ("Workload after", _workload(outcome)),
        (
            "Worked out from missing or assumed data",
            _noted(guarded(outcome.team, outcome.provisional)),
        ),
        ("Notes", _noted(guarded(outcome.team, outcome.notes))),
        ("", ["The engine proposes; people decide."]),
    ]
    told = [
        "\n".join([*([_heading(heading, colour)] if heading else []), *lines])
        for heading, section in sections
        if (lines := list(section))
    ]
    return "\n\n".join(told) + "\n"


def _heading(heading: str, colour: bool) -> str:
    return f"{_BOLD}{heading.upper()}{_PLAIN}" if colour else heading.upper()


def _opening(outcome: Outcome) -> Iterator[str]:
    yield from wrapped(first_sentence(outcome))
    held = len(outcome.team.cases) - len(outcome.team.waiting)
    about = [
        plain(outcome.policy.title),
        day(outcome.account.as_of),
        count(len(outcome.team.workers), "worker"),
        f"{count(held, 'case')} held",
    ]
    yield from wrapped(", ".join(about) + ".")
    if outcome.shortage:
        yield ""
        yield from wrapped(sentence(outcome.shortage))


def _measures(outcome: Outcome) -> Iterator[str]:
    rows = compared(outcome)
    if rows and has_baseline(outcome):
        told = [(row.label, row.ours, row.others[0], row.verdict) for row in rows]
        yield from table(
            (
                "",
                "This proposal",
                ways(outcome)[0].removeprefix("By ").capitalize(),
                "",
            ),
            told,
            (33, 17, 17),
            right=(1, 2),
        )
        yield from wrapped(caution(outcome)) if caution(outcome) else ()
    elif rows:
        yield from table(
            ("", "This proposal"),
            [(row.label, row.ours) for row in rows],
            (40, 30),
            right=(1,),
        )


def _moves(outcome: Outcome) -> Iterator[str]:
    if outcome.asked is None:
        return
    yield from wrapped(in_short(outcome))
    rows = [
        (
            ", ".join(plain(case.case_id) for case in cases),
            f"{cases[0].giver} ({cases[0].giver_change})",
            f"{cases[0].taker} ({cases[0].taker_change})",
            WITHHELD if cases[0].is_withheld else next(iter(said_together(cases)), ""),
        )
        for cases in moved_households(outcome)
    ]
    if rows:
        yield from table(("Case", "From", "To", "Main reason"), rows, (12, 20, 20))


def _who_gets_what(outcome: Outcome) -> Iterator[str]:
    rows = [_allocation(household) for household in households(outcome)]
    if rows:
        yield from table(
            ("Case", "Worker", "Workload", "Main reason"), rows, (12, 22, 11)
        )


def _allocation(household: Household) -> tuple[str, str, str, str]:
    first = household.first
    worker = (
        f"{first.worker} with {first.co_worker}" if first.co_worker else first.worker
    )
    return (
        ", ".join(plain(case.case_id) for case in household.cases),
        worker,
        first.change,
        WITHHELD if first.is_withheld else next(iter(household.reasons), ""),
    )


def _not_placed(outcome: Outcome) -> Iterator[str]:
    for number, cases in enumerate(unplaced_households(outcome)):
        if number:
            yield ""
        yield from _unplaced(outcome, cases)


def _unplaced(outcome: Outcome, cases: tuple[Unplaced, ...]) -> Iterator[str]:
    first = cases[0]
    named = listed([plain(case.case_id) for case in cases])
    if first.is_withheld:
        yield from wrapped(f"{named}: {WITHHELD}")
        return
    about = [
        listed(list(dict.fromkeys(case.kind for case in cases))),
        urgency(first.urgency).lower() if first.urgency else "",
        deadline(first.due, outcome.account.as_of),
    ]
    yield from wrapped(f"{named}: {', '.join(filter(None, about))}")
    yield from _item("Why:", first.main_reason)
    for ruled_out in first.ruled_out[1:]:
        yield from _item("", str(ruled_out))
    for number, would_help in enumerate(first.would_help):
        yield from _item("" if number else "Would help:", would_help)


def _item(label: str, said: str) -> Iterator[str]:
    start = f"  {label:<12}"
    lines = wrapped(said, WIDTH - len(start))
    yield start + lines[0]
    yield from (" " * len(start) + line for line in lines[1:])


def _workload(outcome: Outcome) -> Iterator[str]:
    rows = [
        (
            one.worker
            + " (provisional)" * one.account.provisional
            + " (to be spared)" * one.account.flagged,
            one.before,
            one.after,
            f"{one.account.cases_after:,}",
            f"{one.account.new_cases:,}" if one.account.new_cases else "",
            one.standing,
        )
        for one in people(outcome)
        if one.carries_cases
    ]
    if rows:
        heading = ("Worker", "Before", "After", "Cases", "New", "")
        yield from table(heading, rows, (30, 6, 6, 6, 5), right=(1, 2, 3, 4))
        yield from wrapped(limits(outcome))


def _noted(sentences: Iterable[str]) -> Iterator[str]:
    every = list(sentences)
    for said in every[:_NOTES_SHOWN]:
        yield from wrapped(f"- {said}", indent=2)
    if len(every) > _NOTES_SHOWN:
        yield f"  and {len(every) - _NOTES_SHOWN:,} more, in proposal.html and proposal.xlsx."
