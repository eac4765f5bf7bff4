"""What may be told of a survey: averages of enough people, wave by wave and team by team."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import pairwise

from allocator import small_groups
from allocator.domain.survey import (
    Answer,
    Change,
    QuestionnaireName,
    Reliability,
    Score,
    Survey,
    TeamAnswers,
    Wave,
)
from allocator.domain.team import Team
from allocator.evidence import intervals
from allocator.evidence.reliability import alpha, ordinal_alpha
from allocator.evidence.survey_scores import matrix, points, scales, titles
from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire
from allocator.tables.survey import Answers

_Means = dict[str, intervals.Mean]
NOBODY = "no team given"


def told(
    read: Answers,
    asked: Questionnaire,
    guard: Guard,
    team: Team | None,
    as_of: datetime.date,
) -> Survey:
    """The waves that have closed by a day, and what moved between them."""
    open_for = datetime.timedelta(days=guard.survey.open_days)
    every = sorted({answer.wave for answer in read.answers})
    closed = [wave for wave in every if wave + open_for <= as_of]
    by_wave = [
        _Told(wave, [a for a in read.answers if a.wave == wave], asked, guard, team)
        for wave in closed
    ]
    return Survey(
        questionnaire=QuestionnaireName(title=asked.title, digest=asked.digest),
        as_of=as_of,
        smallest_group=guard.keeping_faith.smallest_group,
        ends_hidden_points=guard.keeping_faith.ends_hidden_points,
        interval_percent=guard.survey.interval_percent,
        topics=titles(asked),
        waves=tuple(one.wave for one in by_wave),
        changes=tuple(
            change
            for before, after in pairwise(by_wave)
            for change in _changes(before, after, guard)
        ),
        still_open=tuple(wave for wave in every if wave not in closed),
        version=version("case-allocator"),
    )


class _Told:
    """One wave: what is told of it, and the averages behind that, of which the next wave's changes are made."""

    def __init__(
        self,
        wave: datetime.date,
        answers: Sequence[Answer],
        asked: Questionnaire,
        guard: Guard,
        team: Team | None,
    ) -> None:
        self.asked, self.guard = asked, guard
        members: dict[str, list[Answer]] = {}
        for answer in answers:
            members.setdefault(answer.team or NOBODY, []).append(answer)
        invited = Counter(w.team or NOBODY for w in team.workers) if team else {}
        smallest = guard.keeping_faith.smallest_group
        visible = small_groups.shown(
            {name: len(those) for name, those in members.items()}, smallest
        )
        self.means: dict[str, _Means] = {
            name: self._means(members[name]) for name in sorted(visible)
        }
        enough = len(answers) >= smallest
        if enough:
            self.means[""] = self._means(answers)
        self.wave = Wave(
            wave=wave,
            invited=sum(invited.values()) if team else None,
            answered=len(answers) if enough else None,
            response_percent=_share(len(answers), sum(invited.values()), enough),
            scores=self._scores(""),
            reliability=tuple(self._reliability(answers)) if enough else (),
            teams=tuple(
                TeamAnswers(
                    team=name,
                    invited=invited.get(name, 0) if team else None,
                    answered=len(members[name]) if name in visible else None,
                    response_percent=_share(
                        len(members.get(name, ())), invited.get(name, 0), name in visible
                    ),
                    scores=self._scores(name),
                )
                for name in sorted({*members, *invited})
            ),
        )  # fmt: skip

    def _means(self, answers: Sequence[Answer]) -> _Means:
        return {
            topic: intervals.mean([points(a, questions, self.asked) for a in answers])
            for topic, questions in scales(self.asked).items()
        }

    def _scores(self, team: str) -> tuple[Score, ...]:
        return tuple(
            score(topic, found, self.guard)
            for topic, found in self.means.get(team, {}).items()
        )

    def _reliability(self, answers: Sequence[Answer]) -> Iterator[Reliability]:
        enough = len(answers) >= self.guard.survey.fewest_for_reliability
        for topic, questions in scales(self.asked).items():
            given = matrix(answers, questions, self.asked)
            yield Reliability(
                topic=topic,
                questions=len(questions),
                alpha=_rounded(alpha(given) if enough else None),
                ordinal_alpha=_rounded(ordinal_alpha(given) if enough else None),
            )


def score(topic: str, found: intervals.Mean, guard: Guard) -> Score:
    """An average as it is told: at the very end of the scale everybody said the same, so the ends are not told."""
    near = guard.keeping_faith.ends_hidden_points
    low, high = found.interval(guard.survey.interval_percent)
    value, low, high = (
        round(min(100.0 - near, max(float(near), number)), 1)
        for number in (found.value, low, high)
    )
    return Score(topic=topic, points=value, low=low, high=high)


def _changes(before: _Told, after: _Told, guard: Guard) -> Iterator[Change]:
    """How far each score moved that both waves tell; between numbers at the ends nothing is said."""
    ends = guard.keeping_faith.ends_hidden_points
    for name, means in after.means.items():
        for topic, now in means.items():
            then = before.means.get(name, {}).get(topic)
            if then is None or not all(
                ends < mean.value < 100 - ends for mean in (then, now)
            ):
                continue
            moved = intervals.change(then, now, guard.survey.interval_percent)
            value, low, high = (round(number, 1) for number in moved)
            yield Change(
                team=name,
                topic=topic,
                since=before.wave.wave,
                until=after.wave.wave,
                points=value,
                low=low,
                high=high,
            )


def _share(answered: int, invited: int, is_shown: bool) -> float | None:
    return round(100 * answered / invited, 1) if is_shown and invited else None


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
