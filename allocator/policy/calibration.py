"""How minutes are worked out from diaries: the shape of the files in ``models/calibration``."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from pydantic import Field, model_validator

from allocator import shipped
from allocator.domain.diary import Task
from allocator.policy import toml
from allocator.policy.based_on import full_content
from allocator.policy.policy import Policy
from allocator.policy.toml import PolicyRecord, Problems

DEFAULT = "standard"
_FOLDER = "calibration"


class Part(PolicyRecord):
    """Tasks of the diary in which some terms of the weighting are seen; without terms, all that no other part names."""

    name: str = Field(min_length=1)
    tasks: tuple[Task, ...] = Field(min_length=1)
    terms: tuple[str, ...] = ()


class Calibration(PolicyRecord):
    """How far the diaries and how far the current numbers are believed, and what is seen where."""

    title: str
    source: str
    interval_percent: int = Field(strict=True, ge=50, le=99)
    bootstraps: int = Field(strict=True, ge=100, le=100_000)
    prior_percent: Decimal = Field(gt=0, le=1000)
    prior_at_least_minutes: Decimal = Field(gt=0, le=1000)
    prior_points: Decimal = Field(gt=0, le=1000)
    least_weeks: Decimal = Field(gt=0, le=52)
    condition_index: int = Field(strict=True, ge=5, le=10_000)
    variance_inflation: int = Field(strict=True, ge=2, le=10_000)
    parts: tuple[Part, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _divides_the_work(self) -> "Calibration":
        if found := [*self._problems()]:
            raise Problems(found)
        return self

    def _problems(self) -> Iterator[str]:
        for what, given in (
            ("task", Counter(task for part in self.parts for task in part.tasks)),
            ("term", Counter(term for part in self.parts for term in part.terms)),
        ):
            for name, times in given.items():
                if times > 1:
                    yield f"the {what} '{name}' is in more than one part"
        if sum(not part.terms for part in self.parts) != 1:
            yield "exactly one part must name no terms: it has all that the others do not name"

    def part_of(self, term: str) -> int:
        """The part in which a term is seen, by its place."""
        named = [n for n, part in enumerate(self.parts) if term in part.terms]
        rest = next(n for n, part in enumerate(self.parts) if not part.terms)
        return named[0] if named else rest


def load_calibration(name: str | None, policy: Policy, path: Path) -> Calibration:
    """The calibration a shipped name or a path means; without a name, the one called like the policy's weighting.

    A weighting based on another is calibrated like it; one that nothing is said about, by the standard.
    ``path`` is the file of the policy. Raises InvalidPolicy with every fault.
    """
    chosen = name or next(
        (
            each
            for each in _lineage(policy.names.weighting, path)
            if each in shipped.names("models", _FOLDER)
        ),
        DEFAULT,
    )
    file = shipped.toml(chosen, "models", _FOLDER)
    return toml.parse(Calibration, full_content(file, "models", _FOLDER), file)


def _lineage(weighting: str, path: Path) -> Iterator[str]:
    """The names of a weighting and of all it is based on."""
    beside, name = path.parent, weighting
    for _ in range(10):
        file = shipped.toml(name, "models", "weighting", beside=beside)
        yield file.stem
        base = toml.read(file).get("based_on")
        if not isinstance(base, str):
            return
        name, beside = base, file.parent
