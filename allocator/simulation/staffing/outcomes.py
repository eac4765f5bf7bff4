"""What became of every run of every staffing: no run is made twice, and a search that was killed goes on."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from allocator.simulation.answers.digest import digests
from allocator.simulation.answers.measures import UNBROKEN
from allocator.simulation.crews import Crew
from allocator.simulation.keeping import digest
from allocator.simulation.kept import Kept
from allocator.simulation.plan import Course, Plan
from allocator.simulation.running import runs as run
from allocator.simulation.staffing.posts import staffed
from allocator.simulation.staffing.trial import Numbers, Outcome
from allocator.solvers.answer import Stop

_FOLDER = "staffings"


class Outcomes:
    """Makes the runs of a line's staffings, and remembers what became of each."""

    def __init__(
        self,
        plan: Plan,
        course: Course,
        crew: Crew,
        stop: Stop,
        kept: Kept | None = None,
    ) -> None:
        self._plan, self._course, self._crew, self._stop = plan, course, crew, stop
        self._kept = kept
        self._found: dict[Numbers, dict[int, Outcome]] = {}

    def __call__(self, numbers: Numbers, runs: int) -> Sequence[Outcome]:
        """The outcomes of the first so many replications with a staffing."""
        if numbers not in self._found:
            self._found[numbers] = self._from_before(numbers)
        found = self._found[numbers]
        wanted = range(1, runs + 1)
        missing = [number for number in wanted if number not in found]
        if missing:
            plan = staffed(self._plan, self._course, numbers)
            for _, history in run(plan, missing, self._crew, stop=self._stop):
                for one in digests(history, plan.scenario.breach):
                    found[one.replication] = Outcome(
                        one.broken_week is not None, one.whole[UNBROKEN] or 0.0
                    )
                if self._kept is not None:
                    self._kept.put(_name(numbers), [[n, *found[n]] for n in found])
        return [found[number] for number in wanted]

    def _from_before(self, numbers: Numbers) -> dict[int, Outcome]:
        rows = self._kept.get(_name(numbers)) if self._kept is not None else None
        try:
            return {number: Outcome(*outcome) for number, *outcome in rows or ()}
        except (TypeError, ValueError):
            # Somebody has spoilt the file: the runs are made again.
            return {}


def keeping(folder: Path, plan: Plan, course: Course) -> Kept:
    """Keeps the outcomes of a search in a folder; one for another limit or other costs goes on with the same."""
    scenario = plan.scenario
    line = plan.courses.index(course)
    told = [
        digest(plan, line, version("case-allocator")),
        scenario.breach.model_dump_json() if scenario.breach else "",
        *(hire.model_dump_json(exclude=_PRICE) for hire in scenario.hire),
        *(place.model_dump_json(exclude=_PRICE) for place in scenario.training),
    ]
    return Kept(folder / _FOLDER, told)


_PRICE = {"cost_a_year", "cost", "at_most"}


def _name(numbers: Numbers) -> str:
    return "-".join(str(number) for number in numbers) + ".json"
