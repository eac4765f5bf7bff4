import json
from pathlib import Path

from allocator import shipped
from allocator.policy.loading import load_policy
from tests.cli import batches
from tests.cli.conftest import Call


def test_every_shipped_policy_is_listed(call: Call) -> None:
    """The list names each policy that ``--policy`` takes, with its approach."""
    told = call("policies", "list")

    assert told.code == 0
    for name in shipped.names("models", "policies"):
        assert f"{name}\n    {load_policy(name).approach}\n" in told.out


def test_every_rule_of_a_policy_is_shown(call: Call) -> None:
    """A principal social worker reads each rule, limit and trade-off without opening a file."""
    told = call("policies", "show", "children-workload")

    assert told.code == 0
    said = " ".join(told.out.split())
    for rule in load_policy("children-workload").rules.values():
        assert " ".join(rule.sentence.split()) in said
    assert "Ceiling, which nobody is taken beyond 110% of capacity" in said
    assert "Someone the family knows 10 percentage points" in said


def test_a_misspelt_policy_is_told_the_nearest(call: Call) -> None:
    """One line, with the name that may be meant."""
    told = call("policies", "show", "childrens-workload")

    assert told.code == 2
    assert told.out == ""
    assert "Did you mean 'children-workload'?" in told.err
    assert told.err.count("\n") == 1


def test_a_good_policy_is_one_line(call: Call) -> None:
    """Without faults, what it was read as, its parts and its digest."""
    told = call("policies", "check", "children-workload")

    assert (told.code, told.err) == (0, "")
    assert told.out == (
        "children-workload.toml is read as a policy, and has no faults: weighting children-workload, "
        f"competency children, priorities standard; digest {load_policy().digest[:12]}.\n"
    )


def test_a_faulty_part_is_told_with_what_it_was_read_as(
    tmp_path: Path, call: Call
) -> None:
    """All faults at once on standard error, after what the file was taken for."""
    text = shipped.toml("standard", "models", "priorities").read_text(encoding="utf-8")
    text = text.replace("language = 8", "language = 'x'").replace("[balance]", "[bal]")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")

    told = call("policies", "check", tmp_path / "mine.toml")

    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        "mine.toml is read as a file of priorities.",
        "mine.toml, balance: is missing.",
        "mine.toml, trade_offs.language: is 'x'; it must be a number.",
        "mine.toml, bal: is not a known key. Did you mean 'balance'?",
    ]


def test_copied_changed_checked_compared_and_used(
    tmp_path: Path, tiny: Path, call: Call
) -> None:
    """The whole way of a policy of one's own, by the commands that copying prints."""
    copied = call("policies", "copy", "caseload-count", tmp_path / "ours")
    file = tmp_path / "ours" / "ours.toml"
    weighting = tmp_path / "ours" / "weighting.toml"
    weighting.write_text(
        weighting.read_text().replace("otherwise = 1", "otherwise = 2")
    )

    assert copied.code == 0
    assert f"allocator policies diff caseload-count {file}" in copied.out
    assert call("policies", "check", file).code == 0
    assert (
        "Case: everything else asks 2 points instead of 1"
        in call("policies", "diff", "caseload-count", file).out
    )
    assert "C1 asks 2 points" in (
        call("policies", "explain", tiny, "C1", "--policy", file).out
    )
    assert call("measure", tiny, "--policy", file).code == 0


def test_copying_twice_overwrites_nothing(tmp_path: Path, call: Call) -> None:
    """The second time is refused in one line."""
    call("policies", "copy", "caseload-count", tmp_path / "ours")

    told = call("policies", "copy", "caseload-count", tmp_path / "ours")

    assert (told.code, told.out) == (2, "")
    assert "nothing of yours is overwritten" in told.err
    assert told.err.count("\n") == 1


def test_differences_are_told_and_printed_as_json(call: Call) -> None:
    """In words, and as one document for another program."""
    names = ("caseload-count", "caseload-three-point")

    said = call("policies", "diff", *names)
    document = json.loads(call("policies", "diff", *names, "--json").out)

    assert said.code == 0
    assert "What that week is worth".lower() in said.out.lower()
    assert document["before"]["name"] == "caseload-count"
    assert document["differences"]
    same = call("policies", "diff", "caseload-count", "caseload-count")
    assert "They say the same" in same.out


def test_a_case_is_explained_in_words_and_as_json(tiny: Path, call: Call) -> None:
    """The same sum for people and for programs."""
    said = call("policies", "explain", tiny, "H1", *batches.POLICY)
    document = json.loads(
        call("policies", "explain", tiny, "H1", "--json", *batches.POLICY).out
    )

    assert said.code == 0
    assert "H1 asks 1 point of W1." in said.out
    assert (document["schema"], document["worker_id"], document["units"]) == (
        1,
        "W1",
        1,
    )
    assert document["terms"][0] == {
        "term": "Case",
        "value": 1.0,
        "source": "caseload-count: Case, assessment",
    }


def test_a_case_is_explained_in_the_hands_one_asks_about(
    tiny: Path, call: Call
) -> None:
    """With ``--worker``, for someone who does not hold it."""
    told = call("policies", "explain", tiny, "C1", "--worker", "W3", *batches.POLICY)

    assert "C1 asks 1 point of W3, if they held it." in told.out


def test_an_unknown_case_to_explain_is_told(tiny: Path, call: Call) -> None:
    """One line with what may be meant."""
    told = call("policies", "explain", tiny, "C11", *batches.POLICY)

    assert (told.code, told.out) == (2, "")
    assert "No case is called 'C11'." in told.err
