"""What a solver suggests, as plain records that any judge can read."""

from allocator.domain.fact import Fact


class Placement(Fact):
    """One waiting case and the worker proposed for it, with a co-worker where it is joint work."""

    case_id: str
    worker_id: str
    co_worker_id: str = ""


class Proposal(Fact):
    """A suggestion for every waiting case that could be placed; people decide."""

    placements: tuple[Placement, ...] = ()
