"""The guide for those who own a policy says everything a policy file can say."""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from allocator import shipped
from allocator.domain.case import Case
from allocator.policy.competency import Competency
from allocator.policy.loading import load_policy
from allocator.policy.policy import Names
from allocator.policy.priorities import Priorities
from allocator.policy.rules import COMPETENCY_RULES, PRIORITIES_RULES
from allocator.policy.toml import PolicyRecord
from allocator.policy.weighting import Weighting
from allocator.workload.measure import MINUTE, Workload
from tests.builders import DAY, team, worker
from tests.policy.files import POLICY, policy_file

GUIDE = (Path(__file__).parents[2] / "docs" / "policies.md").read_text(encoding="utf-8")
SECTIONS: dict[str, type[PolicyRecord]] = {
    "The policy file": Names,
    "The weighting": Weighting,
    "The competency file": Competency,
    "The priorities file": Priorities,
}


def section(title: str) -> str:
    """The part of the guide under one heading."""
    return GUIDE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def keys(kind: type[PolicyRecord]) -> Iterator[str]:
    """Every key that a file of a kind may have, at any depth."""

    def below(schema: dict[str, Any]) -> Iterator[str]:
        yield from schema.get("properties", {})
        for part in schema.get("$defs", {}).values():
            yield from below(part)

    return below(kind.model_json_schema())


@pytest.mark.parametrize(
    ("title", "key"),
    [
        (title, key)
        for title, kind in SECTIONS.items()
        for key in sorted(set(keys(kind)))
    ],
)
def test_every_key_is_in_the_guide(title: str, key: str) -> None:
    """Whatever a file may say, the guide explains in the section about that file."""
    text = section(title) + section("Rules")

    assert re.search(rf"`(\[+)?{key}(\.NAME)?(\]+)?`", text)


@pytest.mark.parametrize(
    ("part", "rule"),
    [("competency", rule) for rule in COMPETENCY_RULES]
    + [("priorities", rule) for rule in PRIORITIES_RULES],
)
def test_every_rule_is_in_the_guide(part: str, rule: str) -> None:
    """The guide says which file each rule is in."""
    assert f"| {part} | `{rule}` |" in section("Rules")


@pytest.mark.parametrize("name", shipped.names("models", "policies"))
def test_every_shipped_policy_is_in_the_guide(name: str) -> None:
    """A new policy comes with a line that says what it is for."""
    assert f"| `{name}` |" in section("How a policy is put together")


def examples(file: str = "") -> str:
    """The examples of the section about weightings that make up one file: the unnamed ones, or those of that name."""
    found = re.findall(
        r"^```toml(?: (\S+))?\n(.*?)^```$",
        section("The weighting"),
        re.MULTILINE | re.DOTALL,
    )
    return "\n".join(text for name, text in found if name == file)


@pytest.mark.parametrize(
    ("file", "competency"), [("", "open"), ("nearly.toml", "children")]
)
def test_the_examples_of_the_guide_can_be_used(
    file: str, competency: str, tmp_path: Path
) -> None:
    """Read from the top, the examples are one file, in which nothing stands for nothing."""
    own = POLICY.replace("competency.toml", competency)
    own = own.replace("priorities.toml", "standard")

    policy = load_policy(str(policy_file(tmp_path, own, weighting=examples(file))))

    assert policy.weighting.unread == ()


@pytest.mark.parametrize(
    "key",
    [
        f'kind = "{kind}"'
        for kind in re.findall(r"^#### `(\w+)`", section("The weighting"), re.MULTILINE)
    ],
)
def test_every_construct_has_its_example(key: str) -> None:
    """What is explained under a heading is shown."""
    assert key in examples()


def test_every_kind_of_term_and_step_has_its_heading() -> None:
    """The closed list of what can be said is the list of headings."""
    schema = json.dumps(Weighting.model_json_schema())
    kinds = {*re.findall(r'"const": "(\w+)"', schema)}

    headings = re.findall(r"^#### `(\w+)`", section("The weighting"), re.MULTILINE)
    assert {*headings} == kinds
    assert len(headings) == len(kinds)


WALK = section("A walk through `children-workload`")


@pytest.fixture
def walk() -> Workload:
    """The child of the walk-through, held by the first of the three workers it names."""
    child: dict[str, Any] = {
        "complexity": "high",
        "start_date": DAY - datetime.timedelta(weeks=3),
        "interventions": ("home_visits", "safety_plan"),
        "criteria": {"agencies": "4"},
        "locality": "North",
    }
    here: dict[str, Any] = {"localities": frozenset({"North"})}
    months_ago = datetime.date(2026, 5, 10)
    facts = team(
        worker("W1", 37, seniority="social_worker", **here),
        worker(
            "W2", 37, seniority="newly_qualified", qualified_date=months_ago, **here
        ),
        worker(
            "W3",
            22.2,
            seniority="social_worker",
            duty_hours=3,
            admin_support_hours=2,
        ),
        Case(case_id="C1", type="child_protection", worker_id="W1", **child),
    )
    return Workload(facts, load_policy("children-workload"), DAY)


def test_the_walk_through_is_what_is_measured(walk: Workload) -> None:
    """The worked example, line by line, is what the shipped policy makes of that case."""
    asked = walk.asked["C1"]

    measured = [(term.term, float(term.value)) for term in asked.terms if term.value]
    units = walk.policy.weighting.units(asked.quanta)
    rows = re.findall(r"^\| \**([^|*]+?)\** \| \**(-?[\d.]+)\** \|", WALK, re.MULTILINE)
    assert [(name, float(value)) for name, value in rows] == [
        *measured,
        ("Together", units),
    ]


def test_the_walk_through_in_other_hands_is_what_is_measured(walk: Workload) -> None:
    """Minutes in other hands, supervision and capacities are those of the shipped policy."""
    units, child = walk.policy.weighting.units, walk.team.case["C1"]
    first, new, _ = people = walk.team.workers
    asked = [
        walk.scale.alone(child, new),
        walk.scale.together([child, child], first)[1],
        walk.scale.co_working([child], first)[0],
    ]
    capacities = [units(walk.capacity(person).quanta) for person in people]
    supervision = (walk.supervision(child, person) / MINUTE for person in (first, new))

    for each in asked:
        assert f": {units(each.quanta)} minutes." in WALK
    for capacity in capacities:
        assert f"| {capacity:,} |" in WALK
    own, others = supervision
    assert f"{own:g} minutes a week of the supervisor's time, and {others:g} in" in WALK
    share = 100 * units(walk.asked["C1"].quanta) / capacities[0]
    new_share = 100 * units(asked[0].quanta) / capacities[1]
    assert f"takes {share:.0f}% of the first worker's week" in WALK
    assert f"would take {new_share:.0f}% of the second's" in WALK
