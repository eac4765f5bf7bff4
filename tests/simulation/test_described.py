"""A scenario told in words: nothing it says is left out."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from allocator.simulation.described import described
from allocator.simulation.loading import load_scenario, names
from allocator.simulation.scenario import Scenario

# Told by what else is told: a name is in the heading, a source stands beside its number in the file.
_UNSAID = {"source", "month_percent", "open", "tail_half_days"}

EVERYTHING = """
title = "Everything"
question = "What happens then?"
source = "Made up for this test."
based_on = "steady-state"
answered_by = "waiting"

[base]
team = ""
authority = "Leeds"
workers = 31
held = 432
waiting = 19
teams = 3
seed = 77

[run]
start = 2027-03-01
weeks = 33
allocate_every_days = 9
replications = 41
seed = 83
work = 0.71
measured_by = "children-workload"

[[compare]]
name = "quick"
policy = "children-workload"
solver = "greedy"
without = ["a flood"]
change = [{ from_week = 21, policy = "caseload-count", solver = "flow" }]

[intake]
referrals_per_week = 8.25
variance_to_mean = 2.75
rereferral_percent = 23.5
rereferral_within_days = 222
urgency_percent = { assessment = { high = 31, low = 69 } }
complexity_percent = { low = 37, high = 63 }
siblings_percent = { "1" = 87, "5" = 13 }

[[intake.change]]
title = "fewer come"
from_week = 6
to_week = 16
percent = 61

[[shock]]
title = "a flood"
week = 7
households = 18
type = "section_47"
urgency = "urgent"

[workforce]
turnover_percent_a_year = 17.5
notice_weeks = 5
replaced_percent = 81
hired_after_weeks = [3, 14]
vacancy_percent = 4.5
agency_percent = 29
agency_after_weeks = [1, 11]
agency_stay_weeks = 34
induction = [{ weeks = 15, percent_off = 53 }]

[workforce.sickness]
spells_a_year = 2.25
lengths = [{ to_days = 39, percent = 100 }]

[workforce.leave]
days_a_year = 24.5

[[workforce.progression]]
grade = "social_worker"
to = "experienced"
after_months = 66

[[workforce.leaver]]
title = "the best go"
week = 12
number = 2
worker_ids = ["W88", "W99"]
seniority = "advanced"
agency = false
team = "Ash"
replaced = false

[[workforce.joiner]]
title = "help comes"
week = 13
number = 3
seniority = "experienced"
contracted_hours = 22.2
skills = { court_work = 4 }
agency = true
settled = true
team = "Elm"

[[merger]]
title = "one team"
week = 17
teams = ["Oak", "Birch"]
into = "Yew"

[escalation]
low_days = 47
medium_days = 38
high_days = 29

[burnout]
over_percent = 115
weeks = 9

[breach]
workers_percent = 12.5
urgent_wait_days = 26
waiting_cases = 58

[[hire]]
name = "somebody new"
cost_a_year = 51234
seniority = "experienced"
contracted_hours = 30.5
skills = { neglect = 2 }
from_week = 4
at_most = 8

[[training]]
name = "a course"
cost = 1234
skill = "neglect"
level = 3
at_most = 6
"""


@pytest.fixture
def everything(tmp_path: Path) -> Scenario:
    """A scenario that uses every key there is."""
    file = tmp_path / "everything.toml"
    file.write_text(EVERYTHING, encoding="utf-8")
    return load_scenario(str(file))


def values(record: BaseModel) -> Iterator[tuple[str, Any]]:
    """Every value of a scenario with the key it stands under, save what words need not repeat."""
    for key in type(record).model_fields:
        if key not in _UNSAID:
            yield from _below(key, getattr(record, key))


def _below(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, BaseModel):
        yield from values(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _below(name, inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _below(key, inner)
    elif value not in (None, ""):
        yield key, value


def test_everything_a_scenario_says_is_told(everything: Scenario) -> None:
    """Every number and name of a scenario that uses every key is in its description."""
    said = " ".join(described(everything).lower().replace(",", "").split())

    for key, value in values(everything):
        if isinstance(value, bool):
            continue
        if isinstance(value, datetime.date):
            shown = f"{value.day} {value:%B %Y}"
        elif isinstance(value, int | float):
            shown = f"{value:g}"
        else:
            shown = str(value).replace(",", "")
        assert shown.lower() in said or shown.replace("_", " ").lower() in said, key


def test_the_test_above_uses_every_key(everything: Scenario) -> None:
    """A key that is added to scenarios must be told as well."""

    def unset(record: BaseModel) -> Iterator[str]:
        for key in type(record).model_fields:
            value = getattr(record, key)
            if isinstance(value, BaseModel):
                yield from unset(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
                yield from unset(value[0])
            elif value in (None, "", (), {}):
                yield f"{type(record).__name__}.{key}"

    assert [*unset(everything)] == ["Base.team"]


@pytest.mark.parametrize("name", names())
def test_a_description_fits_a_terminal(name: str) -> None:
    """No line of what ships is wider than 80 columns."""
    lines = described(load_scenario(name)).splitlines()

    assert max(map(len, lines)) <= 80


def test_the_number_it_settles_at_is_told() -> None:
    """The steady state says how many cases it keeps: the team's, give or take a few."""
    said = described(load_scenario("steady-state"))

    assert "and if nobody waits, there are 1" in said


def test_control_characters_are_not_shown(everything: Scenario) -> None:
    """Text in a file cannot move the cursor or hide what comes after it."""
    said = described(everything.changed(title="Every\x1b[2Jthing"))

    assert "\x1b" not in said
