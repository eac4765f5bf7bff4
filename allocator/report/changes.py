"""What changed since last week, in words: one sentence first, then each case; restricted cases by number only."""

from dataclasses import dataclass

from allocator.domain.team import Team
from allocator.domain.weekly import (  # fmt: skip
    ESCALATED,
    KINDS,
    TAKEN,
    Change,
    Changes,
    Followed,
    Kind,
    Taken,
)
from allocator.report.privacy import WITHHELD
from allocator.report.wording import count, day, listed, person, plain, urgency

KIND_WORDS: dict[Kind, str] = {
    "overdue": "Clock ran out",
    "raised": "Urgency raised",
    "new": "New",
    "allocated": "Has a worker now",
    "moved": "Has another worker now",
    "returned": "Waits again",
    "closed": "No longer in the batch",
    "lowered": "Urgency lowered",
}
SIGNED_WORDS: dict[Taken, str] = {
    "as_proposed": "Signed as proposed",
    "overridden": "Overridden",
    "still_waiting": "Still waiting, by what was signed",
    "closed": "No longer in the batch",
}
SEEN_WORDS: dict[Taken, str] = {
    "as_proposed": "Held as proposed, nothing signed",
    "overridden": "Held by somebody else, nothing signed",
    "still_waiting": "Still waiting",
    "closed": "No longer in the batch",
}
NOBODY = "nobody"


@dataclass(frozen=True)
class Changed:
    """A comparison, and the team of this week for its names."""

    account: Changes
    team: Team


@dataclass(frozen=True)
class Line:
    """One case and what is to be said of it."""

    case_id: str
    label: str
    said: str
    is_escalated: bool = False


def lead(changed: Changed) -> str:
    """The whole comparison in a sentence or two."""
    account = changed.account
    if account.since is None:
        return "This is the first week of this team, so there is nothing to compare it with."
    said = [
        f"{account.number('new'):,} new",
        f"{account.number('closed'):,} no longer in the batch",
        f"{account.number('allocated'):,} given a worker",
        f"{account.number('moved'):,} moved",
    ]
    escalated = account.number(*ESCALATED)
    return f"Since {day(account.since)}: {listed(said)}. " + (
        f"{count(escalated, 'case')} escalated: a clock ran out or an urgency rose."
        if escalated
        else "Nothing escalated."
    )


def followed_up(changed: Changed) -> str:
    """What became of last week's proposal, in a sentence; empty where nothing waited."""
    account = changed.account
    if not account.followed:
        return ""
    signed = sum(one.source == "signed" for one in account.followed)
    how = {
        "as_proposed": "as proposed",
        "overridden": "to somebody else than proposed",
        "still_waiting": "still waiting",
        "closed": "no longer in the batch",
    }
    parts = [
        f"{account.taken(result):,} {how[result]}"
        for result in TAKEN
        if account.taken(result)
    ]
    known = (
        f"{signed:,} of them by what people signed"
        if signed
        else "as this week’s batch shows; nothing signed was given"
    )
    return f"Of {count(len(account.followed), 'case')} that waited a week ago: {listed(parts)} ({known})."


def lines(changed: Changed, kind: Kind) -> list[Line]:
    """Every case that changed in one way."""
    return [
        Line(
            plain(one.case_id),
            KIND_WORDS[kind],
            WITHHELD if one.withheld else _said(changed.team, one),
            kind in ESCALATED,
        )
        for one in changed.account.changes
        if one.kind == kind
    ]


def sections(changed: Changed) -> list[tuple[str, list[Line]]]:
    """Each way in which something changed, with its cases; what escalated comes first."""
    found = [(KIND_WORDS[kind], lines(changed, kind)) for kind in KINDS]
    return [(heading, told) for heading, told in found if told]


def followed(changed: Changed) -> list[Line]:
    """What became of each case that waited a week ago."""
    return [
        Line(plain(one.case_id), outcome(one), _became(changed.team, one))
        for one in changed.account.followed
    ]


def outcome(one: Followed) -> str:
    """What became of a case, and whether anybody signed it."""
    return (SIGNED_WORDS if one.source == "signed" else SEEN_WORDS)[one.result]


def _said(team: Team, one: Change) -> str:
    to, before = _who(team, one.to_worker_id), _who(team, one.from_worker_id)
    match one.kind:
        case "new" | "overdue":
            held = "waits" if not one.to_worker_id else f"held by {to}"
            return f"{urgency(one.urgency)}, {held}"
        case "closed":
            return "waited" if not one.from_worker_id else f"was held by {before}"
        case "allocated":
            return f"to {to}"
        case "moved":
            return f"from {before} to {to}"
        case "returned":
            return f"was held by {before}"
        case _:
            return f"from {urgency(one.urgency_before).lower()} to {urgency(one.urgency).lower()}"


def _became(team: Team, one: Followed) -> str:
    if one.withheld:
        return WITHHELD
    said = f"proposed: {_who(team, one.proposed_worker_id)}; given to: {_who(team, one.worker_id)}"
    if one.differs:
        said += "; this week’s batch says otherwise"
    return said


def _who(team: Team, worker_id: str) -> str:
    return person(team, worker_id) if worker_id else NOBODY
