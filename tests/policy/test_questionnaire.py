from pathlib import Path

import pytest

from allocator import shipped
from allocator.errors import InvalidPolicy, UnknownName
from allocator.policy.guard import load_guard
from allocator.policy.questionnaire import load_questionnaire

_PULSE = shipped.toml("pulse", "models", "surveys").read_text(encoding="utf-8")


def problems(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What is said to be wrong with the pulse questionnaire after some changes."""
    text = _PULSE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidPolicy) as refused:
        load_questionnaire(str(path))
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('name = "tense"', 'name = "too_much"'), "the questionnaire asks 'too_much' twice"),
        (('name = "tense"', 'name = "team"'), "'team' is a column of every answer"),
        (('topic = "support"', 'topic = "suport"'), "a question is about 'suport', which is no topic"),
        (('topic = "support"', 'topic = "stress"'), "no question is about 'support'"),
        (("strain = true", "strain = false"), "no topic has strain = true"),
        (("highest = 5", "highest = 4"), "labels must name every answer"),
        (("highest = 5", "highest = 1"), "highest must be above lowest"),
        (("reversed = true", "revresed = true"), "Did you mean 'reversed'?"),
    ],
)  # fmt: skip
def test_what_does_not_hang_together_is_told(
    tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    """A questionnaire that cannot be worked out is refused, in words."""
    assert [problem for problem in problems(tmp_path, change) if said in problem]


def test_the_full_questionnaire_asks_what_the_issue_names() -> None:
    """Workload, stress, satisfaction, complexity, support and supervision, several questions each."""
    asked = load_questionnaire("full")

    assert set(asked.topics) == {
        "workload", "stress", "satisfaction", "complexity", "support", "supervision",
    }  # fmt: skip
    assert min(len(asked.about(topic)) for topic in asked.topics) >= 3
    assert {q.topic for q in asked.of_strain} == {"workload", "stress", "complexity"}


def test_questions_the_two_share_are_the_same() -> None:
    """A name stands for one wording, so that a trend may go from the one to the other."""
    words = {one.name: one for one in load_questionnaire("full").questions}

    shared = [one for one in load_questionnaire("pulse").questions if one.name in words]
    assert len(shared) >= 4
    assert [one for one in shared if words[one.name] != one] == []


def test_nobody_is_a_group_of_their_own() -> None:
    """By default nothing is told of fewer than five."""
    assert load_guard().keeping_faith.smallest_group == 5


def test_unknown_names_are_told_with_the_known() -> None:
    """A misspelt questionnaire or guard is named."""
    with pytest.raises(UnknownName, match="No questionnaire is called 'puls'"):
        load_questionnaire("puls")
    with pytest.raises(UnknownName, match="No guard is called 'x'"):
        load_guard("x")
