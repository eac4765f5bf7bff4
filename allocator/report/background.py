"""What stands behind a proposal: its policy, its inputs, how it was found and how to read it."""

from allocator.explain.words import unit
from allocator.report.headline import what_proof_means
from allocator.report.outcome import Outcome
from allocator.report.people import limits
from allocator.report.wording import count, day, plain, sentence, words


def about(outcome: Outcome) -> list[tuple[str, str]]:
    """Everything needed to trace the proposal, or to make it again, as label and value."""
    account, policy = outcome.account, outcome.policy
    return [
        ("Date the proposal is for", day(account.as_of)),
        (
            "Policy",
            f"{plain(policy.title)} ({plain(account.policy.name)}). {sentence(policy.approach)}",
        ),
        (
            "How work is weighed",
            _titled(policy.weighting.title, policy.weighting.source),
        ),
        (
            "Who can hold what",
            _titled(policy.competency.title, policy.competency.source),
        ),
        (
            "What matters most",
            _titled(policy.priorities.title, policy.priorities.source),
        ),
        ("Work is counted in", unit(policy.weighting.unit)),
        (
            "Capacity is the average over",
            count(policy.priorities.horizon_weeks, "week"),
        ),
        ("Limits", limits(outcome)),
        *_asked(outcome),
        ("Digest of the policy", plain(account.policy.digest)),
        (
            "Result of the search",
            words(_STATUS[account.status]) + f", after {account.seconds:,.1f} seconds",
        ),
        ("Seed", str(account.seed)),
        ("Version of case-allocator", plain(account.version)),
    ]


def inputs(outcome: Outcome) -> list[tuple[str, str]]:
    """Each file read, and the digest that tells it from any other."""
    return [
        (plain(name), plain(digest)) for name, digest in outcome.account.inputs.items()
    ]


def rules(outcome: Outcome) -> list[tuple[str, bool]]:
    """Every rule as its sentence, and whether it was on."""
    return [
        (sentence(rule.sentence), rule.on) for rule in outcome.policy.rules.values()
    ]


def how_to_read(outcome: Outcome) -> list[str]:
    """What the words and numbers mean, for someone who meets them for the first time."""
    policy = outcome.policy
    return [
        "The engine proposes; people decide. Nothing here is agreed until a person signs it.",
        f"Workload is what a worker's cases ask of them, in {unit(policy.weighting.unit)}. "
        "Capacity is what they have for cases after seniority, duties, learning and leave. "
        "A percentage is the first as a share of the second.",
        f"{limits(outcome)} Someone without capacity in these weeks is full, "
        "and over both limits if they hold cases.",
        *_compared_with(outcome),
        what_proof_means(outcome),
        "Next best is the worker to think of first if you disagree, and what choosing them "
        "would make worse with everything else as proposed.",
        "Provisional marks a number that stands on a default because something was not given.",
        "Restricted cases are shown by number, worker and workload only.",
    ]


def _asked(outcome: Outcome) -> list[tuple[str, str]]:
    """What was asked of a run that may move held cases."""
    asked = outcome.asked
    if asked is None:
        return []
    named = [
        ("Leaving", asked.leavers),
        ("Only these give up cases", asked.relieve),
        ("Only these are given held cases", asked.towards),
        ("Held cases move within", (asked.team,) if asked.team else ()),
        (
            "Households moved at most, beside those of leavers",
            () if asked.moves is None else (f"{asked.moves:,}",),
        ),
    ]
    return [(label, ", ".join(map(plain, said))) for label, said in named if said]


def _compared_with(outcome: Outcome) -> list[str]:
    """What the other column is, and what was asked of a run that may move held cases."""
    if outcome.asked is None:
        return [
            "“By caseload count” is what the same team would get by sharing as a spreadsheet does: "
            "most urgent case first, to whoever holds fewest cases among those the rules allow."
        ]
    return [
        "“Without moves” is the best proposal that leaves held cases where they are, save those of people who leave.",
        "A held case moves only where that is worth its price in the policy. Whoever is beyond a limit now keeps what "
        "they hold and is given nothing.",
    ]


_STATUS = {
    "optimal": "best possible proven",
    "feasible": "good, not proven best",
    "impossible": "no proposal possible",
}


def _titled(title: str, source: str) -> str:
    return f"{plain(title)}. Source: {sentence(source)}"
