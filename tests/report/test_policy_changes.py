import copy
import json
import re
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InvalidPolicy
from allocator.policy.difference import differences
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.report.policy_changes import json_text, text
from allocator.report.policy_sentences import sentence
from tests.builders import small_policy, small_weighting
from tests.policy.files import edited, policy_file
from tests.policy.test_edits import WHOLE, at, is_number, loaded, places

pytestmark = pytest.mark.slow

UNITS = {"one": 1, "two": 2, "five": 5}
TYPE: dict[str, Any] = {
    "kind": "lookup",
    "name": "Type of case",
    "by": ["type"],
    "units": UNITS,
    "otherwise": 1,
}
STAGE: dict[str, Any] = {
    "kind": "multiply",
    "name": "Stage",
    "by": "stage",
    "of": ["Type of case"],
    "percent": {"starting": 130},
}


def small(**changes: Any) -> Policy:
    """The small policy in minutes, with a table and a percentage of it."""
    content = {"unit": "minutes per week", "terms": [TYPE, STAGE], **changes}
    return small_policy(small_weighting(**content))


def changed(folder: Path, kind: str, *changes: tuple[str, str]) -> Policy:
    """The children's policy with some text of one part replaced."""
    return load_policy(str(policy_file(folder, **{kind: edited(kind, *changes)})))


def told(after: Policy, before: Policy | None = None) -> list[str]:
    """The points under the headings, each on one line."""
    said = re.sub(r"\n {6,}", " ", text(before or load_policy(), after))
    return [" ".join(one.split()) for one in said.splitlines() if one[:2] == "  "]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"terms": [{**TYPE, "units": {**UNITS, "five": 6}}, STAGE]},
            "Type of case: five asks 6 minutes a week instead of 5 (+20%)",
        ),
        (
            {"terms": [{**TYPE, "units": {**UNITS, "five": 4.98}}, STAGE]},
            "Type of case: five asks 4.98 minutes a week instead of 5 (−0.4%)",
        ),
        (
            {"terms": [{**TYPE, "units": {**UNITS, "five": 0}}, STAGE]},
            "Type of case: five asks 0 minutes a week instead of 5",
        ),
        (
            {"terms": [{**TYPE, "otherwise": 4}, STAGE]},
            "Type of case: everything else asks 4 minutes a week instead of 1 (+300%)",
        ),
        (
            {"terms": [TYPE, {**STAGE, "percent": {"starting": 140}}]},
            "Stage: starting counts 140% instead of 130%",
        ),
        (
            {"by_experience": False},
            "Each grade takes its own time: no instead of yes",
        ),
        (
            {"capacity": {"full_time_hours": 9, "full_time_units": 10}},
            "What a full-time worker has, a full-time week: 9 hours instead of 10 (−10%)",
        ),
        (
            {"stages": {"starting_weeks": 1}},
            "New, established and long-standing cases, starting, if younger than: 1 week instead of 0",
        ),
        (
            {"title": "Smaller"},
            "Title: “Smaller” instead of “Small”",
        ),
    ],
)  # fmt: skip
def test_a_change_of_the_weighting_is_told_in_a_sentence(
    changes: dict[str, Any], said: str
) -> None:
    """From what to what, with names, units and the share by which it grew."""
    assert told(small(**changes), before=small()) == ["Changed", f"- {said}"]


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        (
            "competency",
            "new_cases = 5 ",
            "# ",
            "Newly qualified social worker, most new cases: no limit instead of 5",
        ),
        (
            "competency",
            "court_work = 3",
            "court_work = 4",
            "Type of case care proceedings: looks for court work level 4 instead of 3",
        ),
        (
            "competency",
            '"pre_proceedings", "care_proceedings"]',
            '"pre_proceedings", "fostering"]',
            "Newly qualified social worker, holds only jointly: also fostering; no longer care proceedings",
        ),
        (
            "priorities",
            "known_worker = 10",
            "known_worker = 12",
            "What each is worth, in utilisation, someone the family knows: "
            "12 percentage points instead of 10 (+20%)",
        ),
        (
            "priorities",
            'default_urgency = "medium"',
            'default_urgency = "high"',
            "Urgency where none is given: high instead of medium",
        ),
        (
            "priorities",
            "weight = 2",
            "weight = 3",
            "Beyond the safe limit, from 105% of capacity, each unit counts: 3 instead of 2 (+50%)",
        ),
    ],
)
def test_a_change_of_grades_and_priorities_is_told_in_a_sentence(
    kind: str, old: str, new: str, said: str, tmp_path: Path
) -> None:
    """Grades by their titles, levels as levels, trade-offs in percentage points."""
    assert told(changed(tmp_path, kind, (old, new))) == ["Changed", f"- {said}"]


def test_what_is_added_and_removed_is_told_whole() -> None:
    """An entry is told with its number, a whole term with all it says."""
    fewer = {key: number for key, number in UNITS.items() if key != "two"}
    night = {**STAGE, "name": "Night", "by": "urgency", "percent": {"urgent": 120}}
    after = small(terms=[{**TYPE, "units": {**fewer, "nine": 9}}, night])

    assert told(after, before=small()) == [
        "Added",
        "- Type of case: nine asks 9 minutes a week",
        "- Night: more or less of what other parts give "
        "Goes by urgency Applies to Type of case Percent urgent 120%",
        "Removed",
        "- Type of case: two asks 2 minutes a week",
        "- Stage: more or less of what other parts give "
        "Goes by stage Applies to Type of case Percent starting 130%",
    ]


def test_a_rule_is_switched_in_its_own_words(tmp_path: Path) -> None:
    """Whoever reads that a rule is off reads what no longer holds."""
    off = changed(
        tmp_path,
        "priorities",
        ("[rules.household_together]", "[rules.household_together]\non = false"),
    )
    point = "- Siblings and households stay with one worker. (household_together)"

    assert told(off) == ["Switched off", point]
    assert told(load_policy(), before=off) == ["Switched on", point]


def test_policies_that_say_the_same_say_so(tmp_path: Path) -> None:
    """A copy under another name has another name and no difference."""
    said = text(load_policy(), load_policy(str(policy_file(tmp_path))))

    assert said.endswith("They say the same: every number, switch and sentence.\n")
    assert "(own, digest" in said


def test_parts_without_a_difference_are_left_out(tmp_path: Path) -> None:
    """Only what differs is read, and how much there is of it comes first."""
    after = changed(tmp_path, "priorities", ("language = 8", "language = 9"))

    said = text(load_policy(), after)

    assert "\n1 difference in the priorities.\n" in said
    assert "WEIGHTING" not in said
    assert "COMPETENCY" not in said


def test_units_are_told_where_they_differ() -> None:
    """Five points in place of five minutes is no change of a number alone."""
    before = small_policy(small_weighting(unit="minutes per week"))
    after = small_policy(small_weighting(round_to=Decimal(2)))

    said = [
        sentence(one, ("minutes a week", "points"))
        for one in differences(before, after)
    ]

    assert said == [
        "Counted in: points instead of minutes per week",
        "Each case is rounded to: 2 points instead of 1 minute a week",
    ]


def test_two_quite_different_policies_can_be_compared() -> None:
    """Counting and weighing have little in common, and all of it fits a terminal."""
    said = text(load_policy(), load_policy("caseload-count"))

    assert all(len(line) <= 80 for line in said.splitlines())
    assert "What that week is worth".lower() in said.lower()


@pytest.mark.parametrize("name", WHOLE)
def test_every_number_that_is_changed_is_told(name: str) -> None:
    """Whatever number of whatever file is another, both are in a sentence about it."""
    files, whole = WHOLE[name]
    numbers = [
        (kind, place)
        for kind, content in files.items()
        for place in places(content)
        if is_number(at(content, place))
    ]

    for kind, place in numbers:
        another = copy.deepcopy(files)
        holder, key = at(another[kind], place[:-1]), place[-1]
        old, new = holder[key], holder[key] + 1
        holder[key] = new
        with suppress(InvalidPolicy):
            said = " ".join(told(loaded(another), before=whole))
            for number in (old, new):
                shown = f"{Decimal(number).normalize():,f}".replace("-", "−")
                assert re.search(rf"(?<![\d.]){shown}(?![\d.])", said), (place, said)


def test_json_has_every_difference_with_its_place() -> None:
    """Another program reads the place, both values and the sentence."""
    after = small(terms=[{**TYPE, "units": {**UNITS, "five": 5.5, "nine": 9}}, STAGE])

    found = json.loads(json_text(small(), after))

    assert list(found) == ["schema", "before", "after", "same", "differences"]
    assert found["before"]["name"] == "small"
    assert found["after"]["digest"] == after.digest
    assert found["same"] is False
    first, second = found["differences"]
    assert first == {
        "part": "weighting",
        "since": None,
        "change": "changed",
        "key": ["terms", "Type of case", "units", "five"],
        "before": 5,
        "after": 5.5,
        "text": "Type of case: five asks 5.5 minutes a week instead of 5 (+10%)",
    }
    assert (second["change"], second["before"], second["after"]) == ("added", None, 9)


def test_json_holds_whole_parts() -> None:
    """A term that is new comes with everything in it."""
    found = json.loads(json_text(small(terms=[TYPE]), small()))

    [added] = found["differences"]
    assert added["key"] == ["terms", "Stage"]
    assert added["after"]["percent"] == {"starting": 130}
    assert added["after"]["of"] == ["Type of case"]
