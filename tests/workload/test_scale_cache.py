"""Cases that look alike share one answer; cases that differ in anything that matters never do."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator.domain.case import Case
from allocator.domain.team import Team
from allocator.domain.worker import Worker
from allocator.policy.policy import Policy
from allocator.workload.scale import Scale
from allocator.workload.standing import Standing
from tests.builders import DAY, small_competency, small_policy, small_weighting
from tests.workload.weighing import BY_TYPE, TRAVEL, days_ago

CHOICE = {"meaning": "x", "kind": "choice", "choices": ["a", "b"]}
# Every way in which a case or its holder can matter.
WEIGHTING: dict[str, Any] = {
    "columns": {
        "place": CHOICE,
        "harm": {"meaning": "x", "kind": "number", "most": 3},
        "since": {"meaning": "x", "kind": "date"},
        "given": {"meaning": "x", "kind": "items"},
    },
    "derive": [
        {"kind": "elapsed", "name": "weeks", "since": "since", "unit": "weeks"},
        {
            "kind": "band",
            "name": "level",
            "of": "harm",
            "bands": [{"label": "low", "up_to": 1}, {"label": "high"}],
        },
        {
            "kind": "first",
            "name": "route",
            "rules": [{"label": "fast", "when": {"urgency": ["urgent", "high"]}}],
            "otherwise": "level",
        },
    ],
    "complexity": {"by": "level", "when_missing": "medium"},
    "stages": {"starting_weeks": 2, "long_standing_weeks": 50},
    "terms": [
        BY_TYPE,
        {"kind": "each", "name": "Work", "units": {"visit": 2, "plan": 5}},
        {"kind": "each", "name": "Given", "column": "given", "units": {"x": 1, "y": 4}},
        {"kind": "count", "name": "Weeks", "column": "weeks", "units_each": 1},
        {
            "kind": "lookup",
            "name": "Route",
            "by": ["route", "place"],
            "units": {"fast a": 1, "low a": 2, "high b": 3},
            "otherwise": 4,
        },
        *(
            {
                "kind": "multiply",
                "name": name,
                "by": name,
                "of": ["Type"],
                "percent": {levels[0]: 150, levels[-1]: 170},
            }
            for name, levels in (
                ("complexity", ("low", "high")),
                ("stage", ("starting", "long_standing")),
                ("urgency", ("urgent", "low")),
            )
        ),
    ],
    "travel": TRAVEL,
    "siblings_percent": 50,
    "by_experience": True,
    "round_to": 1,
}
LEVELS = {
    "new": {"title": "New", "time_percent": 150},
    "ordinary": {"title": "Worker"},
}
CASES = st.builds(
    Case,
    case_id=st.just("C1"),
    type=st.sampled_from(["one", "three"]),
    worker_id=st.sampled_from(["", "W1"]),
    start_date=st.sampled_from([None, days_ago(0), days_ago(30), days_ago(400)]),
    referral_date=st.sampled_from([None, days_ago(3), days_ago(400)]),
    urgency=st.sampled_from([None, "urgent", "medium", "low"]),
    complexity=st.sampled_from([None, "low", "high"]),
    interventions=st.sampled_from([(), ("visit",), ("visit", "plan")]),
    locality=st.sampled_from(["", "North", "South"]),
    # Facts that never matter to the weight.
    team=st.sampled_from(["", "A"]),
    due_date=st.sampled_from([None, DAY]),
    joint=st.booleans(),
    criteria=st.fixed_dictionaries(
        {},
        optional={
            "place": st.sampled_from(["a", "b"]),
            "harm": st.sampled_from(["0", "1", "2"]),
            "since": st.sampled_from(["2026-09-01", "2026-09-14", "2027-01-01"]),
            "given": st.sampled_from(["x:1", "x:2", "x:1;y:1"]),
            "unknown": st.sampled_from(["p", "q"]),
        },
    ),
)
WORKERS = st.none() | st.builds(
    Worker,
    worker_id=st.just("W1"),
    contracted_hours=st.just(10),
    seniority=st.sampled_from(["", "new", "ordinary"]),
    localities=st.sampled_from([frozenset(), frozenset({"North"})]),
)


def policy(**changes: Any) -> Policy:
    """A policy by which everything about a case matters."""
    return small_policy(
        small_weighting(**{**WEIGHTING, **changes}), small_competency(levels=LEVELS)
    )


def fresh(by: Policy) -> Scale:
    """A scale that has weighed nothing yet."""
    return Scale(by, Standing(Team(), by.competency, DAY), DAY)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cases=st.lists(st.tuples(CASES, WORKERS), min_size=2, max_size=8),
    by_experience=st.booleans(),
    counts=st.booleans(),
)
def test_an_answer_shared_is_the_answer_there_would_have_been(
    cases: list[tuple[Case, Worker | None]], by_experience: bool, counts: bool
) -> None:
    """Whatever was weighed before it, every case weighs, and is made up of, what it does alone."""
    by = policy(
        by_experience=by_experience, travel={**TRAVEL, "counts_as_workload": counts}
    )
    asks: list[Callable[[Scale, Case, Worker | None], Any]] = [
        lambda scale, one, who: scale.alone(one, who),
        lambda scale, one, who: scale.together([one, one], who),
        lambda scale, one, who: scale.co_working([one], who) if who else None,
        lambda scale, one, who: scale.complexity(one),
        lambda scale, one, who: scale.labels(one),
    ]
    shared = fresh(by)

    for one, who in cases:
        for ask in asks:
            assert ask(shared, one, who) == ask(fresh(by), one, who)


def test_cases_that_look_alike_are_weighed_once() -> None:
    """An authority has thousands of them."""
    by = policy()
    scale = fresh(by)
    first = Case(case_id="C1", type="three", team="A")

    assert scale.alone(first) is scale.alone(first.changed(case_id="C2", team="B"))
