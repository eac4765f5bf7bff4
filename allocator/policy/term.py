"""What every term of a weighting has in common."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pydantic import Field

from allocator.policy.columns import Known
from allocator.policy.facts import Facts
from allocator.policy.keys import When, unmet_conditions
from allocator.policy.toml import PolicyRecord

# The keys a term found and what each gave, in units.
Parts = list[tuple[str, Decimal]]


class Term(PolicyRecord):
    """What every term has: a name people see beside its units, and when it counts at all."""

    name: str = Field(min_length=1)
    source: str = ""
    when: When = Field(default_factory=dict)

    def problems(self, known: Known, earlier: Sequence[str]) -> Iterator[str]:
        """What it refers to that does not exist, and what it lacks."""
        yield from unmet_conditions(self._about, self.when, known)

    def parts(self, facts: Facts, values: Mapping[str, Decimal]) -> Parts:
        """What it gives for one case or worker, key by key; ``values`` are those of the earlier terms."""
        raise NotImplementedError

    @property
    def reads(self) -> frozenset[str]:
        """The columns and labels it goes by."""
        return frozenset(self.when)

    @property
    def _about(self) -> str:
        return f"term '{self.name}'"
