"""Policies are compared in the same world: what one of them changes leaves everything else as it was."""

from collections.abc import Iterable
from typing import Any

from allocator.domain.history import History
from allocator.simulation.replication import replicate
from allocator.solvers.catalogue import BASELINE, ENGINE
from tests.builders import DAY, case, worker
from tests.simulation.worlds import plan, scenario

TEAM = tuple(worker(f"W{n}", max_cases=9) for n in range(4))
BUSY = {"referrals_per_week": 6, "variance_to_mean": 3, "siblings_percent": {"1": 100}}
PEOPLE = {
    "turnover_percent_a_year": 150,
    "hired_after_weeks": [1, 4],
    "sickness": {"spells_a_year": 6, "lengths": [{"to_days": 9, "percent": 100}]},
    "leave": {"days_a_year": 40},
}


def ran(line: int = 0, replication: int = 1, **parts: Any) -> History:
    """Ten weeks of a team of four, among whom much happens."""
    content: dict[str, Any] = {
        "run": {"weeks": 10},
        "intake": BUSY,
        "workforce": PEOPLE,
        "compare": [
            {"name": "count", "policy": "small", "solver": BASELINE},
            {"name": "engine", "policy": "small", "solver": ENGINE},
            {"name": "calm", "policy": "small", "solver": BASELINE, "without": ["Go"]},
        ],
    }
    content |= parts
    leaver = {"leaver": [{"title": "Go", "week": 2, "worker_ids": ["W1"]}]}
    content["workforce"] = content["workforce"] | leaver
    held = [case(f"H{n}", worker_id=f"W{n}", start_date=DAY) for n in range(4)]
    return replicate(plan(scenario(**content), *TEAM, *held), line, replication)


def arrivals(history: History) -> list[tuple[str, float | None, str]]:
    """Who came when, and how urgent."""
    return [(row.case_id, row.arrived, row.urgency) for row in history.cases]


def stays(history: History) -> dict[str, float]:
    """How long each closed case was held, of those that one worker held throughout."""
    return {
        row.case_id: round(row.closed - row.allocated, 3)
        for row in history.cases
        if row.closed is not None and row.allocated is not None and row.workers == 1
    }


def present(history: History, but: Iterable[str] = ()) -> set[tuple[int, str]]:
    """Who was there in which week."""
    return {
        (row.week, row.worker_id)
        for row in history.workers
        if row.worker_id.split("-")[0] not in but
    }


def test_policies_meet_the_same_world() -> None:
    """The same families arrive at the same moments, need as long, and the same people come and go."""
    count, engine = ran(0), ran(1)

    assert arrivals(count) == arrivals(engine)
    assert present(count) == present(engine)
    both = stays(count).keys() & stays(engine).keys()
    assert len(both) > 10
    assert all(stays(count)[case_id] == stays(engine)[case_id] for case_id in both)
    assert count.weeks != engine.weeks


def test_a_leaver_changes_nobody_else() -> None:
    """Spared one leaver, everybody else comes, goes and falls ill as before, and the same families arrive."""
    with_leaver, without = ran(0), ran(2)

    assert arrivals(with_leaver) == arrivals(without)
    assert present(with_leaver, but=["W1"]) == present(without, but=["W1"])
    assert present(with_leaver) != present(without)


def test_sickness_changes_nobodys_plans() -> None:
    """Without sickness the same people leave and come on the same days."""
    calm = {key: part for key, part in PEOPLE.items() if key != "sickness"}

    assert present(ran(workforce=PEOPLE)) == present(ran(workforce=calm))


def test_faster_turnover_only_hastens_who_leaves() -> None:
    """Whoever has gone at some pace has gone sooner at twice the pace: the same chance is stretched, not drawn anew."""
    once = {**PEOPLE, "replaced_percent": 0}
    slow = ran(workforce={**once, "turnover_percent_a_year": 400})
    fast = ran(workforce={**once, "turnover_percent_a_year": 800})

    assert present(fast) < present(slow)


def test_replications_differ() -> None:
    """Each has chance of its own."""
    assert arrivals(ran(replication=1)) != arrivals(ran(replication=2))
    assert ran(replication=3) == ran(replication=3)
