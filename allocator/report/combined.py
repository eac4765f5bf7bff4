"""Measured workload beside reported strain in words: four quarters, each a question rather than a verdict."""

from collections.abc import Iterator

from allocator.domain.combined import (
    QUARTERS,
    Combined,
    PersonPlace,
    Quarter,
    Split,
    TeamPlace,
)
from allocator.domain.team import Team
from allocator.policy.guard import Guard
from allocator.report.drawing import Drawing, drawing, short
from allocator.report.plot_quarters import Spot, quarters
from allocator.report.study import Grid, Part, Study
from allocator.report.survey import NOT_SHOWN, shown
from allocator.report.wording import count, day, listed, percent, person, plain

PAGE = "combined.html"

TITLES: dict[Quarter, str] = {
    "busy_strained": "Busy and strained",
    "busy_well": "Busy and well",
    "light_strained": "Light on paper but strained",
    "light_well": "Light and well",
}
SUGGESTS: dict[Quarter, str] = {
    "busy_strained": "The records and the people say the same. What could be taken off, put off or shared, "
    "and by whom?",
    "busy_well": "Much work, carried well for now. What makes it bearable here, and would it last if one more "
    "thing came? "
    "Does anyone feel they could not say otherwise?",
    "light_strained": "The records show room that people do not feel. What takes time that the weighting does "
    "not count, "
    "what is missing from the records, and what else weighs on them?",
    "light_well": "There seems to be room. Do the records miss anything, and would they welcome more, or "
    "other, work?",
}


def study(found: Combined, guard: Guard) -> Study:
    """Where teams stand, for everyone to read."""
    return Study(
        title="Measured and reported",
        period=f"{day(found.as_of)}, survey of {day(found.wave.wave)}",
        lead=_lead(found),
        notice=(
            "Questions to talk about, never verdicts: a measure knows only what is recorded, and a survey "
            "only what people "
            f"felt free to say. Nothing here tells what fewer than {found.smallest_group} people said."
        ),
        parts=[*_parts(found)],
        how_to_read=_how_to_read(found),
        about=[
            ("Policy", plain(found.policy.name)),
            ("Digest of the policy", found.policy.digest),
            ("Questionnaire", plain(found.questionnaire.title)),
            ("Digest of the questionnaire", found.questionnaire.digest),
            ("Guard", f"{plain(guard.title)}. {plain(guard.source)}"),
            ("Version of case-allocator", found.version),
        ],
    )


def _lead(found: Combined) -> str:
    place = found.everyone
    if place.strain is None or place.quarter is None:
        return (
            "Too few people answered for their answers to be laid beside the workload."
        )
    strain = shown(place.strain, found.ends_hidden_points)
    return (
        "Taken together: "
        f"{TITLES[place.quarter].lower()}{'' if place.sure else ', though it could be otherwise'}, at "
        f"{percent(place.mean_percent)} of capacity and {strain} points of strain."
    )


def _parts(found: Combined) -> Iterator[Part]:
    placed = [team for team in found.teams if team.quarter]
    yield Part(
        "teams",
        "Where teams stand",
        _hidden(found),
        _drawn(found, placed),
        [_teams(found)],
    )
    here = {team.quarter for team in (*placed, found.everyone) if team.quarter}
    yield Part(
        "questions",
        "What each quarter asks",
        [f"{TITLES[quarter]}: {SUGGESTS[quarter]}" for quarter in QUARTERS if quarter in here],
    )  # fmt: skip
    yield Part("people", "How many people", [*_people(found)])


def _teams(found: Combined) -> Grid:
    rows = [("Everyone", found.everyone), *((t.team, t) for t in found.teams)]
    return Grid(
        "Measured workload and reported strain",
        ("Team", "Workers", "Workload", "Answered", "Strain", "Quarter"),
        [
            (
                plain(name),
                f"{place.workers:,}",
                percent(place.mean_percent),
                NOT_SHOWN if place.answered is None else f"{place.answered:,}",
                shown(place.strain, found.ends_hidden_points),
                _quarter(place),
            )
            for name, place in rows
        ],
        (1, 2, 3, 4),
    )


def _quarter(place: TeamPlace) -> str:
    if place.quarter is None:
        return ""
    return TITLES[place.quarter] + ("" if place.sure else " (could be either)")


def _hidden(found: Combined) -> list[str]:
    hidden = [plain(team.team) for team in found.teams if team.strain is None]
    if not hidden:
        return []
    return [
        f"Strain is not shown for {listed(hidden)}: too few answered there, or it would tell on few elsewhere."
    ]


def _people(found: Combined) -> Iterator[str]:
    for split in found.splits:
        yield _split(split)
    yield (
        f"Unclear is whoever’s interval lies on both sides of {found.strained_from_points} points. Numbers below "
        f"{found.smallest_group} are not shown, nor any that would let them be worked out."
    )


def _split(split: Split) -> str:
    who = "Of the busy" if split.busy else "Of the lightly loaded"
    told = [
        f"{number:,} {name}"
        for name, number in (
            ("strained", split.strained),
            ("unclear", split.unclear),
            ("well", split.well),
        )
        if number is not None
    ]
    return f"{who}: {listed(told) if told else 'too few to be told apart'}."


def _drawn(found: Combined, placed: list[TeamPlace]) -> Drawing | None:
    spots = [
        Spot(
            short(plain(team.team)),
            team.mean_percent,
            team.strain.points,
            team.strain.low,
            team.strain.high,
        )
        for team in placed
        if team.strain is not None and team.mean_percent is not None
    ]
    if not spots:
        return None
    names = (
        TITLES["busy_strained"],
        TITLES["light_strained"],
        TITLES["light_well"],
        TITLES["busy_well"],
    )
    svg = quarters(spots, found.busy_from_percent, found.strained_from_points, names)
    told = (
        f"{count(len(spots), 'team')}, each a dot with a bar for what its strain may be. "
        + " ".join(f"{plain(team.team)}: {_quarter(team).lower()}." for team in placed)
    )
    return drawing(svg, 1, "Teams by measured workload and reported strain", told)


def _how_to_read(found: Combined) -> list[str]:
    return [
        f"Busy begins at {found.busy_from_percent}% of capacity, strained at {found.strained_from_points} of "
        "100 points; "
        "both are in the guard file, agreed with staff.",
        f"In brackets is the interval strain lies in, right for {found.interval_percent}% of such intervals. "
        "Where it lies on "
        "both sides of the line, the team could be in either quarter.",
        "Workload is the average of the team’s workers who have capacity, measured from the records; strain "
        "is the average of "
        "those who answered. The two are not quite the same people.",
        "Light on paper but strained is the quarter to look into first: the weighting, the records, or "
        "something that no "
        "workload counts.",
    ]


def about_person(found: PersonPlace, team: Team, guard: Guard) -> Study:
    """Where one person stands: for them and their supervisor, to talk over."""
    supervisor = team.worker[found.worker_id].supervisor_id
    who = person(team, supervisor) if supervisor else "their supervisor"
    return Study(
        title=f"Measured and reported: {person(team, found.worker_id)}",
        period=f"survey of {day(found.wave)}",
        lead=_place(found),
        notice=f"Only for {person(team, found.worker_id)} and {who}. It is to be talked over, and neither "
        "kept on file nor passed on.",
        parts=[Part("questions", "Questions for supervision", [*_questions(found)])],
        how_to_read=[
            f"Busy begins at {guard.quarters.busy_from_percent}% of capacity, strained at "
            f"{guard.quarters.strained_from_points} of 100 points.",
            "The interval says how far one person’s score may be off, by how well the questions hang together.",
            "Neither number is worth more than the other. Where they differ, the weighting, the records or "
            "the questions may "
            "be wrong.",
        ],
        about=[("Guard", f"{plain(guard.title)}. {plain(guard.source)}")],
    )


def _place(found: PersonPlace) -> str:
    strain = f"reported strain {found.points:.0f} points ({found.low:.0f} to {found.high:.0f})"
    if found.quarter is None:
        return f"No capacity to measure workload by, {strain}."
    sure = "" if found.sure else ", though it could be otherwise"
    provisional = ", provisionally" if found.provisional else ""
    return f"{TITLES[found.quarter]}{sure}: measured {percent(found.percent)} of capacity{provisional}, {strain}."


def _questions(found: PersonPlace) -> Iterator[str]:
    if found.quarter:
        yield SUGGESTS[found.quarter]
    if found.quarter == "light_strained":
        yield (
            "Is there work that is not in the records: cases not yet entered, help given to others, duty, "
            "court, travel?"
        )
        yield "Would this week’s diary look like what the weighting expects?"
    if found.quarter == "busy_well":
        yield (
            "Is anything counted that is no longer work: cases that could be closed, criteria that no "
            "longer hold?"
        )
    if found.says_percent is not None and found.differs and found.percent is not None:
        more = "fuller" if found.says_percent > found.percent else "less full"
        yield (
            f"They say their week is {found.says_percent:.0f}% full, which is {more} than the "
            f"{percent(found.percent)} "
            "measured. What does each of the two leave out?"
        )
    yield "What would make the most difference in the next four weeks, and who can bring it about?"
    if not found.sure:
        yield "The score is near the line, so ask rather than assume: how has it been?"
