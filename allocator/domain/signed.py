"""What a person signed about one waiting case."""

from pydantic import Field

from allocator.domain.fact import Fact


class Signed(Fact):
    """The worker whom people gave a case, or nobody where they left it waiting."""

    case_id: str = Field(min_length=1)
    worker_id: str = ""
