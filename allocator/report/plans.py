"""Several finished plans, and the sentences and rows that every report of them shares."""

from dataclasses import dataclass

from allocator.domain.plans import CasePlanned, Holder, Plan, Plans
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.report.privacy import WITHHELD, withheld
from allocator.report.wording import capital, count, person, plain, urgency, words

NOBODY = "waiting"


@dataclass(frozen=True)
class Planned:
    """Plans for one batch, its team and its policy."""

    account: Plans
    team: Team
    policy: Policy
    interrupted: bool = False


@dataclass(frozen=True)
class Row:
    """One waiting case as people read it; a restricted one by number and people only."""

    case_id: str
    what: str
    differs: bool
    people: tuple[str, ...]


def lead(planned: Planned) -> str:
    """The first sentence of every report."""
    account = planned.account
    number = len(account.plans)
    if number == 1:
        return "There is one plan, and no other to choose from."
    fewest = min(
        distance
        for plan in account.plans
        for other, distance in enumerate(plan.households_differ, 1)
        if other != plan.plan
    )
    return (
        f"{capital(count(number, 'plan'))} to choose from; any two give at least {fewest} of "
        f"{count(account.households, 'household')} to different workers."
    )


def summary(planned: Planned, plan: Plan) -> list[str]:
    """What one plan costs, how far it is from the others, and what it does better and worse than the first."""
    if plan.plan == 1:
        proven = plan.status == "optimal"
        best = "The best there is, proven." if proven else "The best found, not proven."
        return [best]
    others = [
        f"{count(distance, 'case')} from plan {other}"
        for other, distance in enumerate(plan.cases_differ, 1)
        if other != plan.plan
    ]
    return [
        plan.price,
        f"Differs in {', '.join(others)}.",
        *(f"Better: {said}" for said in plan.better),
        *(f"Worse: {said}" for said in plan.worse),
        _proof(planned, plan),
    ]


def notes(planned: Planned) -> list[str]:
    """What else there is to know."""
    account = planned.account
    said = [account.not_found] if account.not_found else []
    if planned.interrupted:
        said.append("Stopped early: there may be more plans and better ones.")
    return said


def what_it_is() -> str:
    """What makes a plan another plan."""
    return (
        "Every plan keeps every rule and every pin. Plan 1 is the proposal that scores best under the policy; each "
        "other is the best found that gives enough households to other workers than all before it. "
        "The engine proposes; people decide."
    )


def rows(planned: Planned) -> list[Row]:
    """Every waiting case, those that differ first."""
    hidden = withheld(planned.team)
    return [
        _row(planned, case, case.case_id in hidden) for case in planned.account.cases
    ]


def _row(planned: Planned, case: CasePlanned, is_withheld: bool) -> Row:
    kind = words(planned.team.case[case.case_id].type)
    what = WITHHELD if is_withheld else f"{kind}, {urgency(case.urgency).lower()}"
    return Row(
        plain(case.case_id),
        what,
        case.differs,
        tuple(who(planned.team, holder) for holder in case.holders),
    )


def who(team: Team, holder: Holder) -> str:
    """Who would hold a case, and with whom."""
    if not holder.worker_id:
        return NOBODY
    first = person(team, holder.worker_id)
    if not holder.co_worker_id:
        return first
    return f"{first} with {person(team, holder.co_worker_id)}"


def _proof(planned: Planned, plan: Plan) -> str:
    far = count(planned.account.households_to_differ, "household")
    if plan.status == "optimal":
        return f"Proven: no plan that differs from those before it in {far} costs less."
    return f"Not proven: a plan that differs in {far} may exist that costs less."
