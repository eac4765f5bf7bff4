"""A survey in words: what may be told of it, of everyone and team by team."""

from collections.abc import Iterator

from allocator.domain.survey import STRAIN, Change, Score, Survey, TeamAnswers, Wave
from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire
from allocator.report.drawing import Drawing, drawing
from allocator.report.plot_lines import Line, Point, pictures
from allocator.report.study import Grid, Part, Study
from allocator.report.wording import count, day, listed, plain

PAGE = "survey.html"
# From where on questions are said to hang together well enough, and barely; the customary reading.
_GOOD, _FAIR = 0.7, 0.6
NOT_SHOWN = "not shown"


def study(survey: Survey, asked: Questionnaire, guard: Guard) -> Study:
    """The whole survey, or what stands in the way of telling it."""
    return Study(
        title=f"Survey: {plain(asked.title)}",
        period=_period(survey),
        lead=_lead(survey),
        notice=(
            f"{plain(asked.purpose)} Nothing here is about fewer than {survey.smallest_group} people, "
            "and nothing that anyone wrote in their own words is here."
        ),
        parts=[*_parts(survey)],
        how_to_read=_how_to_read(survey),
        about=[
            (
                "Questionnaire",
                f"{plain(survey.questionnaire.title)}. {plain(asked.source)}",
            ),
            ("Digest of the questionnaire", survey.questionnaire.digest),
            ("Guard", f"{plain(guard.title)}. {plain(guard.source)}"),
            ("Told as of", day(survey.as_of)),
            (
                "Kept for",
                f"{count(guard.keeping_faith.keep_months, 'month')}; then the answers are deleted.",
            ),
            ("Version of case-allocator", survey.version),
        ],
    )


def shown(score: Score | None, ends: int) -> str:
    """An average with its interval; within so many points of an end only that it lies there."""
    if score is None:
        return NOT_SHOWN
    if ends and score.points <= ends:
        return f"{ends} or less"
    if ends and score.points >= 100 - ends:
        return f"{100 - ends} or more"
    return f"{score.points:.0f} ({score.low:.0f} to {score.high:.0f})"


def _parts(survey: Survey) -> Iterator[Part]:
    if not survey.waves:
        return
    newest = survey.waves[-1]
    yield Part(
        "everyone",
        "Everyone",
        drawing=_drawn(survey),
        grids=[_scores(survey), *([_moves(survey)] if survey.changes else [])],
    )
    yield Part("teams", "Team by team", _hidden(newest), grids=[_teams(survey, newest)])
    yield Part(
        "response",
        "Who answered",
        [*_response(survey)],
    )
    if newest.reliability:
        yield Part(
            "reliability",
            "How far the questions can be trusted",
            [*_trust(survey, newest)],
            grids=[_reliability(survey, newest)],
        )


def _period(survey: Survey) -> str:
    days = [wave.wave for wave in survey.waves]
    if not days:
        return day(survey.as_of)
    return day(days[0]) if len(days) == 1 else f"{day(days[0])} to {day(days[-1])}"


def _lead(survey: Survey) -> str:
    if not survey.waves:
        return "No wave has been open for long enough to be told about."
    newest = survey.waves[-1]
    if newest.answered is None:
        return f"Too few people answered on {day(newest.wave)} for anything to be told."
    strain = next(score for score in newest.scores if score.topic == STRAIN)
    stands = shown(strain, survey.ends_hidden_points)
    said = f"Strain stands at {stands} of 100 points in the wave of {day(newest.wave)}."
    found = [
        one
        for one in survey.changes
        if one.topic == STRAIN and not one.team and one.until == newest.wave
    ]
    return f"{said} {_moved(found[0])}" if found else said


def _moved(change: Change) -> str:
    """A change in words: one whose interval holds nothing is not called a change."""
    if _is_sure(change):
        way = "up" if change.points > 0 else "down"
        return f"That is {way} by {abs(change.points):.0f} points since {day(change.since)}."
    return f"Whether that differs from {day(change.since)} cannot be told from these answers."


def _is_sure(change: Change) -> bool:
    """Whether it surely moved, and which way."""
    return change.low > 0 or change.high < 0


def _scores(survey: Survey) -> Grid:
    waves = survey.waves
    return Grid(
        "Average points of everyone, and the interval they lie in",
        ("Topic", *(day(wave.wave) for wave in waves)),
        [
            (
                title,
                *(
                    shown(_score(wave, topic), survey.ends_hidden_points)
                    for wave in waves
                ),
            )
            for topic, title in survey.topics.items()
        ],
        range(1, len(waves) + 1),
    )


def _score(told: Wave | TeamAnswers, topic: str) -> Score | None:
    return next((score for score in told.scores if score.topic == topic), None)


def _moves(survey: Survey) -> Grid:
    newest = survey.waves[-1].wave
    changes = [
        one
        for one in survey.changes
        if one.until == newest
        and (not one.team or one.topic == STRAIN or _is_sure(one))
    ]
    changes.sort(key=lambda one: one.team != "")
    return Grid(
        "What moved since the wave before, in points: everyone, and of teams their strain and what surely moved",
        ("Who", "Topic", "Moved", "Interval", "Reading"),
        [
            (
                one.team or "Everyone",
                survey.topics[one.topic],
                _signed(one.points),
                f"{_signed(one.low)} to {_signed(one.high)}",
                "up"
                if one.low > 0
                else "down"
                if one.high < 0
                else "cannot be told apart",
            )
            for one in changes
        ],
        (2, 3),
    )


def _teams(survey: Survey, wave: Wave) -> Grid:
    return Grid(
        f"Average points by team, wave of {day(wave.wave)}",
        ("Team", "Answered", *survey.topics.values()),
        [
            (
                plain(team.team),
                NOT_SHOWN if team.answered is None else f"{team.answered:,}",
                *(
                    shown(_score(team, topic), survey.ends_hidden_points)
                    for topic in survey.topics
                ),
            )
            for team in wave.teams
        ],
        range(1, len(survey.topics) + 2),
    )


def _hidden(wave: Wave) -> list[str]:
    hidden = [plain(team.team) for team in wave.teams if not team.is_shown]
    if not hidden:
        return []
    return [
        f"Not shown: {listed(hidden)}. Too few answered there, or so few elsewhere that showing this team "
        "would let "
        "theirs be worked out. Nothing else follows from it."
    ]


def _response(survey: Survey) -> Iterator[str]:
    for wave in survey.waves:
        if wave.answered is None:
            yield f"{day(wave.wave)}: too few to be told."
        elif wave.response_percent is None:
            yield (
                f"{day(wave.wave)}: {count(wave.answered, 'complete answer')}; how many were asked is not "
                "known without a batch."
            )
        else:
            yield (
                f"{day(wave.wave)}: {wave.answered:,} of {wave.invited:,} answered in full "
                f"({wave.response_percent:.0f}%)."
            )
    if survey.still_open:
        days = listed([day(one) for one in survey.still_open])
        yield (
            f"Still open, so not told yet: {days}. While answers come in one by one, each report would tell "
            "of the newest."
        )
    if any((wave.response_percent or 100) < 50 for wave in survey.waves):
        yield "Where fewer than half answer, those who did not may well feel otherwise. Ask why before reading on."


def _trust(survey: Survey, wave: Wave) -> Iterator[str]:
    yield (
        "Alpha says how well the questions of a topic hang together: near 1, people answer them alike; near "
        "0, each asks "
        "something else. Ordinal alpha is the same for answers that are steps rather than amounts."
    )
    weak = [
        survey.topics[one.topic]
        for one in wave.reliability
        if one.alpha is not None and one.alpha < _FAIR
    ]
    if weak:
        yield (
            f"Read with care: {listed(weak)}. The questions there do not hang together; look at them one by "
            "one before the next wave."
        )


def _reliability(survey: Survey, wave: Wave) -> Grid:
    return Grid(
        f"Reliability, wave of {day(wave.wave)}",
        ("Topic", "Questions", "Alpha", "Ordinal alpha", "Reading"),
        [
            (
                survey.topics[one.topic],
                f"{one.questions}",
                _number(one.alpha),
                _number(one.ordinal_alpha),
                _reading(one.questions, one.alpha),
            )
            for one in wave.reliability
        ],
        (1, 2, 3),
    )


def _number(alpha: float | None) -> str:
    return "not known" if alpha is None else f"{alpha:.2f}"


def _reading(questions: int, alpha: float | None) -> str:
    if questions < 2:
        return "one question, nothing to compare"
    if alpha is None:
        return "too few answers to tell"
    return "good" if alpha >= _GOOD else "fair" if alpha >= _FAIR else "weak"


def _drawn(survey: Survey) -> Drawing | None:
    """Each topic over the waves; with one wave there is nothing to follow."""
    waves = [wave for wave in survey.waves if wave.scores]
    if len(waves) < 2:
        return None
    lines = [
        Line(
            title,
            [
                Point(wave.wave, score.points, score.low, score.high)
                for wave in waves
                if (score := _score(wave, topic))
            ],
        )
        for topic, title in survey.topics.items()
    ]
    first, last = (
        shown(_score(wave, STRAIN), survey.ends_hidden_points)
        for wave in (waves[0], waves[-1])
    )
    told = (
        f"{count(len(lines), 'panel')}, one for each topic, over {count(len(waves), 'wave')}. "
        f"Strain goes from {first} to {last}. The table has the same numbers."
    )
    return drawing(
        pictures(lines),
        1,
        "Average points of everyone, wave by wave, with their intervals",
        told,
    )


def _how_to_read(survey: Survey) -> list[str]:
    ends = survey.ends_hidden_points
    return [
        "Points run from 0, the lowest answer to every question of a topic, to 100, the highest. More strain, "
        "workload, "
        "stress and complexity is harder; more satisfaction, support and supervision is better.",
        f"In brackets is the interval the average lies in, right for {survey.interval_percent}% of such "
        "intervals if those "
        "who answered are like those who did not.",
        "An average at the very end would mean that everyone gave the same answer, so the ends are told as "
        f"{ends} or less "
        f"and {100 - ends} or more.",
        f"A team is shown from {survey.smallest_group} answers on, and only if nothing about fewer people "
        "follows when the "
        "shown teams are taken from the whole.",
        "Only answers to every question count: someone who counted in one number and not in the next could be "
        "worked out "
        "from the two.",
    ]


def _signed(points: float) -> str:
    return f"{points:+.0f}".replace("-", "−")
