"""What became of the runs of a staffing is remembered, also by a search that comes after one that was killed."""

from dataclasses import replace
from pathlib import Path

import pytest

from allocator.errors import AllocatorError
from allocator.simulation.crews import Here
from allocator.simulation.plan import Plan
from allocator.simulation.replication import Stopped
from allocator.simulation.staffing import outcomes
from allocator.simulation.staffing.outcomes import Outcomes, keeping
from allocator.simulation.staffing.posts import staffed
from allocator.simulation.staffing.trial import Outcome
from allocator.solvers.answer import Stop
from tests.builders import worker
from tests.simulation.crews import MadeUp
from tests.simulation.histories import planned
from tests.simulation.histories import scenario as autumn
from tests.simulation.worlds import plan, scenario

_HIRE = {
    "name": "one more",
    "cost_a_year": 50_000,
    "seniority": "social_worker",
    "contracted_hours": 37,
    "at_most": 2,
}


def _plan(waiting: int = 12, hire: dict[str, object] | None = None) -> Plan:
    return planned(
        autumn(
            run={"weeks": 2, "replications": 50, "seed": 1, "work": 0.5},
            breach={"waiting_cases": waiting},
            hire=[{**_HIRE, **(hire or {})}],
        )
    )


class _Short(MadeUp):
    """Stops after so many runs, as a killed one would."""

    def __init__(self, runs: int, stop: Stop) -> None:
        super().__init__()
        self._runs, self._stop = runs, stop

    def each(self, *given, **also):  # type: ignore[no-untyped-def]  # as its base has it
        for number, done in enumerate(super().each(*given, **also), 1):
            yield done
            if number == self._runs:
                self._stop.request()


def _searched(
    folder: Path, ready: Plan, crew: MadeUp, stop: Stop | None = None
) -> list[Outcome]:
    kept = keeping(folder, ready, ready.courses[0])
    kept.begin(resume=True)
    try:
        runs = Outcomes(ready, ready.courses[0], crew, stop or Stop(), kept)
        return [*runs((1,), 20)]
    finally:
        kept.end()


def test_a_search_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """Seven of twenty were done: thirteen are made, and all are as from one go."""
    stop, rest = Stop(), MadeUp()
    with pytest.raises(Stopped):
        _searched(tmp_path, _plan(), _Short(7, stop), stop)

    found = _searched(tmp_path, _plan(), rest)

    assert len(rest.jobs) == 13
    assert found == _searched(tmp_path / "other", _plan(), MadeUp())


@pytest.mark.parametrize("spoilt", ["", "[1]", "{}", "[[1, true]]"])
def test_what_somebody_has_spoilt_is_run_again(spoilt: str, tmp_path: Path) -> None:
    """A kept file that says something else counts as not done."""
    whole, again = _searched(tmp_path, _plan(), MadeUp()), MadeUp()
    (tmp_path / "staffings" / "1.json").write_text(spoilt)

    assert _searched(tmp_path, _plan(), again) == whole
    assert len(again.jobs) == 20


def test_another_price_goes_on_with_the_same_and_another_rule_does_not(
    tmp_path: Path,
) -> None:
    """What a hire costs changes no run; what counts as broken changes what became of it."""
    _searched(tmp_path, _plan(), MadeUp())
    cheaper = MadeUp()

    _searched(tmp_path, _plan(hire={"cost_a_year": 1, "at_most": 9}), cheaper)

    assert not cheaper.jobs
    for other in (_plan(waiting=3), _plan(hire={"contracted_hours": 20})):
        with pytest.raises(AllocatorError, match="holds another run"):
            _searched(tmp_path, other, MadeUp())


def test_a_run_that_ends_when_the_team_breaks_says_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By every rule: the rest of the weeks, which are left out, change neither whether nor when it broke."""
    ready = plan(
        scenario(
            run={"weeks": 8, "replications": 12},
            intake={"urgency_percent": {"three": {"urgent": 100}}},
            breach={"waiting_cases": 3, "urgent_wait_days": 9, "workers_percent": 0},
            hire=[_HIRE],
        ),
        worker("W1", max_cases=5),
        worker("W2", max_cases=5),
    )

    def runs() -> list[Outcome]:
        return [*Outcomes(ready, ready.courses[0], Here(), Stop())((0,), 12)]

    short = runs()
    monkeypatch.setattr(
        outcomes, "staffed", lambda *given: replace(staffed(*given), until_broken=False)
    )

    assert runs() == short
    assert len({outcome.weeks_unbroken for outcome in short}) > 2
