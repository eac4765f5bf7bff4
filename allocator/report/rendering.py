"""Fills the templates of pages, with everything that every page needs."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from allocator.report import wording

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **facts: Any) -> str:
    """The whole page; the same facts give the same text."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.filters |= {
        "amount": wording.amount,
        "day": wording.day,
        "percent": wording.percent,
        "sentence": wording.sentence,
        "urgency": wording.urgency,
        "words": wording.words,
    }
    return environment.get_template(template).render(**facts)


def _shown(value: Any) -> Any:
    """Text without hidden characters, wherever it comes from; finished markup as it is."""
    return (
        wording.plain(value)
        if isinstance(value, str) and not isinstance(value, Markup)
        else value
    )
