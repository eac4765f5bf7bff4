"""The trade-off curve as one page that needs nothing else, and its picture."""

from collections import defaultdict

from allocator.report.drawing import Drawing, drawing
from allocator.report.frontier import (
    Step,
    Traced,
    curve,
    findings,
    lead,
    level,
    steps,
    what_it_is,
)
from allocator.report.plot_frontier import Spot, scatter
from allocator.report.rendering import render
from allocator.report.wording import count, day, plain, sentence

_TITLE = "Skills matched against evenness, for what a level of skill may be worth"


def html(traced: Traced) -> str:
    """The whole page; the same curve gives the same text."""
    return render(
        "frontier.html",
        account=traced.account,
        about=_about(traced),
        drawing=picture(traced),
        findings=findings(traced),
        how_to_read=_how_to_read(traced),
        lead=lead(traced),
        level=level,
        policy=plain(traced.policy.name),
        what_it_is=what_it_is(),
    )


def picture(traced: Traced) -> Drawing | None:
    """The curve drawn, with the policy as it is marked; nothing where nothing can be drawn."""
    every = steps(traced)
    if not every:
        return None
    places: dict[tuple[float, float], list[Step]] = defaultdict(list)
    for step in every:
        places[step.match, step.distance].append(step)
    spots = [_spot(here) for here in places.values()]
    along = curve(traced)
    said = (
        f"{count(len(spots), 'point')}, each a proposal. Of those that no other beats, the most even matches "
        f"{along[0].match}% of skills at {along[0].distance} points from the average, the best matched "
        f"{along[-1].match}% at {along[-1].distance} points. The table has the same numbers."
    )
    return drawing(scatter(spots), 1, _TITLE, said)


def _spot(here: list[Step]) -> Spot:
    """One place of the picture, for all the worths that lead there."""
    is_current = any(step.is_current for step in here)
    is_beaten = all(step.shown.beaten for step in here)
    labels = [f"{step.worth} (now)" if step.is_current else step.worth for step in here]
    kind = "now" if is_current else "beaten" if is_beaten else "other"
    return Spot(
        here[0].match,
        here[0].distance,
        kind,
        "" if kind == "beaten" else ", ".join(labels),
        not is_beaten,
    )


def _how_to_read(traced: Traced) -> list[str]:
    now = level(traced.current.skill_level)
    return [
        "The engine proposes; people decide. The curve shows what a worth would mean for this batch; "
        "which worth is right is for people to say, and other batches may differ.",
        f"The labels are what one level of skill match is worth in percentage points of utilisation: with {now}, "
        f"someone may be about {now} points busier than another for being one level closer to a skill that the case "
        "looks for.",
        "To adopt another worth, set skill_level under [trade_offs] in the priorities file.",
        "Typical distance is how far people’s percentages are from the average. Gap is the most loaded worker’s "
        "percentage less the least loaded worker’s.",
        "A point is beaten where another matches skills at least as well and is at least as even, and better in one. "
        "The engine evens out work by size, and new work besides, so it may prefer what these two numbers call beaten.",
        "Cases moved are those with other people than the policy proposes as it is.",
    ]


def _about(traced: Traced) -> list[tuple[str, str]]:
    account, policy = traced.account, traced.policy
    return [
        ("Date the proposals are for", day(account.as_of)),
        (
            "Policy",
            f"{plain(policy.title)} ({plain(policy.name)}). {sentence(policy.approach)}",
        ),
        ("Digest of the policy", plain(account.policy.digest)),
        ("Seed", str(account.seed)),
        ("Version of case-allocator", plain(account.version)),
    ]
