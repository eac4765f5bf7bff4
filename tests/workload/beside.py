"""Teams laid side by side: by counting cases, then by what the small policy makes of their kinds."""

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.measure import Workload
from tests.builders import small_policy, small_weighting, team, weighted

POINTS = {"one": 1, "two": 2, "three": 3, "five": 5, "eight": 8}


def counting() -> Policy:
    """Every case is 2 points, whatever its kind."""
    term = {
        "kind": "lookup",
        "name": "Case",
        "by": ["type"],
        "units": {},
        "otherwise": 2,
    }
    return small_policy(small_weighting(terms=[term]))


def beside(*records: Worker | Case) -> dict[str, Workload]:
    """The team under ``count`` and under ``small``."""
    facts = team(*records)
    return {"count": weighted(facts, counting()), "small": weighted(facts)}
