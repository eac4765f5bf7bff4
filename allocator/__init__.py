"""Proposes which worker should hold which case; people decide."""

from allocator.pipeline import allocate
from allocator.policy.loading import load_policy
from allocator.tables.batch import read_batch

__all__ = ["allocate", "load_policy", "read_batch"]
