"""Simulated weeks as pages that need nothing else: the whole report, and one sheet for a director."""

from typing import NamedTuple

from allocator.domain.simulated import LineTold, Simulated
from allocator.report.drawing import Drawing
from allocator.report.rendering import render
from allocator.report.simulated_charts import fan, has_values, holding, is_flat
from allocator.report.simulated_lead import lead, quoted
from allocator.report.simulated_measures import lowered, words_of
from allocator.report.simulated_tables import HEADLINES, breaks, rows, waits
from allocator.report.simulated_words import findings
from allocator.report.wording import count, day, listed, plain, sentence

# The chapters of the report: heading, what it is about, and the fans in it.
_CHAPTERS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    (
        "workload",
        "Workload",
        "How much of their capacity workers use, on average and in the busiest tenth.",
        ("mean_percent", "p90_percent", "over_100_percent", "over_110_four_weeks_percent"),
    ),
    ("waiting", "Waiting", "Cases without a worker at the end of each week.", ("waiting", "longest_wait_days")),
    (
        "fairness",
        "Fairness",
        "How far workers’ percentages lie from their average: lower is more even.",
        ("sd_percent",),
    ),
    (
        "children",
        "Children and skills",
        "How well new placements match the skills that cases look for, and how many cases change worker.",
        ("skill_match_percent", "moved"),
    ),
    (
        "strain",
        "Supervision and strain",
        "Supervision that cases ask, as a share of what supervisors have, and workers with a burnout flag.",
        ("supervision_percent", "flagged_percent"),
    ),
)  # fmt: skip


class Chapter(NamedTuple):
    """A part of the report: its place, its heading, what it is about, and its charts."""

    key: str
    heading: str
    about: str
    charts: list[Drawing]


def html(told: Simulated) -> str:
    """The whole report; the same answers give the same text."""
    return render(
        "simulated.html",
        account=told,
        about=_about(told),
        breaks=breaks(told),
        chapters=_chapters(told),
        findings=findings(told),
        first=quoted(told.lines[0].name),
        holding=holding(told, 1),
        how_to_read=_how_to_read(told),
        lead=lead(told),
        lines=[plain(line.name) for line in told.lines],
        others=[quoted(one.beside) for one in told.differences],
        rows=rows(told),
        waits=waits(told),
    )


def summary(told: Simulated) -> str:
    """One sheet: the question, the answer, a picture, the measures that matter most, and how sure it is."""
    return render(
        "summary.html",
        account=told,
        drawing=_picture(told),
        first=quoted(told.lines[0].name),
        lead=lead(told),
        lines=[plain(line.name) for line in told.lines],
        others=[quoted(one.beside) for one in told.differences],
        rests_on=_rests_on(told),
        rows=rows(told, HEADLINES),
    )


def _chapters(told: Simulated) -> list[Chapter]:
    """Every chapter that has something to say."""
    found, number = [], 1
    for key, heading, about, names in _CHAPTERS:
        known = [name for name in names if has_values(told, name)]
        drawn = [name for name in known if not is_flat(told, name)]
        flat = [words_of(name).label for name in known if name not in drawn]
        charts = []
        for name in drawn:
            number += 1
            charts.append(fan(told, name, number))
        if flat:
            about += f" Not drawn, as nine of ten runs have none in any week: {listed([lowered(one) for one in flat])}."
        if known:
            found.append(
                Chapter(key, heading, about, [chart for chart in charts if chart])
            )
    return found


def _picture(told: Simulated) -> Drawing | None:
    """What answers the question, drawn."""
    if told.answered_by in told.lines[0].weeks:
        return fan(told, told.answered_by, 1)
    return holding(told, 1) or fan(told, "mean_percent", 1)


def _rests_on(told: Simulated) -> list[str]:
    every = findings(told)
    certain = every[: bool(told.breach) + bool(told.not_reached)]
    return [
        *certain,
        every[-1],
        "This is what would happen in the scenario’s world, not a forecast of yours: it is as good as its intake, "
        "durations and people. They stand in the scenario’s file, with their sources, for anyone to question.",
    ]


def _how_to_read(told: Simulated) -> list[str]:
    return [
        f"Every run is one way in which {count(told.weeks, 'week')} might go: other families come, other people fall "
        "ill or leave. The spread between the runs is what nobody can plan away; the ranges given with a number say "
        "how well this many runs know the average.",
        *(
            [
                "All lines meet the same families, absences and leavers in a run of the same number, so a difference "
                "between two lines is the difference they make, not luck. It is told apart when its range has no "
                "nothing in them."
            ]
            if len(told.lines) > 1
            else []
        ),
        "In the fans, the dark line is the middle run, half of all runs lie in the darker band and eight of ten in the "
        "whole band. A band is not one run: it joins different runs in different weeks.",
        "A case that still waits when the run ends has waited at least so long. It is neither left out nor counted as "
        "placed (Kaplan and Meier’s way), so the shares and days do not flatter a long queue.",
        "“Not seen” and “not reached” mean that too few cases or runs got there in the weeks simulated.",
        *(
            [
                f"A worker has a burnout flag while {told.burnout}: a signal to talk, nothing more."
            ]
            if told.burnout
            else []
        ),
        "Averages are over the weeks of a run, and then over the runs. Counts such as cases moved are a run’s total.",
    ]


def _about(told: Simulated) -> list[tuple[str, str]]:
    scenario = told.scenario
    return [
        ("Scenario", f"{plain(scenario.title)} ({plain(scenario.name)})"),
        ("Sources", sentence(scenario.source)),
        ("First day", day(told.start)),
        *((f"Line {quoted(line.name)}", _allocates(line)) for line in told.lines),
        ("Runs", f"{told.runs:,} of {told.runs_asked:,} asked"),
        ("Seed", str(told.seed)),
        ("Digest of the scenario", plain(scenario.digest)),
        ("Version of case-allocator", plain(told.version)),
    ]


def _allocates(line: LineTold) -> str:
    """What a line allocates with, and which events it is spared."""
    said = [
        f"{plain(one.policy.name)} by {plain(one.solver)}"
        + (f" from week {one.from_week}" if one.from_week > 1 else "")
        for one in line.policies
    ]
    spared = (
        f"; without {listed([quoted(title) for title in line.without])}"
        if line.without
        else ""
    )
    return f"{listed(said)}{spared}"
