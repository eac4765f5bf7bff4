"""The root of every record: frozen, and strict about fields it does not know."""

from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict


class Fact(BaseModel):
    """Something known to be true; checked once at the edge and never changed after."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=False
    )

    def changed(self, **updates: Any) -> Self:
        """The same record with some fields changed; nothing computed from the old ones is carried over."""
        # Not model_copy: it copies cached properties along with the fields they were computed from.
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return cast(Self, self.model_construct(**{**fields, **updates}))
