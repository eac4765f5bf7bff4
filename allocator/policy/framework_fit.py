"""What is wrong with a framework as a whole: names that lead nowhere, and levels that contradict each other."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from allocator.errors import suggestion
from allocator.policy.competency import Competency

if TYPE_CHECKING:
    from allocator.policy.framework import FrameworkFile


def inconsistencies(framework: "FrameworkFile") -> Iterator[str]:
    """Everything a framework refers to that it does not have, or says against itself."""
    if len(framework.scale) != 5:
        yield f"scale has {len(framework.scale)} levels; it must have 5, from 0 to 4"
    yield from _competencies(framework)
    yield from _standards(framework)
    yield from _versions(framework)
    for name, role in framework.roles.items():
        yield from _named(f"roles.{name}", role.required, framework.competencies)
    needed = [need.competency for need in framework.future]
    yield from _named("future", needed, framework.competencies)
    for name in framework.experience:
        if name in framework.competencies:
            yield (
                f"experience.{name} is a competency as well; experience is sought of a team and never rated,"
                " so give it another name"
            )
    if framework.audit.alpha_tentative > framework.audit.alpha_reliable:
        yield "audit.alpha_tentative is above alpha_reliable"
    if framework.agreeing.within >= framework.audit.far_apart:
        yield (
            f"agreeing.within is {framework.agreeing.within}, so that answers audit.far_apart"
            f" ({framework.audit.far_apart}) levels apart would be settled without a conversation"
        )


def misfits(
    framework: "FrameworkFile", grades: Competency
) -> Iterator[tuple[str, str]]:
    """What does not fit the competency file: the key, and what is wrong with it."""
    for name, described in framework.competencies.items():
        place = f"competencies.{name}"
        if name in grades.skills and described.title:
            yield (
                f"{place}.title",
                f"is '{grades.skills[name]}' in the competency file; say it there only.",
            )
        elif name not in grades.skills and not described.title:
            hint = suggestion(name, [*grades.skills])
            yield (
                place,
                f"is not a skill of the competency file, so it needs a title.{hint}",
            )
        for grade in described.required:
            if grade not in grades.levels:
                hint = suggestion(grade, [*grades.levels])
                yield (
                    f"{place}.required.{grade}",
                    f"is not a grade of the competency file.{hint}",
                )


def undescribed(framework: "FrameworkFile", grades: Competency) -> list[str]:
    """Skills that cases may ask for and the audit never asks about."""
    return [name for name in grades.skills if name not in framework.competencies]


def _competencies(framework: "FrameworkFile") -> Iterator[str]:
    for name, described in framework.competencies.items():
        if described.area not in framework.areas:
            yield from _named(
                f"competencies.{name}.area",
                [described.area],
                framework.areas,
                "an area",
            )
        for number, (lower, higher) in enumerate(pairwise(described.levels)):
            if lower == higher:
                yield f"competencies.{name}.levels says the same of levels {number} and {number + 1}"
    used = {described.area for described in framework.competencies.values()}
    for name in framework.areas:
        if name not in used:
            yield f"areas.{name} has no competency in it"


def _standards(framework: "FrameworkFile") -> Iterator[str]:
    known = {
        f"{name}.{line}"
        for name, standard in framework.standards.items()
        for line in standard.lines
    }
    for name, described in framework.competencies.items():
        yield from _named(
            f"competencies.{name}.answers_to",
            described.answers_to,
            known,
            "a line of a standard",
        )
    for name, standard in framework.standards.items():
        yield from _named(
            f"standards.{name}.unverified",
            standard.unverified,
            standard.lines,
            "a line of it",
        )


def _versions(framework: "FrameworkFile") -> Iterator[str]:
    names = [version.version for version in framework.versions]
    for name, times in Counter(names).items():
        if times > 1:
            yield f"versions lists '{name}' more than once"
    if names and names[-1] != framework.version:
        yield f"version is '{framework.version}', and the last of versions is '{names[-1]}'; they must be the same"
    for earlier, later in pairwise(framework.versions):
        if later.date < earlier.date:
            yield f"versions lists '{later.version}' after '{earlier.version}', which is of a later day"
    for version in framework.versions:
        yield from _named(
            f"versions '{version.version}' rewords",
            version.reworded,
            framework.competencies,
        )


def _named(
    about: str,
    names: Collection[str],
    known: Collection[str],
    kind: str = "a competency",
) -> Iterator[str]:
    """Names that lead nowhere."""
    for name in names:
        if name not in known:
            # Whoever tells it ends the sentence.
            hint = suggestion(name, [*known]).strip().rstrip("?.")
            hint = f"; {hint[0].lower()}{hint[1:]}" if hint else ""
            yield f"{about} names '{name}', which is not {kind}{hint}"
