"""Balanced nursing workload: what a file holds, when a plan keeps to it, and one zone as a problem of ours.

The file has the numbers of zones and nurses; the least and most patients and the greatest workload of a nurse; then
for each zone the number of its patients and the workload each brings. A nurse works in one zone. The plan wanted is
the most even: the least sum of squared workloads.
"""

from dataclasses import dataclass
from pathlib import Path

from allocator.errors import BrokenAnswer
from allocator.problem.posed import (
    UNLIMITED,
    Curve,
    Group,
    Pair,
    Post,
    Problem,
    Support,
)
from benchmarks.public.numbers import ended, numbers, take

Plan = list[list[int]]  # for each zone, the nurse of each patient, counted from 0


@dataclass(frozen=True)
class Wards:
    """What one file says."""

    zones: tuple[tuple[int, ...], ...]
    nurses: int
    least: int
    most: int
    ceiling: int

    @property
    def fingerprint(self) -> tuple[int, ...]:
        """Sizes, limits and sums, which stay as they are when zones or patients change places."""
        patients = [workload for zone in self.zones for workload in zone]
        return (
            len(self.zones), self.nurses, self.least, self.most, self.ceiling,
            len(patients), sum(patients), sum(workload**2 for workload in patients),
        )  # fmt: skip

    def staffing(self, zone: int) -> range:
        """How many nurses a zone could have, whatever the others have."""
        patients, work = len(self.zones[zone]), sum(self.zones[zone])
        fewest = max(-(-patients // self.most), -(-work // max(1, self.ceiling)))
        return range(fewest, patients // max(1, self.least) + 1)

    def squares(self, plan: Plan) -> int:
        """The sum of squared workloads of a plan; raises BrokenAnswer where it breaks a limit."""
        staffed, total = 0, 0
        for zone, (patients, given) in enumerate(zip(self.zones, plan, strict=True)):
            held: dict[int, list[int]] = {}
            for workload, nurse in zip(patients, given, strict=True):
                held.setdefault(nurse, []).append(workload)
            for nurse, found in held.items():
                if (
                    not self.least <= len(found) <= self.most
                    or sum(found) > self.ceiling
                ):
                    raise BrokenAnswer(
                        f"Nurse {nurse} of zone {zone} has {len(found)} patients and a workload of {sum(found)}."
                    )
            staffed += len(held)
            total += sum(sum(found) ** 2 for found in held.values())
        if staffed != self.nurses:
            raise BrokenAnswer(f"{staffed} of {self.nurses} nurses have patients.")
        return total

    def posed(self, zone: int, nurses: int) -> Problem:
        """One zone with so many nurses: all alike, each with a cost that is the square of the workload exactly."""
        square = Curve(
            tuple(range(self.ceiling)), tuple(2 * at + 1 for at in range(self.ceiling))
        )
        return Problem(
            tuple(
                Post(
                    f"N{n}", 0, 0, 0, True, self.ceiling, self.most, UNLIMITED, Curve(), square
                )
                for n in range(nurses)
            ),
            tuple(
                Group(
                    (f"P{p}",),
                    1,
                    required=True,
                    pairs=tuple(
                        Pair(n, workload, 0, 0, Support.NONE) for n in range(nurses)
                    ),
                )
                for p, workload in enumerate(self.zones[zone])
            ),
        )  # fmt: skip


def read(path: Path) -> Wards:
    """The instance in a file; raises AllocatorError where the file is not of this format."""
    found = numbers(path)
    zones, nurses = take(found, 2, path, "the numbers of zones and nurses")
    least, most, ceiling = take(found, 3, path, "the limits of a nurse")
    patients = []
    for zone in range(zones):
        [count] = take(found, 1, path, f"the patients of zone {zone + 1}")
        patients.append(tuple(take(found, count, path, f"zone {zone + 1}")))
    ended(found, path)
    return Wards(tuple(patients), nurses, least, most, ceiling)
