"""Loads a framework with the competency file it belongs to: every fault of both at once."""

from pathlib import Path

from allocator import shipped
from allocator.errors import Fault, InvalidPolicy, UnknownName
from allocator.policy import toml
from allocator.policy.based_on import full_content
from allocator.policy.competency import Competency
from allocator.policy.framework import Framework, FrameworkFile
from allocator.policy.framework_fit import misfits
from allocator.policy.loading import read_part

DEFAULT = "children"
FOLDER = "framework"


def load_framework(name: str = DEFAULT) -> Framework:
    """The framework that a shipped name or a path to a TOML file means.

    Its competency file is a shipped name, or a path relative to it. Raises UnknownName where there is no such
    framework, InvalidPolicy with every fault of it and of the competency file.
    """
    path = shipped.toml(name, "models", FOLDER)
    content = full_content(path, "models", FOLDER)
    faults: list[Fault] = []
    file = grades = None
    try:
        file = toml.parse(FrameworkFile, content, path)
    except InvalidPolicy as error:
        faults += error.faults
    if isinstance(content.get("competency"), str):
        grades = _grades(content["competency"], path, faults)
    if file is not None and grades is not None:
        faults += [
            Fault(path.name, None, key, problem)
            for key, problem in misfits(file, grades)
        ]
    if faults or file is None or grades is None:
        raise InvalidPolicy(faults)
    return framework_of(path.stem, file, grades)


def framework_of(name: str, file: FrameworkFile, grades: Competency) -> Framework:
    """A framework and its competency file as one, each competency with its title."""
    fields = {field: getattr(file, field) for field in FrameworkFile.model_fields}
    titled = {
        key: described.changed(title=described.title or grades.skills[key])
        for key, described in file.competencies.items()
    }
    return Framework.model_construct(
        **{**fields, "competencies": titled, "name": name, "grades": grades}
    )


def _grades(name: str, path: Path, faults: list[Fault]) -> Competency | None:
    """The competency file a framework names; what is wrong with it is added to the faults."""
    try:
        file = shipped.toml(name, "models", "competency", beside=path.parent)
        part = read_part(Competency, file)
    except UnknownName as error:
        faults.append(Fault(path.name, None, "competency", str(error)))
    except InvalidPolicy as error:
        faults += error.faults
    else:
        if isinstance(part, Competency):
            return part
    return None
