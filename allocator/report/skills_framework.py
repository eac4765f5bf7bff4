"""A framework told to people: every question, level and number of it, laid out to be read aloud."""

from collections.abc import Iterator

from allocator.policy.framework import Described, Framework, Standard
from allocator.report.columns import table, wrapped
from allocator.report.wording import capital, count, day, listed, plain


def described(framework: Framework) -> str:
    """Everything a framework says, in words, in 80 columns."""
    return "\n".join(_lines(framework)) + "\n"


def answers_to(framework: Framework, line: str) -> str:
    """A line of a national standard by its own title; what nobody has read at its source says so."""
    name, _, number = line.partition(".")
    standard = framework.standards[name]
    mark = ", not verified" if number in standard.unverified else ""
    return f"{plain(standard.title)}, {number}: {plain(standard.lines[number])}{mark}"


def looked_for(framework: Framework, competency: str) -> list[str]:
    """The types of case and the interventions that look for a competency, each with the level."""
    found = []
    for kind in (framework.grades.types, framework.grades.interventions):
        for name, needs in kind.items():
            levels = [
                need[competency]
                for need in (needs.wanted, needs.required)
                if competency in need
            ]
            if levels:
                found.append(f"{name.replace('_', ' ')} ({max(levels)})")
    return found


def _lines(framework: Framework) -> Iterator[str]:
    yield from wrapped(
        f"{plain(framework.title)} ({plain(framework.name)}, version {plain(framework.version)},"
        f" digest {framework.digest[:12]})"
    )
    yield from wrapped(f"Source: {plain(framework.source)}")
    yield from wrapped(
        f"Grades and skills: {plain(framework.competency)} (competency file)"
    )
    yield from ("", "THE SCALE")
    for number, rung in enumerate(framework.scale):
        yield from wrapped(
            f"  {number} {plain(rung.title)}: {plain(rung.meaning)}", indent=4
        )
    for area, title in framework.areas.items():
        yield from ("", plain(title).upper())
        for name, one in framework.competencies.items():
            if one.area == area:
                yield from _competency(framework, name, one)
    yield from _needs(framework)
    yield from _rules(framework)
    yield from ("", "VERSIONS")
    for version in framework.versions:
        anew = listed(
            [plain(framework.competencies[name].title) for name in version.reworded]
        )
        yield from wrapped(
            f"  {plain(version.version)}, {day(version.date)}: {plain(version.why)}"
            + (f" Worded anew: {anew}." if anew else ""),
            indent=4,
        )


def _competency(framework: Framework, name: str, one: Described) -> Iterator[str]:
    yield ""
    kind = "" if name in framework.skills else " (not a skill that cases ask for)"
    yield from wrapped(f"{plain(one.title)} [{name}]{kind}")
    yield from wrapped(f"  {plain(one.question)}", indent=2)
    for number, level in enumerate(one.levels):
        yield from wrapped(f"    {number} {plain(level)}", indent=6)
    grades = framework.grades.levels
    asked = [
        f"{grades[grade].title} {level}"
        for grade, level in one.required.items()
        if level
    ]
    roles = [
        f"{role.title} {role.required[name]}"
        for role in framework.roles.values()
        if role.required.get(name)
    ]
    for label, said in (
        ("Asked of", [*asked, *roles]),
        ("Looked for by", looked_for(framework, name)),
        ("Shown by", [one.evidence] if one.evidence else []),
        ("Answers to", [answers_to(framework, line) for line in one.answers_to]),
    ):
        if said:
            yield from wrapped(f"  {label}: {'; '.join(map(plain, said))}", indent=4)


def _needs(framework: Framework) -> Iterator[str]:
    if framework.future:
        yield from ("", "NEEDED MORE IN THE COMING YEARS")
        for need in framework.future:
            title = plain(framework.competencies[need.competency].title)
            years = count(need.in_years, "year")
            yield from wrapped(
                f"  {title} at level {need.level}: {need.growth_percent:+}% in {years}. {plain(need.reason)}",
                indent=4,
            )
    if framework.experience:
        yield from ("", "EXPERIENCE SOUGHT AS A TEAM, NEVER ASKED OF A PERSON")
        for one in framework.experience.values():
            yield from wrapped(f"  {plain(one.title)}: {plain(one.asks)}", indent=4)
    if framework.standards:
        yield from ("", "NATIONAL STANDARDS")
        for standard in framework.standards.values():
            yield from _standard(standard)


def _standard(standard: Standard) -> Iterator[str]:
    yield from wrapped(
        f"  {plain(standard.title)}. Source: {plain(standard.source)}", indent=4
    )
    if standard.unverified:
        lines = listed([plain(line) for line in standard.unverified])
        yield from wrapped(
            f"    Not verified at the source: the titles of {lines}.", indent=4
        )


def _rules(framework: Framework) -> Iterator[str]:
    yield from ("", "NUMBERS")
    rows = [
        (capital(f"{section}: {key}".replace("_", " ")), str(value))
        for section in ("audit", "agreeing", "pilot")
        for key, value in getattr(framework, section)
    ]
    yield from table(("Number", "Is"), rows, (60,))
