import datetime
import shutil
from pathlib import Path

import pytest

from allocator import shipped
from allocator.policy import toml
from allocator.policy.loading import load_policy
from allocator.policy.rules import ALWAYS_ON, COMPETENCY_RULES, PRIORITIES_RULES
from tests.builders import small_policy
from tests.policy.files import (
    CHILDREN,
    POLICY,
    edited,
    faults_in,
    policy_file,
    text_of,
    toml_text,
)


def test_a_policy_is_found_by_name_and_by_path() -> None:
    """A shipped name and the path of that file mean the same policy."""
    path = shipped.toml("children-workload", "models", "policies")

    by_name, by_path = load_policy("children-workload"), load_policy(str(path))

    assert by_name == by_path
    assert by_path.name == "children-workload"


def test_the_parts_of_an_own_policy_lie_beside_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of own files works wherever it lies and wherever the command runs."""
    file = policy_file(tmp_path, weighting=edited("weighting", ("= 65", "= 70")))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")

    policy = load_policy(str(file))

    assert policy.name == "own"
    assert policy.weighting.siblings_percent == 70


def test_own_and_shipped_parts_mix(tmp_path: Path) -> None:
    """Changing one part means copying one file."""
    own = POLICY.replace("competency.toml", "children").replace(
        "priorities.toml", "standard"
    )
    file = policy_file(tmp_path, own)
    for kind in ("competency", "priorities"):
        (tmp_path / f"{kind}.toml").unlink()

    assert load_policy(str(file)).digest == load_policy("children-workload").digest


def test_a_copied_folder_of_models_works_as_it_is(tmp_path: Path) -> None:
    """A policy file copied away from its parts still finds the shipped ones by name."""
    source = shipped.toml("children-workload", "models", "policies")

    copied = shutil.copy(source, tmp_path / "ours.toml")

    assert load_policy(str(copied)).digest == load_policy("children-workload").digest


@pytest.mark.parametrize("kind", CHILDREN)
def test_a_part_that_does_not_exist_is_told_with_the_nearest(
    kind: str, tmp_path: Path
) -> None:
    """A misspelt name in a policy file is answered with the name that was meant."""
    nearest = CHILDREN[kind]
    file = policy_file(tmp_path, POLICY.replace(f"{kind}.toml", nearest[:-1]))

    [told] = faults_in(file)
    assert told.startswith(f"own.toml, {kind}: ")
    assert f"Did you mean '{nearest}'" in told


@pytest.mark.parametrize("kind", CHILDREN)
def test_a_part_whose_file_is_missing_is_told(kind: str, tmp_path: Path) -> None:
    """A path to nothing is named as it was written."""
    file = policy_file(tmp_path)
    (tmp_path / f"{kind}.toml").unlink()

    [told] = faults_in(file)
    assert f"'{kind}.toml'" in told


def test_the_faults_of_all_three_files_are_told_at_once(tmp_path: Path) -> None:
    """A planner mends a policy in one round."""
    file = policy_file(
        tmp_path,
        weighting=edited(
            "weighting", ("[travel]", "[travl]"), ("round_to = 5", "round_to = 0")
        ),
        competency=edited("competency", ("assumed_skill = 1", "assumed_skil = 1")),
        priorities=edited("priorities", ("[unplaced]\n", "[unplacd]\n")),
    )

    assert faults_in(file) == [
        "weighting.toml, round_to: is 0; it must be at least 0.001.",
        "weighting.toml, travl: is not a known key. Did you mean 'travel'?",
        "competency.toml, levels.newly_qualified.assumed_skil: is not a known key."
        " Did you mean 'assumed_skill'?",
        "priorities.toml, unplaced: is missing.",
        "priorities.toml, unplacd: is not a known key. Did you mean 'unplaced'?",
    ]


@pytest.mark.parametrize(
    ("kind", "content", "problem"),
    [
        ("weighting", b"\xff\xfe\x00", "is not UTF-8 text."),
        ("competency", b"[levels", "is not valid TOML: "),
        ("priorities", b"# long\n" * 300_000, "is too large for such a file."),
    ],
)
def test_a_part_that_cannot_be_read_does_not_hide_the_others(
    kind: str, content: bytes, problem: str, tmp_path: Path
) -> None:
    """One unreadable file among faulty ones is told beside their faults."""
    texts: dict[str, str | bytes] = {
        other: text_of(other).replace("title =", "titel =", 1) for other in CHILDREN
    }

    told = faults_in(policy_file(tmp_path, **{**texts, kind: content}))

    assert len(told) == 5
    assert [line for line in told if line.startswith(f"{kind}.toml: {problem}")]


@pytest.mark.parametrize(
    ("kind", "rule"), [("competency", "skills_cover"), ("priorities", "pins_hold")]
)
def test_a_rule_nobody_knows_is_told_with_the_nearest(
    kind: str, rule: str, tmp_path: Path
) -> None:
    """A misspelt rule would never be kept, so it is refused, and the one meant is found missing."""
    text = edited(kind, (f"[rules.{rule}]", f"[rules.{rule[:-1]}]"))

    assert faults_in(policy_file(tmp_path, **{kind: text})) == [
        f"{kind}.toml, rules.{rule[:-1]}: is not a rule of this file. Did you mean '{rule}'?",
        f"{kind}.toml, rules.{rule}: is missing.",
    ]


def test_rules_are_told_beside_other_faults_of_the_file(tmp_path: Path) -> None:
    """A misspelt rule is told in the same round as a misspelt key."""
    text = edited(
        "priorities", ("[unplaced]", "[unplacd]"), ("[rules.pins_", "[rules.pin_")
    )

    told = faults_in(policy_file(tmp_path, priorities=text))

    assert any("rules.pin_hold" in line for line in told)
    assert any("unplacd" in line for line in told)


@pytest.mark.parametrize("rule", sorted(ALWAYS_ON))
def test_what_gives_a_proposal_its_meaning_cannot_be_switched_off(
    rule: str, tmp_path: Path
) -> None:
    """No file can have a case held twice or a person's instruction ignored."""
    text = edited("priorities", (f"[rules.{rule}]", f"[rules.{rule}]\non = false"))

    assert faults_in(policy_file(tmp_path, priorities=text)) == [
        f"priorities.toml, rules.{rule}.on: cannot be false:"
        " without this rule a proposal has no meaning."
    ]


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        (kind, rule)
        for kind, rules in (
            ("competency", COMPETENCY_RULES),
            ("priorities", PRIORITIES_RULES),
        )
        for rule in rules
        if rule not in ALWAYS_ON
    ],
)
def test_every_other_rule_can_be_switched_off_in_its_file(
    kind: str, rule: str, tmp_path: Path
) -> None:
    """A service decides which rules hold."""
    text = edited(kind, (f"[rules.{rule}]", f"[rules.{rule}]\non = false"))

    policy = load_policy(str(policy_file(tmp_path, **{kind: text})))

    assert [name for name in policy.rules if not policy.holds(name)] == [rule]


def test_rules_switched_off_stay_off_and_nothing_else_changes() -> None:
    """Asking what some rules cost leaves the policy itself and every other rule as they were."""
    policy = small_policy()

    fewer = policy.without("within_ceiling", "skills_cover")

    assert [name for name in fewer.rules if not fewer.holds(name)] == [
        "skills_cover",
        "within_ceiling",
    ]
    assert all(policy.holds(name) for name in policy.rules)
    assert fewer.without("pins_hold").rules["skills_cover"].on is False
    assert policy.without() == policy


def test_switching_off_carries_nothing_computed_before() -> None:
    """Rules and digest asked for earlier are not those of the changed policy."""
    policy = small_policy()
    assert policy.holds("within_team")
    digest = policy.digest

    fewer = policy.without("within_team")

    assert not fewer.holds("within_team")
    assert fewer.digest != digest
    assert policy.digest == digest


def test_the_digest_ignores_comments_and_layout(tmp_path: Path) -> None:
    """Tidying a file up does not make another policy of it."""
    texts: dict[str, str | bytes] = {}
    for kind, name in CHILDREN.items():
        content = toml.read(shipped.toml(name, "models", kind))
        texts[kind] = "# Tidied up\r\n" + toml_text(content).replace("\n", "\r\n\r\n")

    tidied = load_policy(str(policy_file(tmp_path, **texts)))

    assert tidied.digest == load_policy("children-workload").digest


def test_the_digest_is_of_what_is_said_not_of_the_name(tmp_path: Path) -> None:
    """A renamed policy file with another approach sentence decides the same."""
    file = policy_file(tmp_path, POLICY.replace("Tests.", "Other words."))

    assert load_policy(str(file)).digest == load_policy("children-workload").digest


def test_the_digest_ignores_how_a_number_is_written(tmp_path: Path) -> None:
    """Five minutes and 5.0 minutes are the same policy."""
    text = edited("weighting", ("round_to = 5 ", "round_to = 5.0 "))

    policy = load_policy(str(policy_file(tmp_path, weighting=text)))

    assert policy.digest == load_policy("children-workload").digest


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("weighting", "looked_after = 50", "looked_after = 50.01"),
        ("weighting", "minutes_within_locality = 30", "minutes_within_locality = 31"),
        ("weighting", "admin_support_frees_percent = 70", "by_seniority = false"),
        ("competency", "until_months = 12", "until_months = 13"),
        ("competency", "wanted = { court_work = 3 }", "wanted = { court_work = 4 }"),
        ("priorities", "language = 8", "language = 7"),
        ("priorities", "from_percent = 105", "from_percent = 106"),
        ("priorities", "[rules.has_capacity]", "[rules.has_capacity]\non = false"),
    ],
)
def test_the_digest_changes_with_every_number_and_switch(
    kind: str, old: str, new: str, tmp_path: Path
) -> None:
    """Two proposals with one digest were decided by the same numbers."""
    text = edited(kind, (old, new))
    if "by_seniority" in new:
        text = text.replace("by_seniority = true\n", "", 1)

    policy = load_policy(str(policy_file(tmp_path, **{kind: text})))

    assert policy.digest != load_policy("children-workload").digest


@pytest.mark.parametrize("key", ["only_jointly", "never"])
def test_a_limit_on_a_type_nobody_knows_is_told(key: str, tmp_path: Path) -> None:
    """A misspelt type in a grade's limits would protect nobody, so the policy is refused."""
    file = policy_file(
        tmp_path,
        competency=edited(
            "competency", ("only_jointly = [", f'{key} = ["section_74", ')
        ),
    )

    [told] = faults_in(file)

    assert told.startswith(
        f"competency.toml, levels.newly_qualified.{key}: 'section_74' is no type"
    )
    assert "Did you mean 'section_47'?" in told


def test_a_proposal_carries_the_digest_of_the_files(tmp_path: Path) -> None:
    """What a policy says on one day has the digest that its files have, so that people can find them again."""
    change = "[[changes]]\nfrom = 2026-10-01\ncapacity.full_time_units = 2300\n"
    policy = load_policy(
        str(policy_file(tmp_path, weighting=text_of("weighting") + "\n" + change))
    )

    before, after = (
        policy.on(datetime.date(2026, 9, 30)),
        policy.on(datetime.date(2026, 10, 1)),
    )

    assert before.weighting.capacity.full_time_units == 2220
    assert after.weighting.capacity.full_time_units == 2300
    assert before.digest == after.digest == policy.digest
    assert policy.digest != load_policy(str(policy_file(tmp_path))).digest
