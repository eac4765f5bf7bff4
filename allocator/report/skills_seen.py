"""What every page of an audit's second half needs beside its account: people's names and what things are called."""

from dataclasses import dataclass

from allocator.domain.team import Team
from allocator.explain.words import unit
from allocator.policy.framework import Framework
from allocator.policy.policy import Policy
from allocator.report import wording


@dataclass(frozen=True)
class Seen:
    """A team, the framework it was looked at by, and the policy its work is weighed by."""

    team: Team
    framework: Framework
    policy: Policy
    notes: tuple[str, ...] = ()

    def person(self, worker_id: str) -> str:
        """Somebody by id and, where known, name."""
        return wording.person(self.team, worker_id)

    def people(self, worker_ids: tuple[str, ...], none: str = "nobody") -> str:
        """Several people in a sentence."""
        return wording.listed([self.person(one) for one in worker_ids]) or none

    def title(self, competency: str) -> str:
        """What a competency is called, on its own."""
        described = self.framework.competencies.get(competency)
        known = self.policy.competency.skills.get(competency, "")
        said = described.title if described else known or wording.words(competency)
        return wording.plain(said)

    def named(self, competency: str) -> str:
        """What a competency is called within a sentence; initials keep their capitals."""
        title = self.title(competency)
        return title if title[:2].isupper() else title[:1].lower() + title[1:]

    def scope(self, team: str) -> str:
        """A team by name; the whole service where it has none."""
        return wording.plain(team) or "The whole service"

    @property
    def unit(self) -> str:
        """What work is counted in."""
        return unit(self.policy.weighting.unit)
