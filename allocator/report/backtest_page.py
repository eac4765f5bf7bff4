"""A backtest as one page that needs nothing else: no script, no network, for screen and paper."""

from allocator.report.backtest import Replayed, changes, difference, results
from allocator.report.backtest_cases import destinations
from allocator.report.backtest_chart import evenness, people
from allocator.report.backtest_findings import findings, lead, what_it_is
from allocator.report.comparison import Compared, beside
from allocator.report.privacy import WITHHELD
from allocator.report.rendering import render
from allocator.report.wording import day, plain, sentence

_CASES_SHOWN = 200


def html(tested: Replayed) -> str:
    """The whole page; the same backtest gives the same text."""
    return render(
        "backtest.html",
        account=tested.account,
        about=_about(tested),
        batches=tested.account.batches,
        destinations=destinations(tested, "different", "first_only", "second_only"),
        difference=difference,
        drawing=people(tested),
        evenness=evenness(tested),
        findings=findings(tested),
        how_to_read=_how_to_read(tested),
        labels=tested.labels,
        lead=lead(tested),
        people=changes(tested),
        period=_period(tested),
        points=_points,
        results=results(tested) if tested.waiting else [],
        shown=_CASES_SHOWN,
        what_it_is=what_it_is(),
        withheld=WITHHELD,
        yardsticks=_yardsticks(tested),
    )


def _yardsticks(tested: Replayed) -> list[tuple[str, list[Compared]]]:
    """Every measure of the second policy's proposals beside the first's, by the one policy and by the other."""
    if not tested.waiting:
        return []
    overall = tested.account.overall.measured_by
    return [
        (label, beside([measured.second, measured.first]))
        for label, measured in zip(
            tested.labels, (overall.first, overall.second), strict=True
        )
    ]


def _points(number: float | None) -> str:
    return "none" if number is None else f"{number:,.1f}"


def _period(tested: Replayed) -> str:
    days = [batch.as_of for batch in tested.account.batches]
    first, last = min(days), max(days)
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def _how_to_read(tested: Replayed) -> list[str]:
    first, second = tested.labels
    return [
        "The engine proposes; people decide. Nothing here was agreed by anyone.",
        f"Both policies proposed for the same batches. Then {first} measured both proposals as if both were its own, "
        f"and so did {second}: its weighting, its limits, its skills and its rules.",
        f"Less busy and busier are about workload as {first} measures it. Less is not always a gain: "
        "someone with room may want the work.",
        "Gap is the most loaded worker’s percentage less the least loaded worker’s. "
        "Typical distance is how far people are from the average, which one extreme moves less.",
        "Evenness is 100% if everyone had the same percentage, and falls as workload gathers on few.",
        "Restricted cases are shown by number and worker only.",
    ]


def _about(tested: Replayed) -> list[tuple[str, str]]:
    names = (tested.account.policies.first, tested.account.policies.second)
    told = []
    for which, policy, name in zip(
        ("First", "Second"), tested.policies, names, strict=True
    ):
        told += [
            (
                f"{which} policy",
                f"{plain(policy.title)} ({plain(policy.name)}). {sentence(policy.approach)}",
            ),
            (f"Digest of the {which.lower()} policy", plain(name.digest)),
        ]
    return [
        *told,
        ("Seed", str(tested.account.seed)),
        ("Version of case-allocator", plain(tested.account.version)),
    ]
