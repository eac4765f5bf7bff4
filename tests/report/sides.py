"""A believable team under two policies, with everything a page of measures has to tell."""

from typing import Any

from allocator.policy.competency import Level
from allocator.workload.measure import Workload
from tests.builders import (
    case,
    small_competency,
    small_policy,
    team,
    weighted,
    worker,
)
from tests.workload.beside import counting

_GRADES: dict[str, Any] = {
    "levels": {"ordinary": Level(title="Worker", gives_supervision_percent=10)},
    "supervision": {
        "minutes_low": 1,
        "minutes_medium": 2,
        "minutes_high": 5,
        "long_standing_percent": 100,
    },
}


def sides(text: str = "", people: int = 4) -> dict[str, Workload]:
    """``count`` and ``small``, the second of which asks for supervision; ``text`` stands before every name."""
    workers = [
        worker(
            f"W{n}",
            hours=0 if n == 2 else 10,
            name=f"{text}Person {n}",
            team=f"{text}North",
            seniority="ordinary" if n else "",
            skills={"court": 1},
            supervisor_id="S" if n != 3 else "",
        )
        for n in range(people)
    ]
    manager = worker("S", name=f"{text}Sky", carries_cases=False)
    cases = [
        case(f"H{n}-{m}", kind, worker_id=f"W{n}", complexity="high")
        for n in range(people)
        for m, kind in enumerate(["eight", "one", "three", "five"][n % 4 :])
    ]
    facts = team(*workers, manager, *cases)
    small = small_policy(competency=small_competency(**_GRADES))
    return {"count": weighted(facts, counting()), "small": weighted(facts, small)}
