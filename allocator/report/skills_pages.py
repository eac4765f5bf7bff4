"""An audit as two pages: one to share, from which nobody can be told, and one that names people."""

from allocator.domain.compiled import CompetencyFound, GroupFound
from allocator.report.rendering import render
from allocator.report.skills_audit_text import GROUPS, PROMPTS, alpha, interval
from allocator.report.skills_audited import Audited
from allocator.report.skills_heat import by_team, ordered, share_cell
from allocator.report.skills_sentences import (
    READINGS,
    agreeing,
    findings,
    lead,
    privacy,
    prompt,
)
from allocator.report.wording import count, plain

# More than a browser shows at once; the workbook has them all.
_MOST_CELLS = 20_000


def shared(audited: Audited) -> str:
    """The page to share; the same audit gives the same text."""
    account, framework = audited.account, audited.framework
    return render(
        "skills_audit.html",
        account=account,
        about=_about(audited),
        alpha=alpha,
        areas=_by_area(audited),
        themes=account.areas,
        experience=[*framework.experience.values()],
        far=count(framework.audit.far_apart, "level"),
        findings=[*findings(audited)],
        groups=_groups(audited),
        heat=_names_by_area(audited),
        how_to_read=_how_to_read(audited),
        interval=interval,
        lead=lead(audited),
        number=_number,
        privacy=privacy(framework),
        readings=READINGS,
        share=_share,
        share_cell=share_cell,
        share_key=_share_key(),
        title=framework.title,
    )


def named(audited: Audited) -> str:
    """The page that names people, for those concerned."""
    framework = audited.framework
    cells = len(audited.workers) * len(framework.competencies)
    told = [
        (heading, [prompt(audited, one) for one in audited.prompts if one.kind == kind])
        for kind, heading in PROMPTS.items()
    ]
    return render(
        "skills_people.html",
        account=audited.account,
        how_to_read=[
            *agreeing(framework),
            "Where nothing is agreed, the supervisor’s level is shown with a question mark, or the worker’s own where"
            " there is no other.",
            "A level asked is the grade’s or the role’s; being short of it is a question of support and training.",
        ],
        lead=lead(audited),
        prompts=[(heading, said) for heading, said in told if said],
        scale=framework.scale,
        teams=by_team(audited) if cells <= _MOST_CELLS else [],
        title=framework.title,
        titles=[audited.title(name) for name in ordered(audited)],
    )


def _by_area(audited: Audited) -> list[tuple[str, list[CompetencyFound]]]:
    return [
        (title, [one for one in audited.account.competencies if one.area == area])
        for area, title in audited.framework.areas.items()
    ]


def _names_by_area(audited: Audited) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (title, [(one.competency, one.title) for one in several])
        for title, several in _by_area(audited)
    ]


def _groups(audited: Audited) -> list[tuple[str, str, list[GroupFound]]]:
    found = [
        (by, title, [group for group in audited.account.groups if group.by == by])
        for by, title in GROUPS.items()
    ]
    return [(by, title, several) for by, title, several in found if several]


def _share_key() -> list[tuple[int, str]]:
    said = ("under 40%", "40% or more", "60% or more", "75% or more", "90% or more")
    return [*enumerate(said)]


def _how_to_read(audited: Audited) -> list[str]:
    limits = audited.framework.audit
    return [
        *agreeing(audited.framework),
        "Met is the share of levels asked of a grade or role that people have. Where nothing is agreed, the"
        " supervisor’s level counts, or the worker’s own where there is no other.",
        "A 95% interval says how far a figure could lie from what is shown if other people like these had answered.",
        "Groups are compared by the levels they meet, which allows for grade. Above or below is said only where the"
        " chance of saying so of any group by luck is 5 in 100 at most; no clear difference is no proof of none.",
        "A team is mostly rated by one supervisor. It may look lower only because that supervisor reads the levels more"
        " strictly; people.html says where that may be so.",
        "Alpha is Krippendorff’s, for levels that have an order: 1 is full agreement, 0 is what chance would give."
        f" {limits.alpha_reliable} and more is called reliable, {limits.alpha_tentative} and more enough for tentative"
        " conclusions.",
        "Low agreement on one competency says more about the question than about people.",
        f"“Few” stands for fewer than {limits.smallest_group} people.",
    ]


def _about(audited: Audited) -> list[tuple[str, str]]:
    account, framework = audited.account, audited.framework
    how = account.levels
    return [
        ("Framework", f"{plain(framework.title)} ({plain(framework.name)})"),
        ("Version", account.framework.version),
        ("Source", plain(framework.source)),
        ("Digest", account.framework.digest),
        ("Same level said", count(how.get("same", 0), "level")),
        ("Agreed by the rule", count(how.get("rule", 0), "level")),
        ("Settled in a conversation", count(how.get("settled", 0), "level")),
        ("Too far apart, still to talk", count(how.get("apart", 0), "level")),
        ("Only the worker answered", count(how.get("self_only", 0), "level")),
        ("Only the supervisor answered", count(how.get("supervisor_only", 0), "level")),
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}%"
