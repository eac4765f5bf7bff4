"""The journeys of one batch or several: allocated, compared, explained, measured, tried under other policies."""

from allocator.pipeline.allocation import allocate, impossible_account
from allocator.pipeline.backtest import replay
from allocator.pipeline.frontier import trace
from allocator.pipeline.plans import offer
from allocator.pipeline.questions import compare, explain
from allocator.pipeline.rebalancing import rebalance
from allocator.pipeline.steps import judged, measure, newest_day

__all__ = [
    "allocate",
    "compare",
    "explain",
    "impossible_account",
    "judged",
    "measure",
    "newest_day",
    "offer",
    "rebalance",
    "replay",
    "trace",
]
