"""How exports are read, as data: headings, spellings and what follows from a value, from ``models/imports``."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, TypeVar

from pydantic import Field, model_validator

from allocator import shipped
from allocator.domain.case import Urgency
from allocator.importers.spelling import Headings, Spelling
from allocator.policy import toml
from allocator.policy.toml import PolicyRecord

FOLDER = "imports"

Spellings = Mapping[str, tuple[str, ...]]
Format = TypeVar("Format", bound=PolicyRecord)


class List(PolicyRecord):
    """One list of an Annex A: the headings of the columns that are read, and those it cannot do without."""

    title: str
    needs: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]]

    @cached_property
    def headings(self) -> Headings:
        """Which column a heading stands for."""
        return Headings(self.columns)


class Waiting(PolicyRecord):
    """What stands in the worker's place where nobody holds the case."""

    instead_of_a_worker: tuple[str, ...]
    words_of_a_team: tuple[str, ...]


class Current(PolicyRecord):
    """For how long something without an end is taken to be going on."""

    section_47_days: int = Field(ge=0)
    referral_days: int = Field(ge=0)


class Due(PolicyRecord):
    """The next duty: so long after a date of a list, unless another date of it is given."""

    list_: str = Field(alias="list")
    after: str
    unless: str = ""
    working_days: int | None = Field(default=None, ge=0)
    days: int | None = Field(default=None, ge=0)
    months: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _says_how_long(self) -> "Due":
        if sum(x is not None for x in (self.working_days, self.days, self.months)) != 1:
            raise ValueError("give one of working_days, days and months")
        return self


class Siblings(PolicyRecord):
    """What two children share, in points, and how many make a hint."""

    family: int
    referred: int
    started: int
    worker: int
    team: int
    need: int
    ethnicity: int
    enough: int = Field(ge=1)
    most_children: int = Field(ge=2)
    least_months_apart: int = Field(ge=0)


class AnnexA(PolicyRecord):
    """How an Annex A is read."""

    title: str
    source: str
    lists: dict[str, List]
    spellings: dict[str, Spellings]
    waiting: Waiting
    current: Current
    types: dict[str, str]
    urgency: dict[str, Urgency]
    due: tuple[Due, ...]
    siblings: Siblings

    def means(self, column: str, text: str) -> str | None:
        """What a cell of a column means; None where the format does not know."""
        spelling = self._meaning.get(column)
        return spelling.means(text) if spelling and text else None

    @cached_property
    def _meaning(self) -> dict[str, Spelling]:
        return {name: Spelling(known) for name, known in self.spellings.items()}


class Role(PolicyRecord):
    """What a role of the census is called, the grade it stands for, and whether it carries cases."""

    title: str
    seniority: str
    carries_cases: Literal["yes", "no", "if_any"]


class Age(PolicyRecord):
    """From when on a census is told to be old."""

    stale_weeks: int = Field(ge=0)


class Census(PolicyRecord):
    """How a workforce census is read."""

    title: str
    source: str
    roles: dict[str, Role]
    stages_of_practice: dict[str, str]
    absences: dict[str, str]
    age: Age


class History(PolicyRecord):
    """How a table of who worked with whom is read."""

    title: str
    source: str
    columns: dict[str, tuple[str, ...]]
    gone: tuple[str, ...]


class Effect(PolicyRecord):
    """What is lost where a column is blank, and how much that matters."""

    importance: int = Field(ge=1, le=5)
    lost: str
    waiting_only: bool = False


class Effects(PolicyRecord):
    """What filling each column improves."""

    title: str
    source: str
    workers: dict[str, Effect]
    cases: dict[str, Effect]
    reductions: dict[str, Effect]


class Guesses(PolicyRecord):
    """What is guessed of an export that nobody has described."""

    title: str
    source: str
    cases: dict[str, tuple[str, ...]]
    workers: dict[str, tuple[str, ...]]
    values: dict[str, Spellings]


def load(kind: type[Format], name: str) -> Format:
    """The format that a shipped name or a path means; raises UnknownName, or InvalidPolicy with every fault."""
    path = shipped.toml(name, "models", FOLDER)
    return toml.parse(kind, toml.read(path), path)
