from allocator import shipped
from allocator.policy.policy import load_policy
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
    assert "Safe up to 100% of capacity, never above 110%" in said


def test_a_misspelt_policy_is_told_the_nearest(call: Call) -> None:
    """One line, with the name that may be meant."""
    told = call("policies", "show", "childrens-workload")

    assert told.code == 2
    assert told.out == ""
    assert "Did you mean 'children-workload'?" in told.err
    assert told.err.count("\n") == 1
