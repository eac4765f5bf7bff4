"""An audit on the terminal: who answered, how far raters agree, competencies, groups, and how many prompts."""

from collections.abc import Iterator

from allocator.domain.compiled import AgreementFound
from allocator.report.columns import table, wrapped
from allocator.report.skills_audited import Audited
from allocator.report.skills_sentences import findings, lead, privacy, two
from allocator.report.wording import count, day, plain

GROUPS = {"team": "Teams", "grade": "Grades", "role": "Roles"}
PROMPTS = {
    "supervisor": "Supervisors who read the levels otherwise than others do",
    "over": "People who see themselves higher than their supervisor does",
    "under": "People who see themselves lower than their supervisor does",
    "apart": "People with answers too far apart to agree by the rule",
    "one_level": "Forms that give one level to everything",
}


def text(audited: Audited) -> str:
    """The whole audit in 80 columns; nobody is named."""
    account = audited.account
    opening = [
        *wrapped(lead(audited)),
        *(
            line
            for said in findings(audited)
            for line in wrapped(f"- {said}", indent=2)
        ),
    ]
    sections = [
        ("", opening),
        ("Themes", _themes(audited)),
        ("Competencies", _competencies(audited)),
        *((title, _groups(audited, by)) for by, title in GROUPS.items()),
        ("Worth a conversation", _prompts(audited)),
        ("", wrapped(privacy(audited.framework))),
        ("", [line for note in account.notes for line in wrapped(f"Note: {note}")]),
        (
            "",
            wrapped(
                f"{plain(audited.framework.title)}, version {account.framework.version}, answers up to"
                f" {day(account.as_of)}. Levels are for talking about; people decide."
            ),
        ),
    ]
    told = [
        "\n".join([*([heading.upper()] if heading else []), *lines])
        for heading, section in sections
        if (lines := list(section))
    ]
    return "\n\n".join(told) + "\n"


def _themes(audited: Audited) -> Iterator[str]:
    rows = [
        (
            plain(one.title),
            _share(one.met.met_percent),
            interval(one.met.low_percent, one.met.high_percent),
            plain(one.strongest) or "-",
            plain(one.weakest) or "-",
        )
        for one in audited.account.areas
    ]
    heading = ("", "Met", "95% interval", "Most often", "Least often")
    yield from table(heading, rows, (21, 4, 12, 18), right=(1,))


def _competencies(audited: Audited) -> Iterator[str]:
    rows = [
        (
            plain(one.title),
            _number(one.own_mean),
            _number(one.supervisor_mean),
            _share(one.met_percent),
            _share(one.same_percent),
            _share(one.apart_percent),
            alpha(one.agreement),
        )
        for one in audited.account.competencies
    ]
    heading = ("", "Own", "Superv.", "Met", "Same", "Apart", "Alpha")
    yield from table(heading, rows, (26, 4, 7, 4, 4, 5), right=(1, 2, 3, 4, 5))
    yield from wrapped(
        "Own and superv.: mean levels said. Met: people who have the level their grade is asked for. Same: pairs of"
        f" answers alike. Apart: {count(audited.framework.audit.far_apart, 'level')} or more between them."
        " Alpha: agreement beyond chance, with its 95% interval."
    )


def _groups(audited: Audited, by: str) -> Iterator[str]:
    found = [group for group in audited.account.groups if group.by == by]
    rows = [
        (
            plain(group.group),
            f"{group.workers:,}",
            _number(group.mean),
            _share(group.met.met_percent),
            interval(group.met.low_percent, group.met.high_percent),
            group.met.differs or "-",
            alpha(group.agreement),
        )
        for group in found
    ]
    if rows:
        heading = ("", "People", "Mean", "Met", "95% interval", "Differs", "Alpha")
        yield from table(heading, rows, (20, 6, 4, 4, 12, 7), right=(1, 2, 3))


def _prompts(audited: Audited) -> Iterator[str]:
    for kind, several in PROMPTS.items():
        number = sum(one.kind == kind for one in audited.prompts)
        if number:
            yield from wrapped(f"{number:,} · {several}", indent=4)
    if audited.prompts:
        yield "people.html and prompts.csv name them, for the people concerned."


def alpha(found: AgreementFound | None) -> str:
    """Alpha with its interval, as briefly as a table needs it."""
    if found is None or found.alpha is None:
        return "-"
    if found.low is None or found.high is None:
        return two(found.alpha)
    return f"{two(found.alpha)} ({two(found.low)} to {two(found.high)})"


def interval(low: float | None, high: float | None) -> str:
    """From where to where, in percent."""
    return "-" if low is None or high is None else f"{low:.0f}% to {high:.0f}%"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}%"
