"""A scenario that does not agree with itself is refused, with everything wrong at once."""

from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InvalidScenario, UnknownName
from allocator.simulation.loading import load_scenario, names
from tests.simulation.worlds import scenario

TEXT = """
title = "Two leave"
question = "Do we hold?"
source = "Tests."
based_on = "steady-state"
"""


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    """A scenario file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[str]:
    """Everything wrong with a scenario file."""
    with pytest.raises(InvalidScenario) as refused:
        load_scenario(str(written(folder, TEXT + text)))
    return str(refused.value).splitlines()


def test_a_scenario_says_only_what_differs(tmp_path: Path) -> None:
    """Everything else is as in the file it is based on, tables within tables too."""
    base = load_scenario("steady-state")

    mine = load_scenario(
        str(written(tmp_path, TEXT + "[workforce.sickness]\nspells_a_year = 9\n"))
    )

    assert mine.name == "mine"
    assert mine.title == "Two leave"
    assert mine.workforce.sickness is not None
    assert base.workforce.sickness is not None
    assert mine.workforce.sickness.spells_a_year == 9
    assert mine.workforce.sickness.lengths == base.workforce.sickness.lengths
    assert mine.intake == base.intake


def test_lists_take_the_place_of_lists(tmp_path: Path) -> None:
    """What is compared in the file takes the place of everything compared in the one it is based on."""
    text = '[[compare]]\nname = "only"\npolicy = "caseload-count"\n'

    mine = load_scenario(str(written(tmp_path, TEXT + text)))

    assert [line.name for line in mine.compare] == ["only"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[run]\nweeks_ = 3",
            "mine.toml, run.weeks_: is not a known key. Did you mean 'weeks'?",
        ),
        ("[run]\nweeks = 0", "mine.toml, run.weeks: is 0; it must be at least 1."),
        (
            "[intake]\nvariance_to_mean = 0.5",
            "mine.toml, intake.variance_to_mean: is 0.5; it must be at least 1.",
        ),
        (
            "[intake.types_percent]\nassessment = 5",
            "mine.toml, intake: types_percent adds up to",
        ),
        (
            "[intake.month_percent]\n13 = 100",
            "mine.toml, intake: month_percent needs the months 1 to 12, each once.",
        ),
        (
            "[workforce.leave.month_percent]\n13 = 100",
            "mine.toml, workforce.leave: month_percent needs the months 1 to 12, each once.",
        ),
        (
            "[intake.siblings_percent]\nmany = 100",
            "mine.toml, intake: siblings_percent.many is no number of children.",
        ),
        (
            "[intake.urgency_percent.assessment]\nurgnt = 100",
            "mine.toml, intake: urgency_percent.assessment.urgnt is not one of urgent, high, medium, low.",
        ),
        (
            "[stages.assessment]\nmean_days = 3",
            "mine.toml, stages.assessment: give either mean_days or open.",
        ),
        (
            "[stages.section_47.next_percent]\nclosed = 1",
            "mine.toml, stages.section_47: next_percent adds up to",
        ),
        (
            "[base]\nauthority = 'Rochdale'",
            "mine.toml, base: give either team or authority.",
        ),
        (
            "[workforce]\nhired_after_weeks = [20, 8]",
            "mine.toml, workforce: hired_after_weeks gives the most before the least.",
        ),
        (
            "[[compare]]\nname = 'a'\npolicy = 'children-workloads'",
            "mine.toml, compare.1.policy: No policy is called 'children-workloads'. Did you mean 'children-workload'?",
        ),
        (
            "[base]\nteam = 'meting'",
            "mine.toml, base.team: No team is called 'meting'. Did you mean 'meeting'?",
        ),
        (
            "[[intake.change]]\ntitle = 'x'\nfrom_week = 5\nto_week = 4\npercent = 120",
            "mine.toml, intake.change.1: to_week is before from_week.",
        ),
        ("[breach]\nweeks = 3", "mine.toml, breach.weeks: is not a known key."),
    ],
)
def test_faults_name_their_key_and_what_would_be_right(
    text: str, said: str, tmp_path: Path
) -> None:
    """One plain line for each."""
    assert any(line.startswith(said) for line in faults(tmp_path, text))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """A planner mends a file once."""
    found = faults(tmp_path, "[run]\nweeks = 0\nseeds = 1\n[intake]\nrate = 2")

    assert len(found) == 3


def test_parts_that_refer_to_each_other_agree() -> None:
    """Types have stages, events that a line is spared exist, and lines have names of their own."""
    shock = {
        "title": "Flood",
        "week": 1,
        "households": 3,
        "type": "four",
        "urgency": "high",
    }
    line = {"name": "a", "policy": "small", "without": ["Fire"]}

    with pytest.raises(ValueError, match="shock 'Flood' has no stage") as refused:
        scenario(shock=[shock], compare=[line, {**line, "without": ()}])

    assert "without 'Fire', which is no event's title" in str(refused.value)
    assert "two lines called 'a'" in str(refused.value)


def test_those_who_come_are_named_after_their_event() -> None:
    """So two events that bring somebody are told apart by their titles."""
    joiner = {"title": "Come", "week": 1, "number": 1, "seniority": "ordinary"}

    with pytest.raises(ValueError, match="two joiners are called 'Come'"):
        scenario(workforce={"joiner": [joiner, {**joiner, "week": 2}]})


def test_a_line_is_spared_what_it_is_without() -> None:
    """Only the titled events that it names; everything else stays."""

    def leaver(title: str) -> dict[str, Any]:
        return {"title": title, "week": 1}

    given = scenario(
        workforce={"leaver": [leaver("One goes"), leaver("Another goes")]},
        compare=[{"name": "a", "policy": "small", "without": ["One goes"]}],
    )

    met = given.spared(given.compare[0])

    assert [event.title for event in met.workforce.leaver] == ["Another goes"]
    assert given.titles == ("One goes", "Another goes")


def test_a_name_that_nothing_ships_under_is_told_the_nearest() -> None:
    """Folders beside the scenarios are no scenarios."""
    with pytest.raises(UnknownName, match="Did you mean 'steady-state'") as refused:
        load_scenario("steady-stat")

    assert "teams" not in refused.value.known
    assert set(refused.value.known) == set(names())


def test_a_team_beside_the_file_may_be_named_barely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ships comes first; ``./meeting`` is the folder; what is neither is told, with both places looked in."""
    text = 'title = "x"\nquestion = "x"\nsource = "x"\nbased_on = "steady-state"\n[base]\nteam = "{}"\n'
    for name in ("ours", "meeting"):
        (tmp_path / name).mkdir()
    path = tmp_path / "mine.toml"
    monkeypatch.chdir(tmp_path)
    found = {}
    for named in ("ours", "./meeting", "meeting"):
        path.write_text(text.format(named))
        found[named] = [
            load_scenario(file).base.team for file in (str(path), "mine.toml")
        ]

    assert found == {
        "ours": [str(tmp_path / "ours"), "./ours"],
        "./meeting": [str(tmp_path / "meeting"), "./meeting"],
        "meeting": ["meeting", "meeting"],
    }
    path.write_text(text.format("theirs"))
    with pytest.raises(InvalidScenario, match="Nor is there anything of that name"):
        load_scenario("mine.toml")


def test_a_day_that_no_calendar_reaches_is_refused(tmp_path: Path) -> None:
    """A slip of the pen in the first day is a fault, and no overflow somewhere in the run."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'title = "x"\nquestion = "x"\nsource = "x"\nbased_on = "steady-state"\n[run]\nstart = 9999-12-30\n'
    )

    with pytest.raises(InvalidScenario) as refused:
        load_scenario(str(path))

    assert str(refused.value) == (
        "mine.toml, run.start: is 9999-12-30; it must be at most 2199-12-31."
    )
