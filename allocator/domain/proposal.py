"""What a solver suggests, as plain records that any judge can read."""

from allocator.domain.fact import Fact


class Placement(Fact):
    """One case, waiting or held by somebody else, and the worker proposed for it; jointly where it names two."""

    case_id: str
    worker_id: str
    co_worker_id: str = ""


class Proposal(Fact):
    """A suggestion for every waiting case that could be placed; people decide."""

    placements: tuple[Placement, ...] = ()
    returned: tuple[str, ...] = ()
    """Cases of someone who leaves for whom nobody is found: nobody's until people decide."""
