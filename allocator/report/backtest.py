"""A finished backtest, and who would be busier or less busy for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from allocator.domain.backtest import (
    Backtest,
    Both,
    Result,
    WorkerTested,
)
from allocator.domain.team import Team
from allocator.policy.policy import Policy
from allocator.report.wording import person, plain

# Percentage points below which nobody would notice.
_NOTICEABLE = 0.5

RESULTS: dict[Result, str] = {
    "same": "The same people under both",
    "different": "Different people",
    "first_only": "Placed only by {first}",
    "second_only": "Placed only by {second}",
    "neither": "Placed by neither",
}


@dataclass(frozen=True)
class Replayed:
    """What two policies would have proposed, and the facts it is about; ``left_out`` batches were not finished."""

    account: Backtest
    policies: tuple[Policy, Policy]
    teams: Mapping[str, Team]
    left_out: int = 0

    @property
    def labels(self) -> tuple[str, str]:
        """What the two policies are called where both are spoken of."""
        first, second = (plain(policy.name) for policy in self.policies)
        if first == second:
            return f"{first} (first)", f"{second} (second)"
        return first, second

    @property
    def waiting(self) -> int:
        """How many cases waited, over all batches."""
        return sum(self.account.overall.results.values())

    def team_of(self, worker_id: str) -> Team:
        """The newest team a worker was in."""
        return next(
            team
            for team in reversed([*self.teams.values()])
            if worker_id in team.worker
        )


@dataclass(frozen=True)
class Change:
    """How busy one worker would be under either policy; less than 0 points is less busy under the second."""

    account: WorkerTested
    worker: str
    points: Both[float | None]
    said: str


def results(tested: Replayed) -> list[tuple[str, int]]:
    """How many cases came out in each way, in words."""
    first, second = tested.labels
    return [
        (RESULTS[result].format(first=first, second=second), number)
        for result, number in tested.account.overall.results.items()
    ]


def changes(tested: Replayed) -> list[Change]:
    """Everyone who carries cases, over all batches: the most relieved by the second policy first."""
    told = []
    for worker in tested.account.overall.workers:
        team = tested.team_of(worker.worker_id)
        by_first, by_second = worker.measured_by.first, worker.measured_by.second
        points = Both(
            first=points_between(by_first.percent_after),
            second=points_between(by_second.percent_after),
        )
        if team.works_cases(team.worker[worker.worker_id]):
            told.append(
                Change(worker, person(team, worker.worker_id), points, _said(points))
            )
    return sorted(told, key=_from_the_relieved)


def relieved(tested: Replayed) -> list[Change]:
    """Those who would be noticeably less busy under the second policy, the most relieved first."""
    return [one for one in changes(tested) if (one.points.first or 0) <= -_NOTICEABLE]


def burdened(tested: Replayed) -> list[Change]:
    """Those who would be noticeably busier under the second policy, the most burdened first."""
    found = [one for one in changes(tested) if (one.points.first or 0) >= _NOTICEABLE]
    return found[::-1]


def difference(points: float | None) -> str:
    """Percentage points with their sign, as tables show them."""
    if points is None:
        return "none"
    return f"{points:+,.1f}".replace("-", "−") if points else "0.0"


def points_between(after: Both[float | None]) -> float | None:
    """How many points higher the second share is, or None where there is no capacity."""
    if after.first is None or after.second is None:
        return None
    return round(after.second - after.first, 1)


def _said(points: Both[float | None]) -> str:
    if points.first is None:
        return "No capacity"
    if abs(points.first) < _NOTICEABLE:
        return "About as busy"
    return "Less busy" if points.first < 0 else "Busier"


def _from_the_relieved(one: Change) -> tuple[bool, float, str]:
    points = one.points.first
    return points is None, points or 0, one.account.worker_id
