"""A questionnaire to be answered on paper, and what everyone is told before they answer."""

import datetime

from allocator.policy.guard import Guard
from allocator.policy.questionnaire import Questionnaire
from allocator.report.rendering import render
from allocator.report.wording import count, day, plain

PAPER = "survey-form.html"


def notice(asked: Questionnaire, guard: Guard, wave: datetime.date) -> list[str]:
    """What everyone is told before they answer: what for, who sees it, and for how long it is kept."""
    faith = guard.keeping_faith
    closes = wave + datetime.timedelta(days=guard.survey.open_days)
    return [
        f"What for: {plain(asked.purpose)}",
        f"It takes about {count(asked.minutes, 'minute')}, until {day(closes)}. You need not answer, and need "
        "not say why.",
        f"Who sees it: whoever collects the answers. Reports tell averages of {faith.smallest_group} people "
        "or more, so "
        "written that nobody in a smaller group can be worked out.",
        "If you give your id, you and your supervisor may see how your own answers lie beside your workload, "
        "to talk it "
        "over. Leave it blank and nobody can.",
        "It changes nobody’s caseload or hours by itself. What you and your supervisor agree may, and then it "
        "is recorded "
        "who agreed.",
        f"Answers are kept for {count(faith.keep_months, 'month')} and then deleted. What you write in your "
        "own words stays "
        "in the file you write it in: no program reads it and no report repeats it.",
    ]


def html(asked: Questionnaire, guard: Guard, wave: datetime.date) -> str:
    """The form to print; the same questions give the same text."""
    return render(
        "survey_form.html",
        asked=asked,
        labels=labels(asked),
        notice=notice(asked, guard, wave),
        wave=wave,
    )


def labels(asked: Questionnaire) -> list[tuple[int, str]]:
    """Each answer to choose from, as a number and in words."""
    scale = asked.scale
    return list(enumerate(map(plain, scale.labels), scale.lowest))
