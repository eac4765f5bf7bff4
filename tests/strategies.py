"""Random tiny batches and policies, in which every rule and goal has something to say."""

import datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from allocator.domain.case import COMPLEXITIES, URGENCIES, Case, Pin
from allocator.domain.flag import Flag
from allocator.domain.rebalancing import Rebalancing
from allocator.domain.team import Team
from allocator.domain.worker import Reduction, Worker
from allocator.policy.policy import Policy
from allocator.policy.rules import ALWAYS_ON
from tests.builders import (
    DAY,
    small_competency,
    small_policy,
    small_priorities,
    small_weighting,
)

SKILLS = ("court", "play")
PLACES = ("North", "South")
DAYS = st.integers(0, 40).map(lambda n: DAY - datetime.timedelta(days=n))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """A small policy with siblings, travel, supervision and ceilings drawn, and sometimes a rule switched off."""
    weighting = small_weighting(
        siblings_percent=Decimal(draw(st.sampled_from([50, 100]))),
        stages={"starting_weeks": Decimal(2)},
        travel=draw(
            st.sampled_from(
                [
                    None,
                    {
                        "visits_per_week": {"three": 1},
                        "minutes_within_locality": 0,
                        "minutes_beyond_locality": 1,
                        "minutes_unknown_locality": 1,
                    },
                ]
            )
        ),
    )
    competency = small_competency(
        supervision={
            "minutes_low": 10,
            "minutes_medium": 20,
            "minutes_high": draw(st.sampled_from([20, 60])),
        },
        matching={"above_high": 1},
    )
    priorities = small_priorities(
        moves={
            "handover": draw(st.sampled_from([0, 5])),
            "long_held": 5,
            "long_held_weeks": 4,
            "stays_types": draw(st.sampled_from([(), ("eight",)])),
            "stays_before_due_days": 2,
            "stays_if_restricted": True,
        },
        ceiling_percent=draw(st.sampled_from([100, 110, 150])),
        over_safe=draw(
            st.sampled_from(
                [
                    [{"from_percent": 100, "weight": 1}],
                    [
                        {"from_percent": 80, "weight": 1},
                        {"from_percent": 95, "weight": 3},
                    ],
                ]
            )
        ),
    )
    policy = small_policy(weighting, competency, priorities)
    switchable = sorted(set(policy.rules) - ALWAYS_ON)
    return policy.without(*draw(st.sets(st.sampled_from(switchable), max_size=2)))


@st.composite
def workers(draw: st.DrawFn, worker_id: str, others: tuple[str, ...]) -> Worker:
    """One worker, with a reason to be refused now and then."""
    return Worker(
        worker_id=worker_id,
        contracted_hours=draw(st.sampled_from([10, 10, 10, 6, 0])),
        seniority=draw(st.sampled_from(["", "new", "ordinary", "ordinary", "lead"])),
        team=draw(st.sampled_from(["", "", "", "A", "B"])),
        skills=draw(
            st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 4), max_size=2)
        ),
        localities=draw(st.frozensets(st.sampled_from(PLACES), max_size=1)),
        languages=draw(st.frozensets(st.just("urdu"), max_size=1)),
        developing=draw(st.frozensets(st.sampled_from(SKILLS), max_size=1)),
        max_cases=draw(st.sampled_from([None, None, None, 1, 2])),
        supervisor_id=draw(st.sampled_from(["", "", *others])),
        carries_cases=draw(st.sampled_from([True, True, True, True, False])),
    )


@st.composite
def cases(draw: st.DrawFn, case_id: str, people: tuple[str, ...], held: bool) -> Case:
    """One case, held by somebody or waiting."""
    holder = draw(st.sampled_from(people)) if held else ""
    rest = tuple(person for person in people if person != holder)
    facts: dict[str, Any] = {
        "worker_id": holder,
        "start_date": draw(st.one_of(st.none(), DAYS)) if held else None,
    }
    if not held:
        facts |= {
            "due_date": draw(
                st.sampled_from([None, None, DAY + datetime.timedelta(days=3)])
            ),
            "known_worker_ids": tuple(
                sorted(draw(st.sets(st.sampled_from(people), max_size=1)))
            ),
            "barred_worker_ids": tuple(
                sorted(draw(st.sets(st.sampled_from(people), max_size=1)))
            ),
        }
    return Case(
        case_id=case_id,
        type=draw(st.sampled_from(["one", "two", "three", "three", "five", "eight"])),
        group_id=draw(st.sampled_from(["", "", "G"])),
        team=draw(st.sampled_from(["", "", "", "A"])),
        urgency=draw(st.sampled_from([None, *URGENCIES])),
        complexity=draw(st.sampled_from([None, *COMPLEXITIES])),
        skills_required=draw(
            st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3), max_size=1)
        ),
        languages=draw(st.frozensets(st.just("urdu"), max_size=1)),
        locality=draw(st.sampled_from(["", *PLACES])),
        joint=draw(st.sampled_from([False, False, False, True])),
        co_worker_id=draw(st.sampled_from(["", "", "", "", *rest])),
        **facts,
    )


@st.composite
def teams(draw: st.DrawFn, most_workers: int = 3, most_waiting: int = 3) -> Team:
    """A tiny batch that agrees with itself."""
    people = tuple(f"W{n}" for n in range(1, draw(st.integers(1, most_workers)) + 1))
    records = tuple(draw(workers(person, people)) for person in people)
    held = tuple(
        draw(cases(f"H{n}", people, held=True)) for n in range(draw(st.integers(0, 3)))
    )
    waiting = tuple(
        draw(cases(f"C{n}", people, held=False))
        for n in range(draw(st.integers(0, most_waiting)))
    )
    reductions = tuple(
        Reduction(
            worker_id=person,
            percent=draw(st.sampled_from([20, 50, 100])),
            start=DAY,
            end=draw(st.sampled_from([None, DAY + datetime.timedelta(days=10)])),
        )
        for person in sorted(draw(st.sets(st.sampled_from(people), max_size=1)))
    )
    pins = tuple(
        Pin(
            case_id=case.case_id,
            worker_id=draw(st.sampled_from(people)),
            kind=draw(st.sampled_from(["must", "never"])),
        )
        for case in waiting
        if draw(st.integers(0, 7)) == 0
    )
    return Team(
        workers=records,
        cases=(*held, *waiting),
        reductions=reductions,
        pins=pins,
        flags=draw(flags(people)),
    )


@st.composite
def flags(draw: st.DrawFn, people: tuple[str, ...]) -> tuple[Flag, ...]:
    """Now and then somebody to be spared, or nearly: not agreed, or from tomorrow."""
    stage = draw(st.sampled_from(["", "", "", "agreed", "agreed", "proposed"]))
    since = draw(st.sampled_from([None, DAY, DAY + datetime.timedelta(days=1)]))
    return tuple(
        Flag.model_validate(
            {
                "worker_id": person,
                "flag": "high_strain",
                "since": since,
                "stage": stage,
                "agreed_by": "M1",
            }
        )
        for person in people[:1]
        if stage
    )


@st.composite
def held_teams(draw: st.DrawFn) -> Team:
    """A tiny batch in which most cases are held, with now and then a reason for one to stay."""

    def seldom(often: Any, *else_: Any) -> Any:
        return draw(st.sampled_from([often] * 7 + [*else_]))

    people = tuple(f"W{n}" for n in range(1, draw(st.integers(2, 3)) + 1))
    records = tuple(
        Worker(
            worker_id=person,
            contracted_hours=seldom(10, 6, 0),
            seniority=seldom("ordinary", "new", "new", "lead"),
            team=seldom("", "A", "B"),
            skills={"court": seldom(3, 1)},
            localities=frozenset(seldom(["North"], ["South"], ["South"])),
            developing=frozenset(seldom([], ["court"])),
            max_cases=seldom(None, 1, 2),
            supervisor_id=seldom("", *people),
            carries_cases=seldom(True, False),
        )
        for person in people
    )
    cases = []
    for n in range(1, draw(st.integers(2, 4)) + 1):
        holder = seldom(people[0], *people[1:], *people[1:], "", "")
        others = tuple(person for person in people if person != holder)
        cases.append(
            Case(
                case_id=f"C{n}",
                worker_id=holder,
                type=draw(st.sampled_from(["two", "three", "five", "five", "eight"])),
                group_id=seldom("", "G", "G", "G"),
                urgency=draw(st.sampled_from([None, "urgent"])),
                complexity=draw(st.sampled_from([None, *COMPLEXITIES])),
                start_date=draw(st.one_of(st.none(), DAYS)) if holder else None,
                due_date=seldom(None, DAY, DAY + datetime.timedelta(days=3)),
                skills_required={"court": seldom(1, 2)},
                locality=seldom("North", "South", "South"),
                known_worker_ids=seldom((), (people[1],)),
                barred_worker_ids=seldom((), (people[0],), (people[1],)),
                co_worker_id=seldom("", *others),
                joint=seldom(False, True),
                restricted=seldom(False, True),
            )
        )
    pins = [
        Pin(case_id=case.case_id, worker_id=pinned, kind=kind)
        for case in cases
        for kind in [seldom("", "must", "never")]
        for pinned in [case.worker_id or people[0]]
        if kind
    ]
    return Team(
        workers=records,
        cases=tuple(cases),
        pins=tuple(pins),
        flags=draw(flags(people)),
    )


@st.composite
def rebalancings(draw: st.DrawFn, facts: Team) -> Rebalancing:
    """What people might ask of a run over a team; nobody leaves who has a case pinned to them."""
    people = [person.worker_id for person in facts.workers]
    pinned = set(facts.must.values())
    able = [person for person in people if person not in pinned]
    few = st.lists(st.sampled_from(people), max_size=2, unique=True).map(tuple)
    return Rebalancing(
        leavers=tuple(draw(st.sampled_from([(), (), *((person,) for person in able)]))),
        relieve=draw(st.one_of(st.just(()), st.just(()), few)),
        towards=draw(st.one_of(st.just(()), st.just(()), few)),
        team=draw(st.sampled_from(["", "", "", "", "A"])),
        moves=draw(st.sampled_from([None, None, 0, 1, 2])),
    )
