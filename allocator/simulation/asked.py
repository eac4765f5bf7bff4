"""A scenario as somebody asks for it to be run: another length, other numbers of runs, other policies."""

from collections.abc import Sequence
from pathlib import Path

from allocator.simulation.scenario import Line, Scenario
from allocator.solvers.catalogue import ENGINE


def asked(
    scenario: Scenario,
    *,
    weeks: int | None = None,
    replications: int | None = None,
    seed: int | None = None,
    policies: Sequence[str] = (),
) -> Scenario:
    """The same with what is given put in the place of what the file says.

    Policies take the place of everything compared: one line for each, allocated by the engine, and measured by the
    first where the file does not say by which.
    """
    given = {"weeks": weeks, "replications": replications, "seed": seed}
    run = scenario.run.changed(
        **{key: value for key, value in given.items() if value is not None}
    )
    lines = scenario.compare
    if policies:
        names = dict.fromkeys(policies)
        lines = tuple(Line(name=_line(n), policy=n, solver=ENGINE) for n in names)
        run = run.changed(measured_by=run.measured_by or policies[0])
    return scenario.changed(run=run, compare=lines)


def _line(policy: str) -> str:
    """What a line is called: the policy's name, also where a path is given."""
    return Path(policy).stem if policy.endswith(".toml") else policy
