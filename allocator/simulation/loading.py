"""Finds and reads scenarios: every fault at once, with the nearest known key."""

from pathlib import Path
from typing import Any

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, InvalidScenario, UnknownName
from allocator.policy import toml
from allocator.policy.based_on import full_content
from allocator.simulation.scenario import Scenario

FOLDER, TEAMS = "scenarios", "teams"


def load_scenario(name: str) -> Scenario:
    """The scenario a shipped name or a path to a TOML file means.

    A policy or other scenario inside it is a shipped name, or a path relative to the file; a team too, for which a
    bare name may stand that does not ship.
    Raises UnknownName where there is no such scenario, InvalidScenario with every fault of it.
    """
    file = shipped.toml(name, FOLDER)
    try:
        content = full_content(file, FOLDER)
        scenario = toml.parse(Scenario, {**content, "name": file.stem}, file)
    except InvalidPolicy as error:
        raise InvalidScenario(error.faults) from error
    return _found(scenario, file)


def names() -> list[str]:
    """The scenarios that ship."""
    return [path.stem for path in sorted(shipped.folder(FOLDER).glob("*.toml"))]


def _found(scenario: Scenario, file: Path) -> Scenario:
    """The same with every path made one that opens from here."""
    faults: list[Fault] = []

    def policy(key: str, given: str) -> str:
        if not given:
            return given
        try:
            path = shipped.toml(given, "models", "policies", beside=file.parent)
        except UnknownName as error:
            faults.append(Fault(file.name, None, key, str(error)))
            return given
        return given if is_name(given) else str(path)

    def line(number: int, one: Any) -> Any:
        changes = (
            change.changed(
                policy=policy(f"compare.{number}.change.{n}.policy", change.policy)
            )
            for n, change in enumerate(one.change, 1)
        )
        return one.changed(
            policy=policy(f"compare.{number}.policy", one.policy), change=tuple(changes)
        )

    lines = tuple(line(number, one) for number, one in enumerate(scenario.compare, 1))
    team = scenario.base.team
    known = shipped.names(FOLDER, TEAMS)
    if team and team not in known and _exists(file.parent / team):
        path = file.parent / team
        team = str(path) if len(path.parts) > 1 else f"./{path}"
    elif is_name(team) and team not in known:
        problem = f"{UnknownName('team', team, known)} Nor is there anything of that name beside the file."
        faults.append(Fault(file.name, None, "base.team", problem))
    measured_by = policy("run.measured_by", scenario.run.measured_by)
    if faults:
        raise InvalidScenario(faults)
    return scenario.changed(
        compare=lines,
        base=scenario.base.changed(team=team),
        run=scenario.run.changed(measured_by=measured_by),
    )


def is_name(given: str) -> bool:
    """Whether the name of something that ships is meant, and not a path, which ``./name`` is too."""
    return given == Path(given).name != "" and not Path(given).suffix


def _exists(path: Path) -> bool:
    """Whether something is there; what has a name that nothing can have is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
