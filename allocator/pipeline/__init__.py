"""The journeys of one batch: allocated, compared, explained, measured."""

from allocator.pipeline.allocation import allocate, impossible_account
from allocator.pipeline.questions import compare, explain
from allocator.pipeline.steps import judged, measure, newest_day

__all__ = [
    "allocate",
    "compare",
    "explain",
    "impossible_account",
    "judged",
    "measure",
    "newest_day",
]
