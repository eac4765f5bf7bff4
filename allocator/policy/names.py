"""How names are written in policy files, so that what a batch says always finds them."""

import re
from typing import Annotated

from pydantic import AfterValidator

NAME = r"[a-z0-9]+(?:_[a-z0-9]+)*"
_NAME = re.compile(NAME)


def _written_plainly(name: str) -> str:
    """Batches are put into lower case with underscores, so any other spelling would match nothing."""
    if _NAME.fullmatch(name):
        return name
    plain = "_".join(re.findall(r"[a-z0-9]+", name.lower()))
    raise ValueError(
        f"'{name}' must be in lower case with underscores"
        + (f", as in {plain}" if plain else "")
    )


Name = Annotated[str, AfterValidator(_written_plainly)]
