"""The weekly run, the waiting list and fairness over weeks."""

from allocator.weekly.equality import equality
from allocator.weekly.fairness import fairness
from allocator.weekly.running import Ran, run_week
from allocator.weekly.waiting import waiting_list

__all__ = ["Ran", "equality", "fairness", "run_week", "waiting_list"]
