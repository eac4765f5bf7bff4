"""Several plans side by side as one page that needs nothing else."""

from allocator.domain.account import Measures
from allocator.report.plans import Planned, lead, notes, rows, summary, what_it_is
from allocator.report.rendering import render
from allocator.report.wording import day, percent, plain, sentence


def html(planned: Planned) -> str:
    """The whole page; the same plans give the same text."""
    account = planned.account
    every = rows(planned)
    return render(
        "plans.html",
        account=account,
        about=_about(planned),
        lead=lead(planned),
        measures=_measures([plan.measures for plan in account.plans]),
        notes=notes(planned),
        policy=plain(planned.policy.name),
        differing=[row for row in every if row.differs],
        same=[row for row in every if not row.differs],
        summaries=[summary(planned, plan) for plan in account.plans],
        what_it_is=what_it_is(),
    )


def _measures(every: list[Measures]) -> list[tuple[str, list[str]]]:
    """Each measure by name, told of every plan."""
    return [
        ("Cases placed", [f"{one.placed:,}" for one in every]),
        ("Most loaded person", [percent(one.max_percent) for one in every]),
        ("Least loaded person", [percent(one.min_percent) for one in every]),
        ("Gap, points", [_number(one.spread_percent) for one in every]),
        ("People over their safe limit", [f"{one.over_safe_limit:,}" for one in every]),
        ("Skills matched", [percent(one.mean_skill_match_percent) for one in every]),
        (
            "Cases with someone the family knows",
            [
                f"{one.continuity_kept:,} of {one.continuity_possible:,}"
                for one in every
            ],
        ),
        ("Travel, minutes a week", [f"{one.travel_minutes:,.0f}" for one in every]),
    ]


def _number(number: float | None) -> str:
    return "none" if number is None else f"{number:,.1f}"


def _about(planned: Planned) -> list[tuple[str, str]]:
    account, policy = planned.account, planned.policy
    return [
        ("Date the plans are for", day(account.as_of)),
        (
            "Policy",
            f"{plain(policy.title)} ({plain(policy.name)}). {sentence(policy.approach)}",
        ),
        ("Digest of the policy", plain(account.policy.digest)),
        ("Seed", str(account.seed)),
        ("Version of case-allocator", plain(account.version)),
    ]
