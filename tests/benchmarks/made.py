"""Rows made up for tests: say only what the test is about."""

from typing import Any

from benchmarks.rows import Row

_COST = ("unplaced", "unsafe", "blended")
_BOUND = ("bound_unplaced", "bound_unsafe", "bound_blended")


def row(
    solver: str = "engine",
    cost: tuple[int, int, int] | None = (0, 0, 50),
    bound: int | None = 40,
    **facts: Any,
) -> Row:
    """A run of a dense instance that cost 50 where 40 was proven."""
    content: dict[str, Any] = {
        "part": "own",
        "family": "dense",
        "size": "4x8",
        "seed": 1,
        "solver": solver,
        "limit_seconds": 5.0,
        "threads": 2,
        "status": "feasible",
    }
    if cost is not None:
        content |= dict(zip(_COST, cost, strict=True))
    if bound is not None:
        content |= dict(zip(_BOUND, (0, 0, bound), strict=True))
    return Row(**{**content, **facts})
