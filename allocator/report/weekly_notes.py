"""What the weekly run writes for people to forward: a data-quality note, and a summary that is ready for e-mail."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP

from allocator.domain.waiting import WaitingList
from allocator.domain.weekly import ESCALATED, Changes
from allocator.report.columns import wrapped
from allocator.report.headline import first_sentence
from allocator.report.outcome import Outcome
from allocator.report.privacy import guarded
from allocator.report.wording import count, day, sentence


def data_quality(outcome: Outcome, changes: Changes, more: Sequence[str] = ()) -> str:
    """What was noticed in the batch, what stands on a default, and where what was signed and the batch disagree."""
    workers = outcome.account.workers
    provisional = sum(one.provisional for one in workers)
    disagree = [
        one.case_id for one in changes.followed if one.differs and not one.withheld
    ]
    hidden = sum(one.differs and one.withheld for one in changes.followed)
    signed = [
        f"{case_id}: this week's batch has another worker than was signed for."
        for case_id in disagree
    ]
    if hidden:
        signed.append(f"The same holds for {count(hidden, 'restricted case')}.")
    parts = [
        (
            "WHAT STANDS ON AN ASSUMPTION",
            guarded(outcome.team, outcome.provisional),
        ),
        ("WHAT WAS NOTICED", guarded(outcome.team, (*outcome.notes, *more))),
        ("WHAT WAS SIGNED AND WHAT THE BATCH SAYS", tuple(signed)),
    ]
    told = [
        wrapped(
            f"Data quality of the batch of {day(outcome.account.as_of)}: the workload of "
            f"{provisional:,} of {count(len(workers), 'worker')} stands on something that was assumed."
        )
    ]
    told += [
        [heading, *("\n".join(wrapped(f"- {sentence(one)}", indent=2)) for one in said)]
        for heading, said in parts
        if said
    ]
    if len(told) == 1:
        told.append(["Nothing was noticed."])
    return "\n\n".join("\n".join(lines) for lines in told) + "\n"


def summary(
    outcome: Outcome, changes: Changes, waiting: WaitingList, folder: str
) -> str:
    """The week in counts, without anybody's name or number, so that it may be sent."""
    account = outcome.account
    lines = [
        first_sentence(outcome),
        f"{count(len(account.unallocated), 'case')} left waiting by the proposal.",
        f"Clocks: {waiting.counts['overdue']:,} overdue, {waiting.counts['due']:,} due, "
        f"of {count(len(waiting.cases), 'waiting case')}.",
    ]
    if changes.since is None:
        lines.append("This is the first week, so there is nothing to compare it with.")
    else:
        lines += [
            f"Since {day(changes.since)}: {changes.number('new'):,} new, "
            f"{changes.number('closed'):,} no longer in the batch, "
            f"{changes.number('moved'):,} moved, {changes.number(*ESCALATED):,} escalated.",
            f"Last week's proposal: {changes.taken('as_proposed'):,} as proposed, "
            f"{changes.taken('overridden'):,} overridden, "
            f"{changes.taken('still_waiting'):,} still waiting.",
        ]
    lines += [
        f"Everything is in the folder {folder}: open proposal.html, then changes.html and waiting.html.",
        "The engine proposes; people decide.",
    ]
    told = [
        f"Allocation, {day(account.as_of)}",
        *(" ".join(line.split()) for line in lines),
    ]
    return "\n\n".join("\n".join(wrapped(line)) for line in told) + "\n"


def message(text: str) -> bytes:
    """The summary as a draft that a mail program opens: no sender and no recipient, for people to fill in."""
    draft = EmailMessage(policy=SMTP)
    draft["Subject"] = text.partition("\n")[0]
    draft["X-Unsent"] = "1"
    draft.set_content(text)
    return draft.as_bytes()
