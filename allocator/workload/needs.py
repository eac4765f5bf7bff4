"""What each case looks for in a worker, and how well a worker answers it."""

from dataclasses import dataclass

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.competency import Competency, Needs
from allocator.workload.scale import Scale
from allocator.workload.standing import Standing


@dataclass(frozen=True)
class Asks:
    """Skills a case requires, skills it looks for, and qualifications without which nobody may hold it."""

    required: dict[str, int]
    aimed: dict[str, int]
    qualifications: frozenset[str]


class Matching:
    """How workers of one team answer what cases ask, under one competency file."""

    def __init__(
        self, competency: Competency, standing: Standing, scale: Scale
    ) -> None:
        self._competency = competency
        self._standing = standing
        self._scale = scale
        self._above = {
            "low": competency.matching.above_low,
            "medium": competency.matching.above_medium,
            "high": competency.matching.above_high,
        }
        self._cases: dict[str, Asks] = {}

    def asks(self, case: Case) -> Asks:
        """What a case requires and looks for, by its own columns, its type and its interventions."""
        known = self._cases.get(case.case_id)
        if known is not None:
            return known
        needs, wanted = self._needs(case), self.wanted(case)
        above = self._above[self._scale.complexity(case)]
        asks = Asks(
            _highest([case.skills_required, *(need.required for need in needs)]),
            {name: min(4, level + above) for name, level in wanted.items()},
            frozenset(name for need in needs for name in need.qualifications),
        )
        self._cases[case.case_id] = asks
        return asks

    def wanted(self, case: Case) -> dict[str, int]:
        """The levels a case looks for, before what its complexity adds."""
        needs = self._needs(case)
        tables = [need.required for need in needs] + [need.wanted for need in needs]
        found = _highest([case.skills_required, *tables])
        return {name: level for name, level in found.items() if level}

    def percent(self, case: Case, worker: Worker) -> float:
        """How far the worker's skills reach what the case looks for; 100 where it looks for nothing."""
        aimed = self.asks(case).aimed
        if not aimed:
            return 100.0
        reached = [
            min(self._standing.skill(worker, name), level) / level
            for name, level in aimed.items()
        ]
        return round(100 * sum(reached) / len(reached), 1)

    def short_of_required(
        self, case: Case, worker: Worker
    ) -> dict[str, tuple[int, int]]:
        """Required skills the worker is short of: the level they have and the level asked."""
        held = {
            name: self._standing.skill(worker, name)
            for name in self.asks(case).required
        }
        return {
            name: (held[name], level)
            for name, level in self.asks(case).required.items()
            if held[name] < level
        }

    def stretch(self, case: Case, worker: Worker) -> frozenset[str]:
        """Skills short by no more than a stretch that the worker's development plan asks them to practise."""
        reach = self._competency.stretch_levels
        short = self.short_of_required(case, worker)
        return frozenset(
            n
            for n, (has, asked) in short.items()
            if n in worker.developing and asked - has <= reach
        )

    def practises(self, case: Case, worker: Worker) -> bool:
        """Whether the case gives practice in a skill on the worker's development plan."""
        return any(name in worker.developing for name in self.asks(case).aimed)

    def levels_short(self, case: Case, worker: Worker) -> int:
        """How many skill levels the worker is short of what the case looks for, over all skills."""
        skill = self._standing.skill
        return sum(
            max(0, level - skill(worker, name))
            for name, level in self.asks(case).aimed.items()
        )

    def _needs(self, case: Case) -> list[Needs]:
        """What the competency file says of the case's type and of its interventions."""
        sources = [self._competency.types.get(case.type)]
        sources += [
            self._competency.interventions.get(name) for name in case.interventions
        ]
        return [source for source in sources if source is not None]


def _highest(tables: list[dict[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for table in tables:
        for name, level in table.items():
            found[name] = max(level, found.get(name, 0))
    return found
