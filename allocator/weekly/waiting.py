"""The waiting list: how long every case has waited, when its clock runs out, and what has kept it waiting."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from importlib.metadata import version
from typing import NamedTuple

from allocator.domain.account import Account, PolicyName
from allocator.domain.case import Case
from allocator.domain.waiting import Blocked, WaitingCase, WaitingList
from allocator.domain.week import CLOCKS, Clock
from allocator.errors import AllocatorError
from allocator.policy.policy import Policy
from allocator.policy.priorities import Waits
from allocator.problem.screen import refusals
from allocator.problem.support import want_of_support
from allocator.report.privacy import withheld
from allocator.workload.measure import Workload

NOT_TAKEN_UP = "not_taken_up"
# They leave out whole other teams, which says little about why a case waits.
_NEVER_IN_QUESTION = ("carries_cases", "within_team")


class Past(NamedTuple):
    """What was proposed in an earlier week."""

    as_of: date
    account: Account


class _Kept(NamedTuple):
    """What kept a case waiting in one week."""

    as_of: date
    reason: str
    worker_id: str


def waits_of(policy: Policy) -> Waits:
    """The clocks of a policy; raises AllocatorError where it has none."""
    waits = policy.priorities.waits
    if waits is None:
        raise AllocatorError(
            f"{policy.names.priorities} does not say how long a case may wait: "
            "give it a [waits] table, as the shipped file of priorities has one."
        )
    return waits


def waiting_list(workload: Workload, past: Sequence[Past] = ()) -> WaitingList:
    """Every waiting case on the day of the workload, the most overdue first; earlier weeks say what blocked it."""
    policy, as_of = workload.policy, workload.as_of
    waits = waits_of(policy)
    hidden = withheld(workload.team)
    earlier = [week for week in past if week.as_of < as_of]
    kept = _kept(earlier)
    able = _able(workload)
    cases = [
        _guarded(
            _case(
                workload, waits, case, able[case.case_id], kept.get(case.case_id, ())
            ),
            withheld=case.case_id in hidden,
        )
        for case in workload.team.waiting
    ]
    cases.sort(key=_pressing)
    counts = Counter(case.clock for case in cases)
    return WaitingList(
        as_of=as_of,
        policy=PolicyName(name=policy.name, digest=policy.digest),
        version=version("case-allocator"),
        weeks_looked_back=len(earlier),
        counts={clock: counts[clock] for clock in CLOCKS},
        longest_days=max(
            (case.days_waiting for case in cases if case.days_waiting is not None),
            default=None,
        ),
        cases=tuple(cases),
    )


def _case(
    workload: Workload,
    waits: Waits,
    case: Case,
    able: tuple[int, str],
    kept: Sequence[_Kept],
) -> WaitingCase:
    urgency = case.urgency or workload.policy.priorities.default_urgency
    allowed = waits.days(urgency)
    due_by = case.referral_date and case.referral_date + timedelta(days=allowed)
    over = (workload.as_of - due_by).days if due_by else None
    could_take, ruled_out_by = able
    return WaitingCase(
        case_id=case.case_id,
        group_id=case.group_id,
        type=case.type,
        team=case.team,
        urgency=urgency,
        urgency_assumed=case.urgency is None,
        referral_date=case.referral_date,
        days_waiting=(workload.as_of - case.referral_date).days
        if case.referral_date
        else None,
        allowed_days=allowed,
        due_by=due_by,
        clock=_clock(over, waits.due_within_days),
        days_over=over,
        could_take=could_take,
        ruled_out_by=ruled_out_by,
        blocked=tuple(_spans(workload.policy, kept)),
        withheld=False,
    )


def _clock(over: int | None, due_within: int) -> Clock:
    if over is None:
        return "unknown"
    if over > 0:
        return "overdue"
    return "due" if over >= -due_within else "in_time"


def _guarded(case: WaitingCase, *, withheld: bool) -> WaitingCase:
    """A restricted case as it may be told: how long it waits, and nothing of what it is."""
    if not withheld:
        return case
    return case.changed(
        group_id="",
        type="",
        team="",
        urgency=None,
        urgency_assumed=False,
        allowed_days=None,
        due_by=None,
        days_over=None,
        could_take=None,
        ruled_out_by="",
        blocked=(),
        withheld=True,
    )


def _pressing(case: WaitingCase) -> tuple[int, int, int, str]:
    over = case.days_over if case.days_over is not None else 0
    return CLOCKS.index(case.clock), -over, -(case.days_waiting or 0), case.case_id


def _able(workload: Workload) -> Mapping[str, tuple[int, str]]:
    """For each waiting case how many could take its household today; where nobody could, what keeps most from it."""
    found: dict[str, tuple[int, str]] = {}
    for household in workload.households(workload.team.waiting):
        ruled_out: Counter[str] = Counter()
        able = 0
        for worker in workload.team.workers:
            refused = [one.rule for one in refusals(workload, household, worker)]
            if not refused and (lacks := want_of_support(workload, household, worker)):
                refused = [lacks.rule]
            able += not refused
            ruled_out.update(refused[:1])
        why = "" if able else _words(workload.policy, _main(ruled_out))
        found |= {case.case_id: (able, why) for case in household}
    return found


def _kept(past: Sequence[Past]) -> Mapping[str, list[_Kept]]:
    """By case, what kept it waiting in each earlier week, oldest first."""
    found: dict[str, list[_Kept]] = {}
    for week in sorted(past, key=lambda week: week.as_of):
        for given in week.account.assignments:
            kept = _Kept(week.as_of, NOT_TAKEN_UP, given.worker_id)
            found.setdefault(given.case_id, []).append(kept)
        for left in week.account.unallocated:
            rule = _main(Counter(one.rule for one in left.excluded))
            kept = _Kept(week.as_of, rule, "")
            found.setdefault(left.case_id, []).append(kept)
    return found


def _main(ruled_out: Counter[str]) -> str:
    """The rule that keeps most people from a case; those never in question only where there is no other."""
    return min(
        ruled_out,
        key=lambda rule: (rule in _NEVER_IN_QUESTION, -ruled_out[rule], rule),
        default="",
    )


def _spans(policy: Policy, kept: Sequence[_Kept]) -> Iterator[Blocked]:
    """Weeks in a row with one reason told as one, oldest first."""
    start = 0
    for end in range(1, len(kept) + 1):
        if end < len(kept) and kept[end][1:] == kept[start][1:]:
            continue
        first = kept[start]
        yield Blocked(
            reason=first.reason,
            worker_id=first.worker_id,
            text=_words(policy, first.reason),
            since=first.as_of,
            until=kept[end - 1].as_of,
            weeks=end - start,
        )
        start = end


def _words(policy: Policy, reason: str) -> str:
    if reason == NOT_TAKEN_UP:
        return "A worker was proposed, and nobody took it up."
    if reason in policy.rules:
        return policy.rules[reason].sentence
    return "Nobody could be proposed."
