"""The smallest changes people could make so that a household could be placed: one function for each rule."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from allocator.domain.case import Case
from allocator.domain.worker import Worker
from allocator.explain.words import listed, share, skill_title, unit
from allocator.problem.support import is_joint
from allocator.workload.measure import MINUTE, Workload


class Change(NamedTuple):
    """A change, and how much of it is asked: smaller amounts are told first."""

    amount: float
    change: str
    text: str


Offer = Callable[[Workload, Sequence[Case], Worker], Change]


def search_longer(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """Nothing keeps the worker from it but a search cut short."""
    return Change(0, "search_longer", "Allow the search more time.")


def find_co_worker(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """Somebody to hold it with, or another than the one the batch names."""
    named = sorted({case.co_worker_id for case in cases} - {""})
    if named:
        text = f"Free {listed(named)} to co-work it, or name another co-worker."
        return Change(0, "change_co_worker", text)
    return Change(0, "find_co_worker", f"Find a co-worker for {worker.worker_id}.")


def allow_new_case(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """More new cases than the grade allows in the recent weeks."""
    after = workload.holdings[worker.worker_id].recent_cases + len(cases)
    text = f"Allow {worker.worker_id} {after} new cases in these weeks."
    return Change(after, "allow_new_case", text)


def raise_case_limit(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> Change:
    """More cases than the worker's own limit."""
    after = workload.holdings[worker.worker_id].cases + len(cases)
    text = f"Raise the case limit of {worker.worker_id} to {after}."
    return Change(after, "raise_case_limit", text)


def add_supervision(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> Change:
    """Supervision that is missing, what is overdrawn already included, in whole minutes rounded up."""
    supervisor = workload.team.worker[worker.supervisor_id]
    asked = workload.supervision_asked(supervisor)
    more = sum(workload.supervision(case, worker) for case in cases)
    missing = asked + more - workload.supervision_given(supervisor)
    minutes = -(-missing // MINUTE)
    text = f"Find {minutes} more minutes a week of supervision for {worker.worker_id}."
    return Change(minutes, "add_supervision", text)


def relieve_worker(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """Work taken off, or a ceiling passed with open eyes."""
    policy, holding = workload.policy, workload.holdings[worker.worker_id]
    after = holding.held + workload.adds(cases, worker)
    over = after - holding.capacity.quanta * policy.priorities.ceiling_percent // 100
    units = f"{policy.weighting.units(over):,} {unit(policy.weighting.unit)}"
    accepted = share(after, holding, policy)
    text = f"Take {units} off {worker.worker_id}, or accept {accepted} of capacity."
    return Change(over / max(1, holding.capacity.quanta), "relieve_worker", text)


def move_due_date(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """A due date after the worker's leave."""
    text = f"Move the date it is due to when {worker.worker_id} is back."
    return Change(0, "move_due_date", text)


def lend_worker(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """A worker from another team, the least loaded first."""
    percent = workload.holdings[worker.worker_id].percent or 0
    text = f"Let {worker.worker_id} of {worker.team} take it."
    return Change(percent, "lend_worker", text)


def train_worker(workload: Workload, cases: Sequence[Case], worker: Worker) -> Change:
    """Skills brought to what the household asks."""
    steps, levels = [], 0
    for name, asked in required(workload, cases).items():
        held = workload.standing.skill(worker, name)
        if held < asked:
            steps.append(f"{skill_title(workload, name)} from {held} to {asked}")
            levels += asked - held
    text = f"Train {worker.worker_id} in {'; '.join(steps)}."
    return Change(levels, "train_worker", text)


def split_household(
    workload: Workload, cases: Sequence[Case], worker: Worker
) -> Change:
    """Siblings held by two workers, the least loaded first."""
    percent = workload.holdings[worker.worker_id].percent or 0
    text = f"Accept that siblings are held apart, with {worker.worker_id}."
    return Change(percent, "split_household", text)


# By the rule each change lifts, the least disruptive first. Rules that protect people from harm are not here.
OFFERS: dict[str, Offer] = {
    "": search_longer,
    "joint_work_supported": find_co_worker,
    "within_new_case_limit": allow_new_case,
    "within_case_limit": raise_case_limit,
    "supervision_within_reach": add_supervision,
    "within_ceiling": relieve_worker,
    "available_when_due": move_due_date,
    "within_team": lend_worker,
    "skills_cover": train_worker,
    "household_together": split_household,
}


def required(workload: Workload, cases: Sequence[Case]) -> dict[str, int]:
    """The highest level of each skill that any case of a household requires."""
    found: dict[str, int] = {}
    for case in cases:
        for name, level in workload.matching.asks(case).required.items():
            found[name] = max(level, found.get(name, 0))
    return found


def who_is_needed(workload: Workload, cases: Sequence[Case]) -> str:
    """Who would have to be found where nobody is one change away."""
    policy = workload.policy
    quanta = sum(asked.quanta for asked in workload.scale.together(cases))
    asked = [
        f"{skill_title(workload, name)} {level}"
        for name, level in required(workload, cases).items()
    ]
    for case in cases:
        asked += sorted(workload.matching.asks(case).qualifications)
    skilled = f" with {', '.join(dict.fromkeys(asked))}" if asked else ""
    joined = ", and somebody to co-work it" if is_joint(cases) else ""
    room = f"{policy.weighting.units(quanta):,} {unit(policy.weighting.unit)}"
    return f"Nobody here is one change away: find a worker{skilled} who has {room}{joined}."
