"""A chart as it stands in a page: its name, what it shows in words, and its picture."""

import re
from dataclasses import dataclass
from html import escape

_LONGEST_NAME = 28
_TAG = re.compile(r"<[^>]*>")
_SAID_OF_PARTS = re.compile(r' (?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')


@dataclass(frozen=True)
class Drawing:
    """One chart: its name, what it shows in words, and its picture."""

    title: str
    description: str
    svg: str


def drawing(svg: str, number: int, title: str, description: str) -> Drawing:
    """The picture named and described for those who do not see it; its parts stay silent."""
    name, about = f"chart-{number}-title", f"chart-{number}-description"
    box = re.search(r'viewBox="[^"]*"', svg)
    drawn = _TAG.sub(
        lambda tag: _SAID_OF_PARTS.sub("", tag[0]), svg[svg.index(">") + 1 :]
    )
    labels = f'role="img" aria-labelledby="{name}" aria-describedby="{about}"'
    named = (
        f"<svg {labels} {box[0] if box else ''}>"
        f'<title id="{name}">{escape(title)}</title>'
        f'<desc id="{about}">{escape(description)}</desc>{drawn}'
    )
    return Drawing(title, description, named)


def short(name: str, longest: int = _LONGEST_NAME) -> str:
    """A name that fits beside a bar."""
    return name if len(name) <= longest else name[: longest - 1] + "…"
