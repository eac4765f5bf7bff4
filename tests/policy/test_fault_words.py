"""Faults of policy files that only unusual files have, in words a person can act on."""

from pathlib import Path

from tests.policy.files import POLICY, edited, faults_in, policy_file


def test_a_number_too_fine_to_matter_is_told_plainly(tmp_path: Path) -> None:
    """Six decimal places are more than anything here is counted in."""
    text = edited("weighting", ("siblings_percent = 65", "siblings_percent = 1e-40"))

    assert faults_in(policy_file(tmp_path, POLICY, weighting=text)) == [
        "weighting.toml, siblings_percent: is 1E-40; it must be a number of at most 6 decimal places."
    ]


def test_a_key_of_thousands_of_letters_is_cut_short(tmp_path: Path) -> None:
    """A fault stays readable whatever was pasted into the file."""
    text = f'{"x" * 5000} = "y"\n' + edited("weighting")

    [told] = faults_in(policy_file(tmp_path, POLICY, weighting=text))

    assert told == f"weighting.toml, {'x' * 60}...: is not a known key."
