"""Makes everything a week's folder holds from one batch: proposal, changes, waiting list, notes and record."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from allocator.domain.signed import Signed
from allocator.domain.team import Team
from allocator.domain.week import Week
from allocator.errors import NoAnswerInTime
from allocator.pipeline import allocate, measure
from allocator.policy.policy import Policy
from allocator.report import changes_files, files, waiting_files, weekly_notes
from allocator.report.changes import Changed
from allocator.report.waiting import Waiting
from allocator.report.wording import count
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch
from allocator.weekly.changes import changes
from allocator.weekly.outbox import WEEK, chain_to, free_name, previous, proposal_of
from allocator.weekly.record import week, workers_of
from allocator.weekly.waiting import Past, waiting_list


class Made(NamedTuple):
    """A week that is ready to be put into the outbox."""

    week: Week
    contents: Mapping[str, bytes]
    placed: int
    unallocated: int
    overdue: int


class Cut(NoAnswerInTime):
    """The search was interrupted: a proposal cut short would stand for the whole week."""


def make(
    batch: Batch,
    policy: Policy,
    digest: str,
    outbox: Path,
    earlier: Sequence[Week],
    signed: Sequence[Signed],
    *,
    as_of: date | None,
    limits: Limits,
    tell: Callable[[str], None],
) -> Made:
    """Proposes for a batch and compares it with the newest week of the same team.

    Raises Cut where the search was interrupted, and everything that ``allocate`` raises.
    """
    outcome = allocate(batch, policy, as_of=as_of, limits=limits, tell=tell)
    if outcome.interrupted:
        raise Cut(limits.seconds)
    tell("Comparing with last week and writing the reports")
    account = outcome.account
    workload = measure(batch, policy, as_of=account.as_of)
    before = previous(earlier, workers_of(workload))
    waiting = waiting_list(
        workload, past_of(outbox, chain_to(earlier, before), workload.team)
    )
    folder = free_name(outbox, account.as_of)
    now = week(workload, account, waiting, digest, earlier, before, folder)
    compared = changes(now, before, signed)
    notes = _about_signed(signed, before)
    summary = weekly_notes.summary(outcome, compared, waiting, folder)
    texts = {
        "data-quality.txt": weekly_notes.data_quality(outcome, compared, notes),
        "summary.txt": summary,
        WEEK: now.model_dump_json(by_alias=True, indent=1) + "\n",
    }
    return Made(
        week=now,
        contents={
            **files.rendered(outcome),
            **changes_files.rendered(Changed(compared, outcome.team)),
            **waiting_files.rendered(Waiting(waiting, outcome.team)),
            **{name: text.encode() for name, text in texts.items()},
            "summary.eml": weekly_notes.message(summary),
        },
        placed=len(account.assignments),
        unallocated=len(account.unallocated),
        overdue=waiting.counts["overdue"],
    )


def past_of(outbox: Path, weeks: Sequence[Week], team: Team) -> list[Past]:
    """What was proposed in those of the weeks in which a case that waits now may have waited already."""
    referred = [case.referral_date for case in team.waiting]
    dates = [day for day in referred if day is not None]
    oldest = min(dates) if dates and len(dates) == len(referred) else date.min
    return [
        Past(week.as_of, proposal_of(outbox, week))
        for week in weeks
        if team.waiting and week.as_of >= oldest
    ]


def _about_signed(signed: Sequence[Signed], before: Week | None) -> list[str]:
    """What was signed about cases that did not wait a week ago: last month's file, or another team's."""
    waited = {case.case_id for case in before.cases if case.is_waiting} if before else set[str]()  # fmt: skip
    others = sum(one.case_id not in waited for one in signed)
    if not others:
        return []
    return [
        f"{count(others, 'line')} of what was signed is about cases that did not wait a week ago, and was not used."
    ]
