"""A pilot told to people: on the terminal, as a page, as a table, and as the start of the next version."""

import importlib.metadata
import json
from collections.abc import Iterator

from allocator.domain.piloted import Flag, Piloted, QuestionFound
from allocator.policy.framework import Framework
from allocator.report.columns import table, wrapped
from allocator.report.rendering import render
from allocator.report.skills_audit_text import alpha
from allocator.report.tables import csv_text
from allocator.report.wording import count, day, listed, plain

PAGE = "pilot.html"
FLAGS: dict[Flag, str] = {
    "floor": "most are at level 0",
    "ceiling": "many are at level 4",
    "apart": "worker and supervisor are often far apart",
    "unclear": "many find it unclear",
    "slow": "it takes long",
}


def files(found: Piloted, framework: Framework) -> dict[str, bytes]:
    """What each file holds, by name."""
    return {
        PAGE: page(found, framework).encode(),
        "pilot.csv": csv(found, framework).encode(),
    }


def lead(found: Piloted, framework: Framework) -> str:
    """How many answered, how long it took, and how many questions to word anew."""
    wanting = sum(bool(one.flags) for one in found.questions)
    took = (
        f" A form took {found.minutes_a_form:.0f} minutes, as a rule."
        if found.minutes_a_form is not None
        else ""
    )
    return (
        f"{count(found.people, 'person', 'people')} filled in {count(found.forms, 'form')} of version"
        f" {plain(found.version)}.{took} {wanting} of {count(len(framework.competencies), 'question')}"
        f" {'is' if wanting == 1 else 'are'} worth wording anew."
    )


def text(found: Piloted, framework: Framework) -> str:
    """The pilot in 80 columns."""
    lines = [*wrapped(lead(found, framework)), ""]
    heading = ("", "0", "4", "Apart", "Unclear", "Min.", "Look again")
    rows = [
        (
            plain(framework.competencies[one.competency].title),
            _share(one.floor_percent),
            _share(one.ceiling_percent),
            _share(one.apart_percent),
            _share(one.unclear_percent),
            _minutes(one),
            why(one) or "-",
        )
        for one in found.questions
    ]
    lines += table(heading, rows, (26, 5, 5, 5, 7, 4), right=(1, 2, 3, 4, 5))
    lines += wrapped(
        "0 and 4: answers at either end. Apart: pairs of answers"
        f" {count(framework.audit.far_apart, 'level')} or more apart. Unclear: those who say partly or no. Min.: the"
        " usual time in minutes. A dash: too few answers to say."
    )
    for one in found.questions:
        if one.flags and one.comments:
            lines.append("")
            lines += wrapped(
                f"{plain(framework.competencies[one.competency].title)}: people say"
            )
            lines += [
                line
                for said in one.comments
                for line in wrapped(f"  - {plain(said)}", indent=4)
            ]
    return "\n".join(lines) + "\n"


def csv(found: Piloted, framework: Framework) -> str:
    """One row for every question."""
    heading = (
        "competency", "title", "version", "answers", "floor_percent", "ceiling_percent", "pairs", "apart_percent",
        "alpha", "alpha_low", "alpha_high", "minutes", "asked_if_clear", "unclear_percent", "look_again", "comments",
    )  # fmt: skip
    return csv_text(
        heading,
        (
            (
                one.competency,
                framework.competencies[one.competency].title,
                found.version,
                one.answers,
                one.floor_percent,
                one.ceiling_percent,
                one.pairs,
                one.apart_percent,
                one.agreement.alpha,
                one.agreement.low,
                one.agreement.high,
                one.minutes,
                one.asked_if_clear,
                one.unclear_percent,
                "; ".join(one.flags),
                "; ".join(one.comments),
            )
            for one in found.questions
        ),
    )


def page(found: Piloted, framework: Framework) -> str:
    """The whole page; the same pilot gives the same text."""
    limits = framework.pilot
    return render(
        "skills_pilot.html",
        alpha=alpha,
        as_of=found.as_of,
        how_to_read=[
            f"A question is worth wording anew where {limits.floor_percent}% or more of the answers are level 0,"
            f" {limits.ceiling_percent}% or more are level 4, {limits.far_apart_percent}% or more of the pairs are"
            f" {count(framework.audit.far_apart, 'level')} or more apart, {limits.unclear_percent}% or more find it not"
            f" clear, or it takes {limits.minutes} minutes or more. The limits are the framework’s.",
            f"Nothing is said of fewer than {limits.least_answers} answers. A pilot is small: read it for questions"
            " that stand out, not for people.",
            "Many at one end can also be true of a team: ask before you reword.",
        ],
        lead=lead(found, framework),
        minutes=_minutes,
        number=len(found.questions),
        questions=found.questions,
        share=_share,
        title=framework.title,
        titles={name: one.title for name, one in framework.competencies.items()},
        version=importlib.metadata.version("case-allocator"),
        wanting=[one for one in found.questions if one.flags],
        why=why,
        wording=framework.competencies,
    )


def why(one: QuestionFound) -> str:
    """What is the matter with a question, in words."""
    return listed([FLAGS[flag] for flag in one.flags])


def next_version(
    found: Piloted, framework: Framework, version: str, based_on: str
) -> str:
    """A framework file for the next version, with the questions to word anew as they are now."""
    wanting = [one for one in found.questions if one.flags]
    date = max(found.as_of, framework.versions[-1].date)
    return "\n".join(_next_version(found, framework, wanting, version, based_on, date.isoformat())) + "\n"  # fmt: skip


def _next_version(
    found: Piloted,
    framework: Framework,
    wanting: list[QuestionFound],
    version: str,
    based_on: str,
    date: str,
) -> Iterator[str]:
    yield f"# Version {plain(version)} of {plain(framework.title)}, begun after a pilot of {plain(found.version)}."
    yield "# Everything that is not said here is as in the file it is based on. Word the questions below anew, then run"
    yield "# allocator skills framework check on this file. Answers to the old wording no longer count for them."
    yield f"based_on = {_quoted(based_on)}"
    yield f"title = {_quoted(framework.title)}"
    yield f"source = {_quoted(framework.source)}"
    yield f"version = {_quoted(version)}"
    for earlier in framework.versions:
        yield from ("", "[[versions]]", f"version = {_quoted(earlier.version)}")
        yield f"date = {earlier.date.isoformat()}"
        yield f"why = {_quoted(earlier.why)}"
        if earlier.reworded:
            yield f"reworded = [{', '.join(map(_quoted, earlier.reworded))}]"
    yield from ("", "[[versions]]", f"version = {_quoted(version)}", f"date = {date}")
    people = count(found.people, "person", "people")
    said = (
        f"After a pilot of version {found.version} with {people} on {day(found.as_of)}."
    )
    yield f"why = {_quoted(said)}"
    yield f"reworded = [{', '.join(_quoted(one.competency) for one in wanting)}]"
    for one in wanting:
        described = framework.competencies[one.competency]
        yield from ("", f"# {plain(described.title)}: {why(one)}.")
        yield from (f"#   {plain(comment)}" for comment in one.comments)
        yield f"[competencies.{one.competency}]"
        yield f"question = {_quoted(described.question)}"
        yield "levels = ["
        yield from (f"  {_quoted(level)}," for level in described.levels)
        yield "]"


def _quoted(text: str) -> str:
    """Text as a TOML string: JSON's escapes are TOML's too."""
    return json.dumps(plain(text), ensure_ascii=False)


def _share(percent: float | None) -> str:
    return "-" if percent is None else f"{percent:.0f}%"


def _minutes(one: QuestionFound) -> str:
    return "-" if one.minutes is None else f"{one.minutes:.1f}"
