"""How names are written in policy files, so that what a batch says always finds them."""

import re
from typing import Annotated

from pydantic import AfterValidator

NAME = r"[a-z0-9]+(?:_[a-z0-9]+)*"
_NAME = re.compile(NAME)


def key(text: str) -> str:
    """A name as policies and headings spell it: lower case, joined by underscores."""
    return "_".join(re.split(r"[\s_-]+", text.lower())).strip("_") or text


def plainly(text: str) -> str:
    """Words as a name: in lower case with underscores, every other sign left out."""
    return "_".join(re.findall(r"[a-z0-9]+", text.lower()))


def is_name(text: str) -> bool:
    """Whether text is written as names are."""
    return _NAME.fullmatch(text) is not None


def _written_plainly(name: str) -> str:
    """Batches are put into lower case with underscores, so any other spelling would match nothing."""
    if is_name(name):
        return name
    plain = plainly(name)
    raise ValueError(
        f"'{name}' must be in lower case with underscores"
        + (f", as in {plain}" if plain else "")
    )


Name = Annotated[str, AfterValidator(_written_plainly)]
