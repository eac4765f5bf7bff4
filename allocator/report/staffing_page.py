"""A staffing search as one page that needs nothing else: no script, no network, for screen and paper."""

from allocator.domain.staffing import Staffing
from allocator.report.drawing import Drawing, drawing
from allocator.report.plot_staffing import Spot, spots
from allocator.report.rendering import render
from allocator.report.simulated_ranges import gap_between, plain_gap
from allocator.report.staffing_words import (
    findings,
    lead,
    money,
    share,
    staffing,
    verdict,
)
from allocator.report.wording import count, plain, sentence

_BROKEN, _UNBROKEN = "broken_percent", "weeks_unbroken"
_WHERE = {"now": "The team as it is", "recommended": "The staffing found"}


def html(told: Staffing) -> str:
    """The whole page; the same search gives the same text."""
    below = told.breach_below_percent
    return render(
        "staffing.html",
        account=told,
        about=_about(told),
        drawing=_picture(told),
        findings=findings(told),
        how_to_read=_how_to_read(told),
        lead=lead(told),
        money=money,
        steps=[
            (
                _WHERE[one.added_to],
                plain(one.name),
                money(one.cost),
                plain_gap(_BROKEN, one.broken_points.value) + gap_between(_BROKEN, one.broken_points),
                plain_gap(_UNBROKEN, one.weeks_unbroken.value) + gap_between(_UNBROKEN, one.weeks_unbroken),
            )
            for one in told.next_steps
        ],
        tried=[
            (staffing(one), money(one.cost), share(one), verdict(one, below), one == told.recommended)
            for one in sorted(told.tried, key=lambda one: one.cost)
        ],
    )  # fmt: skip


def _picture(told: Staffing) -> Drawing:
    found = [
        Spot(
            one.cost,
            one.broken_percent.value or 0.0,
            one.broken_percent.low or 0.0,
            100.0 if one.broken_percent.high is None else one.broken_percent.high,
            one.verdict,
            "As it is"
            if one == told.now
            else "Found"
            if one == told.recommended
            else "",
        )
        for one in told.tried
    ]
    said = (
        f"{count(len(found), 'staffing')}, each simulated. "
        f"{lead(told)} The table of what was tried has the same numbers."
    )
    title = "What a staffing costs, and in how many runs the team breaks with it"
    return drawing(spots(found, told.breach_below_percent), 1, title, said)


def _how_to_read(told: Staffing) -> list[str]:
    return [
        "A staffing is what there is now and so many more of each kind in the scenario’s table of hires and training "
        "places. The costs are the scenario’s: check them before you use any of this.",
        "Every staffing meets the same families, absences and leavers, so a difference between two is the people’s.",
        "The ranges are for each staffing by itself. A verdict is stricter: it allows for everything the search "
        f"tried and every time it looked, so that with {told.confidence_percent:g}% confidence none of them is wrong. "
        "“Too close to say” would take more runs.",
        "What one more is worth is measured in the very runs of the staffing it is added to; each of these ranges is "
        "for itself, so of twenty about one is off.",
        "It is as good as the scenario: its intake, durations and people. The engine proposes; people decide.",
    ]


def _about(told: Staffing) -> list[tuple[str, str]]:
    policies = ", ".join(
        f"{plain(one.policy.name)} by {plain(one.solver)}" for one in told.policies
    )
    return [
        ("Scenario", f"{plain(told.scenario.title)} ({plain(told.scenario.name)})"),
        ("Sources", sentence(told.scenario.source)),
        ("Line", plain(told.line)),
        ("Allocates with", policies),
        ("Runs of a staffing", f"{told.runs_at_most:,} at most"),
        ("Seed", str(told.seed)),
        ("Digest of the scenario", plain(told.scenario.digest)),
        ("Version of case-allocator", plain(told.version)),
    ]
