"""Balanced nursing workload, solved zone by zone: any solver evens out one zone, and staffing is shared out exactly.

How many nurses each zone has is found by dynamic programming over zones. Zones are put to the solver only as that asks
for them: it first takes for each zone and staffing the least that even the smoothest split would cost, and whenever the
cheapest staffing rests on such a guess, the guess is replaced by an answer. So the whole is proven once every part of
the cheapest staffing is.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from pathlib import Path
from time import monotonic

from allocator.errors import Impossible, NoAnswerInTime
from allocator.problem.posed import Cost
from allocator.solvers.answer import Limits, Solution
from benchmarks.instance import Answer, Judged, Size, Solver
from benchmarks.public import wards
from benchmarks.public.best_known import Known, best_known
from benchmarks.public.wards import Wards

Staffing = tuple[int, ...]


@dataclass
class Part:
    """One zone with so many nurses: what it costs at least, the best plan for it, and whether it has been asked for."""

    bound: float
    cost: float = inf
    given: list[int] | None = None
    asked: bool = False


@dataclass(frozen=True)
class Nursing:
    """An instance of zones, each put to the solver as a problem."""

    wards: Wards

    @property
    def known(self) -> Known | None:
        """What others have found."""
        return best_known("nursing", self.wards.fingerprint)

    @cached_property
    def size(self) -> Size:
        """Nurses, patients, and pairs if every zone had as many nurses as it could."""
        zones = self.wards.zones
        pairs = sum(len(p) * len(self.wards.staffing(z)) for z, p in enumerate(zones))
        return Size(self.wards.nurses, sum(map(len, zones)), pairs)

    def answer(self, solve: Solver, limits: Limits) -> Answer:
        """The most even plan found, and the least that any could cost."""
        ends = monotonic() + limits.seconds
        # What is told of one zone says nothing of the whole.
        limits = replace(limits, tell=lambda progress: None)
        parts = [self._guessed(zone) for zone in range(len(self.wards.zones))]
        while True:
            staffing = _cheapest(self.wards.nurses, parts, "bound")
            if staffing is None:
                raise Impossible(["the limits of nurses and zones"])
            waiting = [z for z, n in enumerate(staffing) if not parts[z][n].asked]
            left = ends - monotonic()
            if not waiting or left <= 0 or limits.stop.requested:
                break
            for done, zone in enumerate(waiting):
                share = 1 / (len(waiting) - done)
                left = max(0.01, (ends - monotonic()) * share)
                within = limits.within(left, limits.work * share)
                self._ask(
                    parts[zone][staffing[zone]], zone, staffing[zone], solve, within
                )
        reached = _cheapest(self.wards.nurses, parts, "cost")
        if reached is None:
            raise NoAnswerInTime(limits.seconds)
        plan = [parts[zone][n].given for zone, n in enumerate(reached)]
        return Answer(
            plan,
            Cost(0, 0, _sum(parts, reached, "cost")),
            Cost(0, 0, _sum(parts, staffing, "bound")),
        )

    def judged(self, answer: Answer, solver: str) -> Judged:
        """The plan worked out from the file's own numbers."""
        return Judged(Cost(0, 0, self.wards.squares(answer.choices)))

    def _guessed(self, zone: int) -> dict[int, Part]:
        work = sum(self.wards.zones[zone])
        found = {}
        for nurses in self.wards.staffing(zone):
            each, over = divmod(work, max(1, nurses))
            smooth = over * (each + 1) ** 2 + (nurses - over) * each**2
            found[nurses] = Part(smooth)
        return found

    def _ask(
        self, part: Part, zone: int, nurses: int, solve: Solver, limits: Limits
    ) -> None:
        """Put one zone with so many nurses to the solver."""
        part.asked = True
        try:
            found = solve(self.wards.posed(zone, nurses), limits)
        except NoAnswerInTime:
            return
        except Impossible:
            part.bound = inf
            return
        if not (found.bound.unplaced or found.bound.unsafe):
            part.bound = max(part.bound, found.bound.blended)
        if self._counts(found, nurses):
            part.given = [c.worker for c in found.choices if c is not None]
            part.cost = found.cost.blended

    def _counts(self, found: Solution, nurses: int) -> bool:
        """Whether every patient has a nurse and every nurse enough patients.

        Our problems know no least number of cases; where it is one, an even plan leaves nobody idle all the same.
        """
        given = [choice.worker for choice in found.choices if choice is not None]
        return len(given) == len(found.choices) and all(
            given.count(nurse) >= self.wards.least for nurse in range(nurses)
        )


def load(path: Path) -> Nursing:
    """The instance in a file."""
    return Nursing(wards.read(path))


def _cheapest(nurses: int, parts: list[dict[int, Part]], by: str) -> Staffing | None:
    """The staffing of all zones that costs least, or None where no staffing is possible."""
    reached: dict[int, tuple[float, Staffing]] = {0: (0, ())}
    for zone in parts:
        beyond: dict[int, tuple[float, Staffing]] = {}
        for used, (cost, staffing) in reached.items():
            for number, part in zone.items():
                total, after = cost + getattr(part, by), used + number
                if after <= nurses and total < beyond.get(after, (inf, ()))[0]:
                    beyond[after] = (total, (*staffing, number))
        reached = beyond
    found = reached.get(nurses)
    return None if found is None else found[1]


def _sum(parts: list[dict[int, Part]], staffing: Staffing, by: str) -> int:
    return int(sum(getattr(parts[zone][n], by) for zone, n in enumerate(staffing)))
