import copy
import datetime
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator import shipped
from allocator.errors import InvalidPolicy
from allocator.policy import toml
from allocator.policy.based_on import full_content
from allocator.policy.loading import load_policy
from allocator.policy.policy import PARTS, Policy
from allocator.policy.terms import Lookup
from allocator.workload.measure import Workload
from tests.builders import case, team, worker
from tests.policy.files import faults_in, policy_file, text_of, toml_text

APRIL, OCTOBER = datetime.date(2026, 4, 1), datetime.date(2026, 10, 1)
CHANGE = """
[[changes]]
from = 2026-04-01
terms."Type of case".units.assessment = 95
"""
SECOND = """
[[changes]]
from = 2026-10-01
terms."Type of case".units.assessment = 99
travel.minutes_within_locality = 31
"""


WEIGHTING = """
title = "Small"
source = "Tests."
unit = "points"
round_to = 1
siblings_percent = 65
[[terms]]
kind = "lookup"
name = "Type of case"
by = ["type"]
units = { assessment = 90, review = 40 }
[travel]
minutes_within_locality = 30
minutes_beyond_locality = 60
minutes_unknown_locality = 40
[capacity]
full_time_hours = 37
full_time_units = 2220
"""
OPEN = "\n".join(
    [
        'title = "Own"',
        'source = "Tests."',
        'approach = "Tests."',
        'weighting = "weighting.toml"',
        'competency = "open"',
        'priorities = "standard"',
    ]
)


def changing(folder: Path, *changes: str, kind: str = "weighting") -> Path:
    """A small weighting for any competency file, or another of the children's files, with these changes."""
    if kind != "weighting":
        return policy_file(folder, **{kind: text_of(kind) + "".join(changes)})
    return policy_file(folder, OPEN, weighting=WEIGHTING + "".join(changes))


def units(policy: Policy) -> dict[str, Decimal]:
    """What each type is worth."""
    [term] = policy.weighting.terms
    assert isinstance(term, Lookup)
    return term.units


def test_a_value_changes_on_its_day(tmp_path: Path) -> None:
    """The day before it is as written, on the day and after it is as changed; changes build on each other."""
    policy = load_policy(str(changing(tmp_path, CHANGE, SECOND)))

    worth = {
        day: units(policy.on(datetime.date.fromisoformat(day)))
        for day in ("2026-03-31", "2026-04-01", "2026-09-30", "2026-10-01")
    }

    assert [found["assessment"] for found in worth.values()] == [90, 95, 95, 99]
    assert {found["review"] for found in worth.values()} == {40}
    april, october = policy.on(APRIL).weighting, policy.on(OCTOBER).weighting
    assert april.travel
    assert october.travel == april.travel.changed(minutes_within_locality=31)


@pytest.mark.parametrize(
    ("day", "asked"), [("2026-03-31", 90), ("2026-04-01", 95), ("2026-10-01", 99)]
)
def test_cases_are_weighed_by_what_holds_on_the_day(
    tmp_path: Path, day: str, asked: int
) -> None:
    """The same batch, planned from another day."""
    policy = load_policy(str(changing(tmp_path, CHANGE, SECOND)))
    facts = team(worker("W1", 37), case(kind="assessment", worker_id="W1"))

    workload = Workload(facts, policy, datetime.date.fromisoformat(day))

    assert workload.asked["C1"].terms[0].value == asked


def test_a_policy_that_changes_has_a_digest_of_its_own(tmp_path: Path) -> None:
    """A change to come is part of what was decided; which values held is told by the day."""
    plain = load_policy(str(changing(tmp_path)))
    changes = load_policy(str(changing(tmp_path, CHANGE)))

    assert changes.digest != plain.digest
    assert changes.on(APRIL).digest == changes.digest


@pytest.mark.parametrize(
    ("kind", "change", "told"),
    [
        (
            "weighting",
            'terms."Type of cse".units.assessment = 95',
            "weighting.toml, changes.1.terms.Type of cse: is not in the file, so it cannot change."
            " Did you mean 'Type of case'?",
        ),
        (
            "weighting",
            'terms."Type of case".units.assesment = 95',
            "weighting.toml, changes.1.terms.Type of case.units.assesment: is not in the file, so it cannot change."
            " Did you mean 'assessment'?",
        ),
        (
            "weighting",
            'terms."Type of case".units = 95',
            "weighting.toml, changes.1.terms.Type of case.units: changes a table into a number, or",
        ),
        (
            "weighting",
            "round_to = 1",
            "weighting.toml, changes.1.round_to: cannot change from a date: a batch is read before its day is known.",
        ),
        (
            "weighting",
            "siblings_percent = -1",
            "weighting.toml, siblings_percent: is -1; it must be at least 0. That is as changed from 2026-04-01.",
        ),
        ("weighting", "", "weighting.toml, changes.1: changes nothing."),
        (
            "competency",
            "levels.advanced.time_prcent = 90",
            "competency.toml, changes.1.levels.advanced.time_prcent: is not in the file, so it cannot change.",
        ),
        (
            "competency",
            "matching.unstated_level = 3",
            "competency.toml, changes.1.matching.unstated_level: cannot change from a date:"
            " a batch is read before its day is known.",
        ),
        (
            "priorities",
            "ceiling_percent = 'x'",
            "priorities.toml, ceiling_percent: is 'x'; it must be",
        ),
    ],
)
def test_a_change_that_could_not_be_made_is_told(
    tmp_path: Path, kind: str, change: str, told: str
) -> None:
    """A change can only replace what is there by what could stand there, so that a slip never adds anything."""
    text = f"\n[[changes]]\nfrom = 2026-04-01\n{change}\n"

    [fault] = faults_in(changing(tmp_path, text, kind=kind))

    assert fault.startswith(told)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("", "changes.1.from: must be a date, as in from = 2026-04-01."),
        ('from = "April"', "changes.1.from: must be a date, as in from = 2026-04-01."),
        ("from = 2026-04-01T00:00:00", "changes.1.from: must be a date, as in"),
    ],
)
def test_a_change_has_a_date(tmp_path: Path, start: str, told: str) -> None:
    """Without one nobody knows when."""
    text = f"\n[[changes]]\n{start}\nsiblings_percent = 70\n"

    [fault] = faults_in(changing(tmp_path, text))

    assert fault.startswith(f"weighting.toml, {told}")


def test_changes_are_listed_from_first_to_last(tmp_path: Path) -> None:
    """Each builds on the one before, so their order must be theirs in time."""
    [fault] = faults_in(changing(tmp_path, SECOND, CHANGE))

    assert fault == (
        "weighting.toml, changes.2.from: is not after the change before it; list changes from first to last."
    )


def test_changes_are_tables(tmp_path: Path) -> None:
    """A single [changes] is told how it must be written."""
    [fault] = faults_in(changing(tmp_path, "\n[changes]\nfrom = 2026-04-01\n"))

    assert fault == (
        "weighting.toml, changes: must be written as [[changes]], each with its from."
    )


def test_faults_of_the_file_and_of_its_changes_are_told_together(
    tmp_path: Path,
) -> None:
    """A planner mends a file in one round."""
    text = WEIGHTING.replace("round_to =", "round_too =", 1)
    change = CHANGE.replace("assessment", "assesment")

    told = faults_in(policy_file(tmp_path, OPEN, weighting=text + change))

    assert [line.partition(":")[0] for line in told] == [
        "weighting.toml, round_to",
        "weighting.toml, round_too",
        "weighting.toml, changes.1.terms.Type of case.units.assesment",
    ]


def test_a_shared_table_changes_where_it_stands(tmp_path: Path) -> None:
    """A term that takes over a table has no numbers of its own to change."""
    table = '[[terms]]\nkind = "each"\nname = "Contacts"\ncolumn = "given"\nunits = "contacts"\n'
    extra = (
        '[columns.given]\nkind = "items"\nmeaning = "x"\n[tables.contacts]\nvisit = 2\n'
    )
    text = WEIGHTING + extra + table
    right = "[[changes]]\nfrom = 2026-04-01\ntables.contacts.visit = 3\n"
    wrong = "[[changes]]\nfrom = 2026-04-01\nterms.Contacts.units.visit = 3\n"

    policy = load_policy(str(policy_file(tmp_path, OPEN, weighting=text + right)))
    [fault] = faults_in(policy_file(tmp_path, OPEN, weighting=text + wrong))

    later = policy.on(APRIL).weighting
    assert later.tables["contacts"] == {"visit": 3}
    assert later.terms[-1] == policy.weighting.terms[-1].changed(units={"visit": 3})
    assert fault.endswith(
        "is the table 'contacts', so change it under tables.contacts."
    )


Place = tuple[str, ...]
FIXED = {"columns", "worker_columns", "unit", "round_to", "kind", "name", "ordinary"}
FIXED |= {"skills", "accept_any", "unstated_level", "reductions", "changes"}
FIXED |= {"blank_hours_are_full_time"}


def numbers(content: Any, above: Place = ()) -> list[Place]:
    """The way to every number that a change can reach: by keys, and by the names of entries in lists."""
    if isinstance(content, list):
        content = {e["name"]: e for e in content if isinstance(e, dict) and "name" in e}
    if not isinstance(content, dict):
        is_number = isinstance(content, int | Decimal) and not isinstance(content, bool)
        return [above] if is_number else []
    return [
        place
        for key, part in content.items()
        if key not in FIXED
        for place in numbers(part, (*above, key))
    ]


def put(content: Any, place: Place, value: Any) -> None:
    """Replace what stands at a place."""
    *way, last = place
    for key in way:
        if isinstance(content, list):
            [content] = [entry for entry in content if entry.get("name") == key]
        else:
            content = content[key]
    content[last] = value


def nested(place: Place, value: Any) -> dict[str, Any]:
    """A value under its keys, as a change states it."""
    for key in reversed(place):
        value = {key: value}
    return dict(value)


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both, key by key."""
    both = {**one, **other}
    for key in one.keys() & other.keys():
        if isinstance(one[key], dict) and isinstance(other[key], dict):
            both[key] = merged(one[key], other[key])
    return both


def every_part() -> list[tuple[str, str, dict[str, str]]]:
    """Each kind and name of a shipped part, with all the parts of a policy that names it."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for policy in shipped.names("models", "policies"):
        names = toml.read(shipped.toml(policy, "models", "policies"))
        parts = {kind: names[kind] for kind in PARTS}
        found |= dict.fromkeys(parts.items(), parts)
    return [(kind, name, parts) for (kind, name), parts in found.items()]


PARTS_THERE_ARE = every_part()


@pytest.mark.parametrize(
    ("kind", "name", "parts"),
    PARTS_THERE_ARE,
    ids=[f"{kind} {name}" for kind, name, _ in PARTS_THERE_ARE],
)
def test_what_holds_from_a_date_is_the_file_written_out_by_hand(
    kind: str, name: str, parts: dict[str, str]
) -> None:
    """Whatever numbers of whatever shipped file change, it is as if the whole file had been written anew."""
    content = full_content(shipped.toml(name, "models", kind), "models", kind)
    content.pop("changes", None)

    @settings(
        max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(
        chosen=st.dictionaries(
            st.sampled_from(numbers(content)),
            st.integers(1, 90),
            min_size=1,
            max_size=4,
        )
    )
    def check(chosen: dict[Place, int]) -> None:
        by_hand, change = copy.deepcopy(content), {"from": APRIL}
        for place, value in chosen.items():
            put(by_hand, place, value)
            change = merged(change, nested(place, value))

        dated = loaded(kind, {**content, "changes": [change]}, parts)
        written = loaded(kind, by_hand, parts)

        if isinstance(written, Policy):
            assert isinstance(dated, Policy)
            assert getattr(dated.on(APRIL), kind) == getattr(written, kind)
        else:
            # What could not stand in the file cannot come to stand in it.
            assert not isinstance(dated, Policy)

    check()


def loaded(
    kind: str, content: dict[str, Any], parts: dict[str, str]
) -> Policy | InvalidPolicy:
    """A policy of these parts, save that one says this; or why it cannot be."""
    head = {"title": "x", "source": "x", "approach": "x"}
    with tempfile.TemporaryDirectory() as folder:
        part, own = Path(folder) / "part.toml", Path(folder) / "own.toml"
        part.write_text(toml_text(content), encoding="utf-8")
        names = {**head, **parts, kind: "part.toml"}
        own.write_text(toml_text(names), encoding="utf-8")
        try:
            return load_policy(str(own))
        except InvalidPolicy as error:
            return error
