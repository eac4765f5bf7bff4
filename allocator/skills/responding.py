"""Who has answered about whom, and what is still open."""

from collections import Counter
from collections.abc import Sequence

from allocator.domain.answers import Answer
from allocator.domain.responses import Response
from allocator.domain.worker import Worker
from allocator.policy.framework import Framework


def responses(
    workers: Sequence[Worker], answers: Sequence[Answer], framework: Framework
) -> list[Response]:
    """For every worker their own form and their supervisor's: complete, in part, not there, or nobody to ask."""
    given = Counter(
        (answer.worker_id, answer.rater)
        for answer in {
            (one.worker_id, one.rater, one.competency): one for one in answers
        }.values()
        if answer.version in framework.standing_since[answer.competency]
    )
    questions = len(framework.competencies)
    told = []
    for worker in workers:
        own = given[worker.worker_id, "self"]
        theirs = given[worker.worker_id, "supervisor"]
        told.append(Response(worker, "self", worker.worker_id, own, questions))
        told.append(
            Response(worker, "supervisor", worker.supervisor_id, theirs, questions)
        )
    return told
