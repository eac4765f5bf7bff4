"""What is laid over a file has a place in it, or is told in one line."""

from pathlib import Path

from allocator.policy.overlay import overlay
from tests.policy.files import POLICY, edited, faults_in, policy_file


def test_entries_without_a_name_have_no_place() -> None:
    """Bands and lists of words cannot be reached by name, and asking for one is a fault, no error."""
    content = {
        "bands": [{"label": "low"}, {"name": 5}],
        "by": ["type"],
        "terms": [{"name": "Type"}],
    }

    for key, value, told in (
        ("bands", {"low": {"up_to": 2}}, "is not in the file, so it cannot change."),
        ("by", {"0": 1}, "is not in the file, so it cannot change."),
        (
            "terms",
            {"Typ": {"units": 1}},
            "is not in the file, so it cannot change. Did you mean 'Type'?",
        ),
    ):
        [(_, problem)] = overlay(content, {key: value})
        assert problem == told


def test_a_change_of_one_of_several_words_is_told(tmp_path: Path) -> None:
    """A list of words changes as a whole; its file and key are named."""
    change = '\n[[changes]]\nfrom = 2027-04-01\nterms."Recording and planning".by.0 = "stage"\n'
    text = edited("weighting") + change

    [told] = faults_in(policy_file(tmp_path, POLICY, weighting=text))

    assert told.startswith("weighting.toml, changes.1.terms.Recording and planning.by")


def test_a_table_in_place_of_text_is_no_shared_table(tmp_path: Path) -> None:
    """Only the units of a term may name a table of the file."""
    based = (
        'based_on = "children-workload"\nsource = "Tests."\n[title]\nassessment = 5\n'
    )

    [told] = faults_in(policy_file(tmp_path, POLICY, weighting=based))

    assert told == (
        "weighting.toml, title: changes a table into a number, or a number into a table."
    )
