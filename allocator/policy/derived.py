"""Everything a weighting can work out from columns before it weighs anything."""

from typing import Annotated

from pydantic import Field

from allocator.policy.bands import Band
from allocator.policy.grids import Grid
from allocator.policy.labels import First, Highest, Labelled
from allocator.policy.scores import Elapsed, Score

Derivation = Annotated[
    Score | Elapsed | Band | Grid | Labelled | First | Highest,
    Field(discriminator="kind"),
]
