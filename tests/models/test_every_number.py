"""No number of a shipped weighting stands there for nothing: change any, and some case or worker measures otherwise."""

import copy
import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from allocator import shipped
from allocator.domain.case import COMPLEXITIES, URGENCIES, Case
from allocator.domain.team import Team
from allocator.domain.worker import Reduction, Worker
from allocator.errors import InvalidPolicy
from allocator.policy import toml
from allocator.policy.columns import Column
from allocator.policy.facts import Uncovered
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.tables.batch import Batch, fit
from allocator.workload.measure import Workload
from tests.builders import DAY
from tests.models.batches import policy_like

pytestmark = pytest.mark.slow

WORKERS, CASES, KEPT = 60, 4000, 40
WHAT_WEIGHS = (
    "terms",
    "worker_terms",
    "tables",
    "travel",
    "capacity",
    "siblings_percent",
    "co_working_percent",
)
Place = tuple[str | int, ...]
Name = TypeVar("Name", bound=str)


@pytest.mark.parametrize("name", shipped.names("models", "policies"))
def test_every_number_counts_for_somebody(name: str, tmp_path: Path) -> None:
    """One more or one less of anything that weighs is seen in a term, a capacity or a total."""
    policy = load_policy(name)
    team = everyone(policy, np.random.default_rng(0))
    before = measured(team, policy)

    dead = [
        place
        for place in numbers_of(name)
        if not means_nothing(place, policy)
        and (other := changed(name, place, tmp_path))
        and measured(team, other) == before
    ]

    assert dead == []


def means_nothing(place: Place, policy: Policy) -> bool:
    """The units of a grade without hours: whatever they are, it has no capacity."""
    grades = policy.weighting.capacity.grades
    return place[:2] == ("capacity", "grades") and not (
        grades[str(place[2])].full_time_hours
    )


def numbers_of(name: str) -> list[Place]:
    """The way to every number that weighs something."""
    names = toml.read(shipped.toml(name, "models", "policies"))
    content = toml.read(shipped.toml(names["weighting"], "models", "weighting"))

    def below(part: Any, above: Place) -> list[Place]:
        if isinstance(part, dict | list):
            entries = part.items() if isinstance(part, dict) else enumerate(part)
            return [p for key, value in entries for p in below(value, (*above, key))]
        is_number = isinstance(part, int | Decimal) and not isinstance(part, bool)
        return [above] if is_number else []

    return [p for key in WHAT_WEIGHS for p in below(content.get(key), (key,))]


def changed(name: str, place: Place, folder: Path) -> Policy | None:
    """The policy with one more, or where that cannot be one less, of a number."""
    for by in (1, -1):

        def change(content: dict[str, Any], by: int = by) -> None:
            part: Any = content
            for key in place[:-1]:
                part = part[key]
            part[place[-1]] += by

        try:
            return load_policy(str(policy_like(name, folder, change)))
        except InvalidPolicy:
            continue
    return None


def measured(team: Team, policy: Policy) -> list[object]:
    """Everything that is measured of a team, term by term."""
    workload = Workload(fit(Batch(team=team), policy).team, policy, DAY)
    return [
        copy.copy(workload.asked),
        workload.shared,
        [
            (holding.own, holding.capacity, holding.held)
            for holding in workload.holdings.values()
        ],
    ]


def everyone(policy: Policy, chance: np.random.Generator) -> Team:
    """Workers of every grade, with every reduction, and cases that between them meet every key of every table."""
    weighting, workers = (
        policy.weighting,
        [a_worker(policy, n, chance) for n in range(WORKERS)],
    )
    scale = Workload(Team(workers=tuple(workers)), policy, DAY).scale
    met: set[str] = set()
    cases: list[Case] = []
    for number in range(CASES):
        holder = workers[int(chance.integers(WORKERS))]
        one = a_case(policy, f"C{number}", holder.worker_id, chance)
        try:
            found = {term.source for term in scale.alone(one, holder).terms}
        except Uncovered:
            continue
        if len(cases) < KEPT or found - met:
            cases.append(one)
        met |= found
    siblings = [
        one.changed(
            case_id=f"{one.case_id}{twin}",
            group_id=one.case_id,
            co_worker_id="W0" if one.worker_id != "W0" and twin == "A" else "",
        )
        for one in cases[:KEPT]
        for twin in "AB"
    ]
    start = DAY - datetime.timedelta(days=60)
    reductions = [
        Reduction(
            worker_id=f"W{n % WORKERS}",
            reason=reason,
            percent=None if rule.percent is not None else 90,
            # So many months from the first day is within the weeks ahead.
            start=start if rule.months is None else months_ago(rule.months),
            agreed_by="The worker and their supervisor",
        )
        for n, (reason, rule) in enumerate(
            weighting.capacity.reductions.reasons.items(), start=1
        )
    ]
    return Team(
        workers=tuple(workers), cases=(*cases, *siblings), reductions=tuple(reductions)
    )


def months_ago(months: int) -> datetime.date:
    """About so many months before the middle of the weeks ahead."""
    return (
        DAY + datetime.timedelta(days=14) - datetime.timedelta(days=int(30.44 * months))
    )


def a_worker(policy: Policy, number: int, chance: np.random.Generator) -> Worker:
    """Someone of the next grade, with hours, qualifications and own columns drawn."""
    weighting, grades = policy.weighting, sorted(policy.competency.levels)
    return Worker(
        worker_id=f"W{number}",
        contracted_hours=float(chance.integers(10, 38)),
        seniority=grades[number % len(grades)],
        localities=frozenset({"North"}),
        admin_support_hours=float(chance.integers(0, 4)),
        qualifications=frozenset(weighting.capacity.by_qualification),
        developing=frozenset(sorted(policy.competency.skills)[: number % 3]),
        criteria=texts(
            weighting.worker_columns,
            lambda name: weighting.known_items(name, of_workers=True),
            chance,
        ),
    )


def a_case(
    policy: Policy, case_id: str, worker_id: str, chance: np.random.Generator
) -> Case:
    """A held case with everything drawn that could matter."""
    weighting = policy.weighting
    types = weighting.known_types or {
        key for term in weighting.terms for key in getattr(term, "units", ["any"])
    }
    interventions = sorted(weighting.known_interventions or [])
    return Case(
        case_id=case_id,
        worker_id=worker_id,
        type=one_of(sorted(types or {"any"}), chance),
        start_date=DAY - datetime.timedelta(days=int(chance.integers(1500))),
        urgency=drawn(URGENCIES, chance),
        complexity=drawn(COMPLEXITIES, chance),
        interventions=tuple(interventions[int(chance.integers(20)) :][:2]),
        locality=one_of(["", "North", "South"], chance),
        criteria=texts(weighting.columns, weighting.known_items, chance),
    )


def texts(
    columns: Mapping[str, Column],
    items: Callable[[str], Collection[str] | None],
    chance: np.random.Generator,
) -> dict[str, str]:
    """A text for most columns, and now and then none."""
    found = {}
    for name, column in columns.items():
        match column.kind:
            case "number":
                # Of a percentage, one is refused: it could be a share.
                step = 5 if column.most > 100 else 1
                most = min(int(column.most) // step, int(column.least) + 25)
                found[name] = str(step * chance.integers(int(column.least), most + 1))
                # Nobody says that they are 1% full: a workbook keeps 100% as 1.
                if name == "says_percent" and found[name] == "1":
                    found[name] = "100"
            case "choice":
                found[name] = one_of(column.choices, chance)
            case "date":
                day = DAY - datetime.timedelta(days=int(chance.integers(2500)))
                found[name] = day.isoformat()
            case "items":
                listed = sorted(items(name) or [])
                found[name] = ";".join(
                    f"{one_of(listed, chance)}:{n}" for n in range(1, 5) if listed
                )
        if chance.random() < 0.1:
            del found[name]
    return found


def drawn(names: Sequence[Name], chance: np.random.Generator) -> Name | None:
    """Any of them, or none."""
    return [*names, None][int(chance.integers(len(names) + 1))]


def one_of(names: Collection[str], chance: np.random.Generator) -> str:
    """Any of them."""
    return [*names][int(chance.integers(len(names)))]
