"""Who has answered and what is still open: on the terminal, and as a table to remind people by."""

from collections.abc import Iterator, Sequence

from allocator.domain.responses import Response, State
from allocator.report.columns import table, wrapped
from allocator.report.tables import csv_text
from allocator.report.wording import count, listed, plain

NAME = "responses.csv"
_STATES: tuple[State, ...] = ("complete", "part", "none")


def text(found: Sequence[Response]) -> str:
    """How far every team has come, and whom to remind, in 80 columns."""
    return "\n".join(_lines(found)) + "\n"


def csv(found: Sequence[Response]) -> str:
    """One row for every form."""
    heading = (
        "worker_id", "worker_name", "team", "rater", "rater_id", "answered", "questions", "state",
    )  # fmt: skip
    return csv_text(
        heading,
        (
            (
                one.worker.worker_id,
                one.worker.name,
                one.worker.team,
                one.rater,
                one.rater_id,
                one.answered,
                one.questions,
                one.state,
            )
            for one in found
        ),
    )


def _lines(found: Sequence[Response]) -> Iterator[str]:
    due = [one for one in found if one.state != "nobody"]
    done = sum(one.state == "complete" for one in due)
    yield from wrapped(
        f"{done:,} of {count(len(due), 'form')} complete ({_percent(done, len(due))})."
    )
    yield ""
    rows = [
        (
            plain(team) or "No team",
            *_told([one for one in due if one.worker.team == team], "self"),
            *_told([one for one in due if one.worker.team == team], "supervisor"),
        )
        for team in sorted({one.worker.team for one in found})
    ]
    heading = ("", "Own", "In part", "Missing", "Superv.", "In part", "Missing")
    yield from table(heading, rows, (26, 6, 7, 7, 7, 7), right=(1, 2, 3, 4, 5, 6))
    yield from _reminders(due)
    alone = [one.worker.worker_id for one in found if one.state == "nobody"]
    if alone:
        yield ""
        yield from wrapped(
            f"No supervisor is named for {listed([plain(one) for one in alone])}, so only they are asked."
        )


def _reminders(due: Sequence[Response]) -> Iterator[str]:
    """Whom to remind of what: people of their own form, supervisors of those they answer for."""
    open_still = [one for one in due if one.state != "complete"]
    if not open_still:
        return
    yield ""
    yield "STILL OPEN"
    own = [one for one in open_still if one.rater == "self"]
    if own:
        yield from wrapped(
            f"Own forms: {listed([_open(one) for one in own])}.", indent=2
        )
    supervisors = sorted(
        {one.rater_id for one in open_still if one.rater == "supervisor"}
    )
    for supervisor in supervisors:
        about = [
            _open(one)
            for one in open_still
            if one.rater == "supervisor" and one.rater_id == supervisor
        ]
        yield from wrapped(f"{plain(supervisor)} about {listed(about)}.", indent=2)


def _open(one: Response) -> str:
    """Someone by id, with how many questions are open where some are answered."""
    left = one.questions - one.answered
    who = plain(one.worker.worker_id)
    return f"{who} ({left} open)" if one.answered else who


def _told(forms: Sequence[Response], rater: str) -> list[str]:
    return [
        f"{sum(one.rater == rater and one.state == state for one in forms):,}"
        for state in _STATES
    ]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%" if whole else "none"
