"""What a skills audit comes to: the fields of ``audit.json``, and the levels and prompts that name people."""

import datetime
from typing import Literal, NamedTuple

from pydantic import ConfigDict, Field

from allocator.domain.fact import Fact

How = Literal["same", "rule", "settled", "apart", "self_only", "supervisor_only"]
Reading = Literal["reliable", "tentative", "not_reliable", "cannot_tell"]
By = Literal["team", "grade", "role"]
Differs = Literal["above", "below", ""]
Kind = Literal["over", "under", "apart", "supervisor", "one_level"]


class LevelFound(NamedTuple):
    """One worker's level in one competency: what each said, what was agreed and how."""

    worker_id: str
    competency: str
    own: int | None
    supervisor: int | None
    agreed: int | None
    how: How
    date: datetime.date
    version: str
    asked: int
    agreed_by: str = ""
    reason: str = ""

    @property
    def taken(self) -> int:
        """The level that counts for now: the agreed one, else the supervisor's, else the worker's own."""
        for level in (self.agreed, self.supervisor, self.own):
            if level is not None:
                return level
        raise AssertionError("a level is found only where somebody answered")


class Prompt(NamedTuple):
    """Something that is worth a conversation, and with whom; never a finding about anyone."""

    kind: Kind
    worker_id: str
    supervisor_id: str
    difference: float
    answers: int
    competencies: tuple[str, ...] = ()
    leans: bool = False
    """Whether the supervisor's answers lie to the same side for most of the people they answered for."""


class AgreementFound(Fact):
    """How far own and supervisors' answers agree: Krippendorff's alpha for ordered levels, with its 95% interval."""

    alpha: float | None
    low: float | None
    high: float | None
    pairs: int
    reading: Reading


class CompetencyFound(Fact):
    """One competency over everyone; nothing is told where too few people were rated."""

    competency: str
    title: str
    area: str
    rated: int | None = None
    own_mean: float | None = None
    supervisor_mean: float | None = None
    mean: float | None = None
    asked: int | None = None
    met_percent: float | None = None
    same_percent: float | None = None
    apart_percent: float | None = None
    agreement: AgreementFound | None = None


class Share(Fact):
    """The share of the levels asked that a group meets, its 95% interval, and whether it stands apart from the rest."""

    met_percent: float | None
    low_percent: float | None
    high_percent: float | None
    differs: Differs = ""


class AreaFound(Fact):
    """One theme of the framework over everyone."""

    area: str
    title: str
    met: Share
    agreement: AgreementFound | None
    strongest: str
    weakest: str


class GroupFound(Fact):
    """A team, a grade or a role; small ones are told together."""

    by: By
    group: str
    together: tuple[str, ...]
    workers: int
    mean: float | None
    met: Share
    areas: dict[str, Share]
    agreement: AgreementFound | None
    means: dict[str, float | None]
    met_percents: dict[str, float | None]


class FrameworkName(Fact):
    """Which framework was asked by, and what its files said."""

    name: str
    version: str
    digest: str


class Answered(Fact):
    """How many people were answered for, by whom."""

    workers: int
    by_self: int
    by_supervisor: int
    by_both: int


class AuditAccount(Fact):
    """Everything ``audit.json`` says, in its order; nobody can be told from it."""

    model_config = ConfigDict(populate_by_name=True)

    schema_version: Literal[1] = Field(default=1, alias="schema")
    framework: FrameworkName
    as_of: datetime.date
    inputs: dict[str, str]
    version: str
    smallest_group: int
    answered: Answered
    levels: dict[How, int]
    left_out: int
    agreement: AgreementFound
    met: Share
    areas: tuple[AreaFound, ...]
    competencies: tuple[CompetencyFound, ...]
    groups: tuple[GroupFound, ...]
    notes: tuple[str, ...]
