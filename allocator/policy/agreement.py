"""Whether the three parts of a policy fit together: names in one that another does not know."""

from collections.abc import Collection, Iterator
from pathlib import Path

from allocator.errors import Fault, suggestion
from allocator.policy.consistency import strange_grades
from allocator.policy.policy import Policy


def disagreements(policy: Policy) -> Iterator[Fault]:
    """Limits, needs and numbers that would count for nobody, for no batch may use their names."""
    yield from _types(policy)
    yield from _interventions(policy)
    yield from _grades(policy)


def _types(policy: Policy) -> Iterator[Fault]:
    """Types of case that only the competency file knows."""
    types, competency = policy.weighting.known_types, policy.competency
    if types is None:
        return
    file = _file(policy.names.competency)
    what = "type of case in the weighting"
    yield from _strange(file, "types", competency.types, types, what)
    for grade, level in competency.levels.items():
        for key in ("only_jointly", "never"):
            names = getattr(level, key)
            yield from _strange(file, f"levels.{grade}.{key}", names, types, what)


def _interventions(policy: Policy) -> Iterator[Fault]:
    """Interventions that only the weighting knows, where a batch may use none but the competency file's."""
    numbers, competency = policy.weighting.known_interventions, policy.competency
    if numbers is None or competency.accept_any:
        return
    file, what = _file(policy.names.weighting), "intervention of the competency file"
    yield from _strange(file, "terms", numbers, competency.interventions, what)


def _grades(policy: Policy) -> Iterator[Fault]:
    """Grades that only the weighting knows."""
    weighting, grades = policy.weighting, policy.competency.levels
    file, what = _file(policy.names.weighting), "level of the competency file"
    yield from _strange(
        file, "capacity.grades", weighting.capacity.grades, grades, what
    )
    for problem in strange_grades(weighting, tuple(grades)):
        yield Fault(file, None, "worker_terms", f"{problem}.")


def _strange(
    file: str, key: str, names: Collection[str], known: Collection[str], what: str
) -> Iterator[Fault]:
    for name in sorted(names):
        if name not in known:
            problem = f"'{name}' is no {what}.{suggestion(name, sorted(known))}"
            yield Fault(file, None, key, problem)


def _file(name: str) -> str:
    return Path(name).with_suffix(".toml").name
