from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy, UnknownName
from allocator.policy.checking import check, recognised
from allocator.policy.loading import load_policy
from allocator.policy.policy import PARTS
from tests.policy.files import CHILDREN, POLICY, edited, policy_file, text_of

KINDS = {"policies": "policy"} | {part: part for part in PARTS}


@pytest.mark.parametrize(
    ("folder", "name"),
    [(folder, name) for folder in KINDS for name in shipped.names("models", folder)],
)
def test_a_file_is_told_by_its_keys(folder: str, name: str, tmp_path: Path) -> None:
    """Whatever a file is called and wherever it lies, what is in it says what it is."""
    file = tmp_path / "mine.toml"
    file.write_bytes(shipped.toml(name, "models", folder).read_bytes())

    found = recognised(str(file))

    assert found.kind == KINDS[folder]
    assert check(found).startswith("mine.toml is read as a")
    assert "has no faults" in check(found)


@pytest.mark.parametrize("kind", CHILDREN)
def test_a_file_with_a_few_slips_is_still_told(kind: str, tmp_path: Path) -> None:
    """A misspelt key or a missing one does not make something else of a file."""
    lines = text_of(kind).replace("title =", "titel =", 1)
    (tmp_path / "mine.toml").write_text(lines, encoding="utf-8")

    found = recognised(str(tmp_path / "mine.toml"))

    assert found.kind == kind
    with pytest.raises(InvalidPolicy) as error:
        check(found)
    assert [str(fault) for fault in error.value.faults] == [
        "mine.toml, title: is missing.",
        "mine.toml, titel: is not a known key. Did you mean 'title'?",
    ]


def test_a_shipped_name_is_a_policy_first_and_a_part_else() -> None:
    """Names that several files have mean the policy."""
    assert recognised("children-workload").kind == "policy"
    assert recognised("children").kind == "competency"
    assert recognised("standard").kind == "priorities"


def test_an_unknown_name_is_told_the_nearest() -> None:
    """Parts are among the names that may be meant."""
    with pytest.raises(UnknownName, match="Did you mean 'standard'"):
        recognised("standart")


def test_a_file_of_nothing_known_is_refused(tmp_path: Path) -> None:
    """A file that could be anything is told what would tell."""
    (tmp_path / "mine.toml").write_text('title = "Mine"', encoding="utf-8")

    with pytest.raises(InvalidPolicy, match="a weighting has terms"):
        recognised(str(tmp_path / "mine.toml"))


def test_every_fault_of_a_policy_and_its_parts_is_told(tmp_path: Path) -> None:
    """A slip in the policy file hides neither a part that cannot be found nor the faults of the others."""
    own = POLICY.replace("approach", "aproach").replace("weighting.toml", "gone.toml")
    file = policy_file(
        tmp_path,
        own,
        competency=edited("competency", ("assumed_skill = 1", "assumed_skil = 1")),
        priorities=edited("priorities", ("[rules.pins_hold]", "[rules.pin_holds]")),
    )

    with pytest.raises(InvalidPolicy) as error:
        check(recognised(str(file)))

    assert [str(fault).partition(": ")[0] for fault in error.value.faults] == [
        "own.toml, approach",
        "own.toml, aproach",
        "own.toml, weighting",
        "competency.toml, levels.newly_qualified.assumed_skil",
        "priorities.toml, rules.pin_holds",
        "priorities.toml, rules.pins_hold",
    ]


def test_a_good_policy_says_its_parts_and_digest(tmp_path: Path) -> None:
    """Which files it is made of, and the digest that its proposals will carry."""
    file = policy_file(tmp_path)

    said = check(recognised(str(file)))

    for part in PARTS:
        assert f"{part} {part}.toml" in said
    assert load_policy(str(file)).digest[:12] in said
    assert "\n" not in said


def test_a_base_that_is_missing_is_a_fault_of_the_file_that_names_it(
    tmp_path: Path,
) -> None:
    """A part based on nothing known is told under its own name, not that of the policy."""
    based = 'title = "Own"\nsource = "Tests."\nbased_on = "childrn"\n[levels.lead]\n'
    file = policy_file(tmp_path, competency=based)

    with pytest.raises(InvalidPolicy) as error:
        check(recognised(str(file)))

    [fault] = error.value.faults
    assert (fault.file, fault.column) == ("competency.toml", "based_on")
    assert "Did you mean 'children'?" in fault.problem


def test_a_column_that_nothing_goes_by_is_told(tmp_path: Path) -> None:
    """People would fill it in for nothing."""
    spare = '[columns.spare]\nkind = "number"\nmeaning = "x"\n'
    file = policy_file(tmp_path, weighting=text_of("weighting") + spare)

    for one in (file, tmp_path / "weighting.toml"):
        assert check(recognised(str(one))).endswith(
            ".\nNothing goes by 'spare', so what it says changes nothing."
        )
    assert "Nothing" not in check(recognised("children-workload"))
