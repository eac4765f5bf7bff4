"""Pages of what staff say and of trends, small but with every part, for tests of what a page looks like."""

import datetime

from allocator.domain.survey import Answer
from allocator.evidence.combined import combined as combine
from allocator.evidence.combined import person as place
from allocator.evidence.survey_waves import told
from allocator.evidence.trends import trends as follow
from allocator.report import combined, study_page, survey, survey_form, trends
from allocator.workload.measure import Workload
from tests.builders import DAY, case, small_policy, team, worker
from tests.evidence.answers import LATER, NEXT, WAVE, answer, guard, questionnaire, read

_WEEK = datetime.timedelta(weeks=1)


def _people(text: str) -> dict[str, str]:
    """Eight people in one team, six in another and two in a third."""
    teams = [f"North {text}"] * 8 + ["South"] * 6 + ["East"] * 2
    return {f"W{n:02}": name for n, name in enumerate(teams, 1)}


def _service(text: str, week: int = 0) -> Workload:
    people = [
        worker(who, team=name, name=text, supervisor_id="W01")
        for who, name in _people(text).items()
    ]
    held = [
        case(f"C{n}", ("three", "five")[n % 2], worker_id=f"W{1 + (n + week) % 16:02}")
        for n in range(week, 24 + 2 * week)
    ]
    return Workload(
        team(*people, *held, case("C99")), small_policy(), DAY + week * _WEEK
    )


def _answers(text: str) -> list[Answer]:
    return [
        answer(1 + n % 5, 1 + n % 4, 1 + n % 3, worker_id=who, team=name, wave=wave)
        for wave in (WAVE, NEXT)
        for n, (who, name) in enumerate(_people(text).items())
    ]


def surveyed(text: str = "") -> str:
    """A survey of two waves."""
    asked = questionnaire(title=f"Small {text}")
    found = told(read(*_answers(text)), asked, guard(), _service(text).team, LATER)
    return study_page.html(survey.study(found, asked, guard()))


def laid_beside(text: str = "") -> str:
    """The combined view."""
    workload, answers = _service(text), _answers(text)
    seen = told(read(*answers), questionnaire(), guard(), workload.team, LATER)
    found = combine(workload, seen, answers, questionnaire(), guard())
    return study_page.html(combined.study(found, guard()))


def one_person(text: str = "") -> str:
    """The combined view of one person."""
    workload = _service(text)
    found = place("W02", workload, _answers(text), questionnaire(), guard())
    return study_page.html(combined.about_person(found, workload.team, guard()))


def over_time(text: str = "") -> str:
    """Trends of three weeks."""
    weeks = {f"week {week}": _service(text, week) for week in range(3)}
    found = follow(weeks, small_policy())
    return study_page.html(trends.study(found, _service(text).team, small_policy()))


def form(text: str = "") -> str:
    """A questionnaire to print."""
    return survey_form.html(questionnaire(title=f"Small {text}"), guard(), WAVE)
