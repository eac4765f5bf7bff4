"""How far one form of an audit has come."""

from typing import Literal, NamedTuple

from allocator.domain.answers import Rater
from allocator.domain.worker import Worker

State = Literal["complete", "part", "none", "nobody"]


class Response(NamedTuple):
    """One form: about whom, by whom, and how many of its questions are answered."""

    worker: Worker
    rater: Rater
    rater_id: str
    answered: int
    questions: int

    @property
    def state(self) -> State:
        """Complete, answered in part, not there, or nobody named who could answer."""
        if self.answered >= self.questions:
            return "complete"
        if self.answered:
            return "part"
        return "none" if self.rater_id else "nobody"
