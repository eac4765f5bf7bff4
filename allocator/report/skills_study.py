"""Pages of a skills audit that are made of sentences and tables: one shape for all of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from allocator.report.rendering import render
from allocator.report.wording import plain


class Heading(NamedTuple):
    """The heading of a column, and whether numbers stand below it, or more text than a narrow screen has room for."""

    text: str
    is_number: bool = False
    is_long: bool = False


class Mark(NamedTuple):
    """One cell of a map: what it says, and whether that is enough."""

    text: str
    has: bool


class Grid(NamedTuple):
    """One table; the first cell of each row names it. A map marks who has enough of what."""

    caption: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[str | Mark, ...], ...]
    note: str = ""
    is_map: bool = False


class Section(NamedTuple):
    """One part of a page: sentences, tables, and a list; on paper it may begin a sheet."""

    title: str
    said: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    items: tuple[str, ...] = ()
    starts_sheet: bool = False


class Page(NamedTuple):
    """A whole page."""

    title: str
    about: str
    lead: str
    what_it_is: str
    findings: tuple[str, ...] = ()
    for_whom: str = ""
    sections: tuple[Section, ...] = ()
    background: tuple[tuple[str, str], ...] = ()
    footer: str = ""


# Over pages from which a person's levels can be told.
NAMES_PEOPLE = (
    "This page names people. It is for those who plan learning and allocate cases; audit.html and progress.html are the"
    " pages to share."
)


def html(page: Page) -> str:
    """The page as one file that needs nothing else: no script, no network, for screen and paper."""
    return render("skills_study.html", page=page)


def words(*texts: str) -> tuple[Heading, ...]:
    """Headings of columns of text; one that ends in ``#`` has numbers below it."""
    return tuple(Heading(text.rstrip("#"), text.endswith("#")) for text in texts)


def made_by(version: str) -> str:
    """The line at the foot of every page."""
    return f"The engine proposes; people decide. Made by case-allocator {version}."


def background(
    framework: str, policy: str, version: str, inputs: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What a page was made from."""
    return (
        ("Framework", plain(framework)),
        ("Policy", plain(policy)),
        ("Version of case-allocator", plain(version)),
        *((f"SHA-256 of {plain(name)}", digest) for name, digest in inputs.items()),
    )


def some_or_few(number: int | None) -> str:
    """A count for a table; *few* where it would be of too few people to show."""
    return "few" if number is None else f"{number:,}"


def few_note(least: int) -> str:
    """Why some counts are not shown."""
    return f"Few: of fewer than {least} people, or such a count could be worked out from it, so not shown."


def some(texts: Sequence[str], most: int, what: str) -> tuple[str, ...]:
    """The first few, and how many more there are in which file."""
    more = len(texts) - most
    if more <= 0:
        return tuple(texts)
    return (*texts[:most], f"{more:,} more in {what}.")
