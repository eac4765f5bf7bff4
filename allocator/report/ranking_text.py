"""A team as several policies measure it, on the terminal: what changes in words, then everyone's shares and ranks."""

from allocator.report.columns import WIDTH, fitted, wrapped
from allocator.report.measured_text import marked, provisional, said_beside, share
from allocator.report.ranking_words import changes, opening, ordinal
from allocator.report.wording import plain
from allocator.workload.ranking import Ranked, SideBySide, by_change, ranked


def text(sides: SideBySide, width: int = WIDTH) -> str:
    """Who moves furthest from the base comes first."""
    workloads = list(sides.values())
    shown = by_change(ranked(sides))
    heading = ["Worker"]
    for name in sides:
        heading += [plain(name), "Rank"]
    rows = [
        (marked(workloads, one.worker_id), *_cells(one), moved(one)) for one in shown
    ]
    right = range(1, len(heading))
    sentences = [opening(sides), *changes(sides)]
    lines = [line for said in sentences for line in wrapped(said, width, indent=2)]
    lines += ["", *fitted([*heading, "Change"], rows, width, right), ""]
    lines += wrapped(
        "Under each policy: the share of capacity that is taken, and the rank; 1st is fullest, "
        "and shares that are equal to a tenth of a percent have one rank.",
        width,
    )
    if any(percent is None for one in shown for percent in one.percents):
        lines += wrapped(
            "Full: has no capacity in the weeks planned for, and so counts as fullest.",
            width,
        )
    for name, workload in sides.items():
        for sentence in said_beside(workload, name):
            lines += wrapped(sentence, width)
    return "\n".join([*lines, *provisional(sides, width)]) + "\n"


def moved(one: Ranked) -> str:
    """Which way and how far someone moves from their rank by the base."""
    places = one.change or 0
    if not places:
        return "the same"
    return f"{abs(places):,} {'freer' if places > 0 else 'fuller'}"


def _cells(one: Ranked) -> list[str]:
    return [
        cell
        for percent, rank in zip(one.percents, one.ranks, strict=True)
        for cell in (share(percent), ordinal(rank))
    ]
