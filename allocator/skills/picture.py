"""What the audit looks at: one batch weighed by its policy, beside the framework that asks something of everyone."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from allocator.domain.case import Case
from allocator.domain.skills_audit import Levelled
from allocator.domain.team import Team
from allocator.domain.worker import Rating, Worker
from allocator.errors import AllocatorError
from allocator.pipeline.steps import measure
from allocator.policy.framework import Framework
from allocator.policy.policy import Policy
from allocator.skills.inputs import Beside
from allocator.tables.batch import Batch
from allocator.tables.development import LEVELS
from allocator.workload.measure import Workload
from allocator.workload.standing import Skill


@dataclass(frozen=True)
class Picture:
    """Everyone and everything in a batch, with the levels the audit found."""

    batch: Batch
    workload: Workload
    framework: Framework
    notes: tuple[str, ...] = ()
    inputs: dict[str, str] = field(default_factory=dict)

    @property
    def team(self) -> Team:
        """Everyone and everything."""
        return self.workload.team

    @cached_property
    def people(self) -> tuple[Worker, ...]:
        """Everyone of whom the framework asks something, in the batch's order."""
        return tuple(worker for worker in self.team.workers if self.asked(worker))

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """Every team that somebody works in, in the batch's order."""
        return tuple(dict.fromkeys(one.team for one in self.people if one.team))

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The whole service, which has no name, and its teams where there are several."""
        return ("", *self.teams) if len(self.teams) > 1 else ("",)

    def asked(self, worker: Worker) -> dict[str, int]:
        """The level that a worker's grade and role ask for, by competency."""
        grade = self.workload.standing.grade(worker)
        return self.framework.asked(grade, worker.role)

    def held(self, worker: Worker, competency: str) -> int:
        """The level a worker is taken to have, as allocation takes it."""
        return self.workload.standing.skill(worker, competency)

    def rating(self, worker: Worker, competency: str) -> Skill | None:
        """The level on record, who said so and when; None where nothing is."""
        return self.workload.standing.skills(worker).get(competency)

    def is_known(self, worker: Worker, competency: str) -> bool:
        """Whether anything can be said of a level: cases ask for skills, so one that nobody rated counts as none."""
        return (
            competency in self.framework.skills
            or self.rating(worker, competency) is not None
        )

    def title(self, competency: str) -> str:
        """A competency as people call it."""
        described = self.framework.competencies.get(competency)
        skills = self.workload.policy.competency.skills
        if described is not None:
            return described.title
        return skills.get(competency, competency.replace("_", " "))

    def members(self, team: str) -> tuple[Worker, ...]:
        """The people of a team; of the whole service where none is named."""
        return tuple(one for one in self.people if team in ("", one.team))

    def cases(self, team: str) -> Iterator[Case]:
        """The cases that are a team's to hold, waiting ones included; the service has them all."""
        for case in self.team.cases:
            if not team or self.team_of(case) == team:
                yield case

    def team_of(self, case: Case) -> str:
        """Whose case it is: its own team's, else its holder's; blank where anybody's."""
        holder = self.team.worker.get(case.worker_id)
        return case.team or (holder.team if holder else "")

    def with_team(self, team: Team) -> "Picture":
        """The same picture of a team that has changed."""
        later = Workload(team, self.workload.policy, self.workload.as_of)
        return replace(self, workload=later)


def picture(
    batch: Batch,
    policy: Policy,
    framework: Framework,
    levels: Path | None = None,
    *,
    as_of: datetime.date | None = None,
) -> Picture:
    """A batch as the audit sees it; with a file of levels, these take the place of the batch's own ratings.

    Raises InvalidBatch with every fault of the file, AllocatorError where policy and framework speak of other skills.
    """
    _check_same_skills(policy, framework)
    workload = measure(batch, policy, as_of=as_of)
    beside = Beside(known_names(workload.team, framework))
    found = beside.read(levels, LEVELS, "worker_id", "competency")
    beside.settle()
    if levels is not None and not found:
        raise AllocatorError(
            f"{levels.name} holds no levels; give levels.csv as `skills compile` writes it."
        )
    if found:
        team = rated(workload.team, found)
        workload = Workload(team, policy, workload.as_of)
    return Picture(
        batch,
        workload,
        framework,
        (*batch.notes, *beside.notes),
        {**batch.inputs, **beside.inputs},
    )


def known_names(
    team: Team, framework: Framework
) -> dict[str, tuple[Sequence[str], str]]:
    """The people and competencies that files beside a batch may name."""
    people = (tuple(team.worker), "in the workers table")
    return {
        "worker_id": people,
        "mentor_id": people,
        "competency": (
            tuple(framework.competencies),
            f"a competency of {framework.name}",
        ),
    }


def rated(team: Team, levels: Sequence[Levelled]) -> Team:
    """The team with what an audit found in place of what was known of the same people and competencies before."""
    covered = {(one.worker_id, one.competency) for one in levels}
    kept = [
        rating
        for rating in team.ratings
        if (rating.worker_id, rating.skill) not in covered
    ]
    found = [rating for one in levels for rating in ratings_of(one)]
    return team.changed(ratings=(*kept, *found))


def ratings_of(one: Levelled) -> Iterator[Rating]:
    """One row of levels as ratings: the agreed one, else each of the two answers."""
    said = {"self": one.self_level, "supervisor": one.supervisor_level}
    if one.agreed_level is not None:
        said = {"agreed": one.agreed_level}
    for source, level in said.items():
        if level is not None:
            yield Rating.model_validate(
                {
                    "worker_id": one.worker_id,
                    "skill": one.competency,
                    "level": level,
                    "source": source,
                    "date": one.date,
                }
            )


def _check_same_skills(policy: Policy, framework: Framework) -> None:
    """Raises AllocatorError where the framework belongs to skills that the policy does not know."""
    strange = [
        name for name in framework.skills if name not in policy.competency.skills
    ]
    if strange and not policy.competency.accept_any:
        raise AllocatorError(
            f"Framework {framework.name} is about the skills of {framework.competency}; policy {policy.name} goes by "
            f"{policy.names.competency}, which does not know {sorted(strange)[0]}. Name a policy of the same service."
        )
