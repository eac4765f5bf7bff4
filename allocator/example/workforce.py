"""The people of an example: teams of case holders, each with a manager."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from allocator.domain.worker import Rating, Reduction, Worker
from allocator.example.chance import happens, one_of, shuffled
from allocator.example.figures import Figures, Words
from allocator.example.ratings import recent_ratings
from allocator.example.recruits import case_holders, manager
from allocator.example.reductions import reductions_of
from allocator.example.setting import Setting


@dataclass(frozen=True)
class Workforce:
    """Everyone in an example, and the localities where each team works."""

    workers: tuple[Worker, ...]
    ratings: tuple[Rating, ...]
    reductions: tuple[Reduction, ...]
    patches: dict[str, tuple[str, ...]]

    @property
    def case_holders(self) -> tuple[Worker, ...]:
        """Those who carry cases."""
        return tuple(worker for worker in self.workers if worker.carries_cases)

    def near(self, team: str) -> list[Worker]:
        """Case holders of one team, or all where no team is named."""
        return [worker for worker in self.case_holders if team in (worker.team, "")]


def recruit(setting: Setting, workers: int, teams: int) -> Workforce:
    """So many case holders in so many teams of near equal size, and a manager for each team."""
    people: list[Worker] = []
    ratings: list[Rating] = []
    reductions: list[Reduction] = []
    patches = {}
    names = _names(setting)
    width = max(2, len(str(workers)))
    numbers = iter(range(1, workers + 1))
    for index, members in enumerate(np.array_split(np.arange(workers), teams)):
        team = _team_name(setting.figures.words, index)
        patches[team] = _patch(setting.figures, index, teams)
        lead = manager(setting, f"M{index + 1:02}", next(names), team)
        holders = [
            recruited.model_copy(
                update={
                    "worker_id": f"W{next(numbers):0{width}}",
                    "name": next(names),
                    "team": team,
                    "supervisor_id": lead.worker_id,
                    "localities": _localities(setting, patches[team], number),
                }
            )
            for number, recruited in enumerate(case_holders(setting, len(members)))
        ]
        people += [lead, *holders]
        ratings += recent_ratings(setting, holders)
        reductions += reductions_of(setting, holders)
    return Workforce(tuple(people), tuple(ratings), tuple(reductions), patches)


def full_time_equivalents(workforce: Workforce, figures: Figures) -> float:
    """Case holders counted by their contracted hours."""
    hours = sum(worker.hours for worker in workforce.case_holders)
    return hours / figures.workforce.full_time.value


def _names(setting: Setting) -> Iterator[str]:
    """A plant and a bird each; both lists are shuffled, and begun again when they end."""
    words, chance = setting.figures.words, setting.chance.names
    first, last = (
        shuffled(words.first_names, chance),
        shuffled(words.last_names, chance),
    )
    for pair in zip(cycle(first), cycle(last), strict=False):
        yield " ".join(pair)


def _team_name(words: Words, index: int) -> str:
    lap, place = divmod(index, len(words.teams))
    return f"{words.teams[place]} {lap + 1}" if lap else words.teams[place]


def _patch(figures: Figures, index: int, teams: int) -> tuple[str, ...]:
    """The localities a team works in; teams beyond one for each start again with the first."""
    everywhere = figures.words.localities
    return everywhere[index % len(everywhere) :: teams][
        : int(figures.workforce.localities.value)
    ]


def _localities(
    setting: Setting, patch: tuple[str, ...], number: int
) -> frozenset[str]:
    """One locality of the team's patch, turn by turn, and for some a second one."""
    chance, figures = setting.chance.localities, setting.figures
    first = patch[number % len(patch)]
    others = patch if len(patch) > 1 else figures.words.localities
    second = one_of([place for place in others if place != first], chance)
    has_second = happens(figures.workforce.second_locality.value, chance)
    return frozenset({first, second}) if has_second else frozenset({first})
