"""Who holds a case, from what stands in the worker's place."""

import re
from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple

from allocator.importers.formats import Waiting
from allocator.importers.lines import Line
from allocator.importers.spelling import same
from allocator.policy.names import plainly
from allocator.tables.vocabulary import Vocabularies

_LONGEST_ID = 100


class Why(Enum):
    """What the worker's place says."""

    WORKER = "worker"
    BLANK = "blank"
    WORDS = "words"
    TEAM = "team"
    FAILED = "failed"


class Holder(NamedTuple):
    """Who holds a case and in which team; ``worker_id`` is blank unless it is a worker."""

    why: Why
    worker_id: str = ""
    team: str = ""


class Holders:
    """Tells workers from teams and from words that mean nobody, one spelling for each name."""

    def __init__(self, waiting: Waiting, teams: Iterable[str] = ()) -> None:
        self._words = {plainly(word) for word in waiting.instead_of_a_worker}
        # A word that no text holds, where a format names none: an empty choice would match everything.
        words = [re.escape(word.lower()) for word in waiting.words_of_a_team] or [
            "(?!)"
        ]
        self._of_a_team = re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words)})(?![a-z0-9])")
        self._teams = {same(team) for team in teams}
        self._spellings = Vocabularies()

    def of(self, line: Line, column: str = "worker") -> Holder:
        """What one row says."""
        team = self.team(line)
        text = line.says(column)
        if column in line.failed:
            return Holder(Why.FAILED, team=team)
        if not text:
            return Holder(Why.BLANK, team=team)
        if plainly(text) in self._words:
            return Holder(Why.WORDS, team=team)
        if same(text) in self._teams or self._of_a_team.search(text.lower()):
            return Holder(
                Why.TEAM,
                team=team or self._spellings.settle("team", text[:_LONGEST_ID]),
            )
        worker_id = self.worker(text)
        return Holder(Why.WORKER if worker_id else Why.BLANK, worker_id, team)

    def worker(self, text: str) -> str:
        """A worker's id: the text as it was spelt first, without what would separate a list."""
        # Two people in one cell are one holder here; the first is who the system named first.
        first = next((part.strip() for part in text.split(";") if part.strip()), "")
        spelt: str = self._spellings.settle("worker", first[:_LONGEST_ID].strip())
        return spelt

    def team(self, line: Line) -> str:
        """The team a row names."""
        text = line.says("team")
        spelt: str = self._spellings.settle("team", text) if text else ""
        return spelt
