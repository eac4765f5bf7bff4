"""What stands on a questionnaire: who it is about and for, how to score, and every question with its levels."""

from dataclasses import dataclass

from allocator.domain.answers import Rater
from allocator.domain.worker import Worker
from allocator.policy.framework import Described, Framework
from allocator.report.wording import plain

HEADINGS: dict[Rater, str] = {
    "self": "Your own view of your skills",
    "supervisor": "A supervisor’s view of a worker’s skills",
}


@dataclass(frozen=True)
class Form:
    """One questionnaire; without a worker it is filled in by hand."""

    framework: Framework
    rater: Rater
    worker: Worker | None = None
    pilot: bool = False

    @property
    def worker_id(self) -> str:
        """Who it is about, where that is known."""
        return self.worker.worker_id if self.worker else ""

    @property
    def rater_id(self) -> str:
        """Who answers, where that is known."""
        if self.worker is None:
            return ""
        return self.worker_id if self.rater == "self" else self.worker.supervisor_id

    @property
    def about(self) -> str:
        """The worker by id and name."""
        if self.worker is None:
            return ""
        name = plain(self.worker.name)
        return f"{plain(self.worker_id)} · {name}" if name else plain(self.worker_id)

    @property
    def questions(self) -> list[tuple[str, list[tuple[str, Described]]]]:
        """Every area with its competencies."""
        return [
            (
                plain(title),
                [
                    (name, one)
                    for name, one in self.framework.competencies.items()
                    if one.area == area
                ],
            )
            for area, title in self.framework.areas.items()
        ]


def how_to_answer(form: Form) -> list[str]:
    """How to score, in the order in which people need it."""
    whose = "you do" if form.rater == "self" else "the worker does"
    said = [
        "Read the five descriptions of a question and pick the one that fits what"
        f" {whose} today, without help unless it says so. Between two, pick the lower.",
        "Think of work of the last twelve months. What was learnt and not yet done does not count yet.",
        "0 is an answer: nobody is expected to have met every kind of work. Leave a question open only if you cannot"
        " tell.",
        "A line of evidence helps the conversation: which piece of work would show it? Name no family.",
    ]
    if form.rater == "supervisor":
        said.append(
            "Answer from what you have seen or read, before you look at the worker’s own answers."
        )
    else:
        said.append(
            "Your supervisor answers the same questions. Where the two differ, you talk; neither answer is taken as the"
            " right one."
        )
    if form.pilot:
        said.append(
            "This is a pilot: please also say how long each question took, whether it was clear, and what would make it"
            " better."
        )
    return said


def what_for(form: Form) -> str:
    """What becomes of the answers, said before anyone answers."""
    return (
        "Used to agree levels, plan learning, and match cases to people. Answers are seen by the worker, their"
        f" supervisor and whoever leads the audit; figures of fewer than {form.framework.audit.smallest_group} people"
        " are shown to nobody else."
    )
