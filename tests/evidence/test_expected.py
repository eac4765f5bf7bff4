from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from allocator.evidence.expected import Expectation, held
from allocator.example.batch import generate
from allocator.policy.calibration import load_calibration
from allocator.policy.loading import load_policy
from allocator.policy.numbers import Number
from allocator.workload.measure import Workload
from tests.builders import DAY, case, team, worker
from tests.evidence.minutes import calibration, minutes_policy, mixed_team, workload


def test_parts_come_to_what_the_weighting_asks() -> None:
    """Siblings, co-workers and experience included, the parts add up to what each case is measured."""
    policy = load_policy()
    found = Workload(generate("Rochdale", 10, 0, seed=4), policy, DAY)
    ids = [one.worker_id for one in found.team.workers]
    cases = held(found, ids)
    chosen = load_calibration(None, policy, Path("children-workload.toml"))

    minutes = sum(Expectation(found, chosen, cases).at({}).minutes)

    asked = [
        found.asked[one.case.case_id]
        if one.case.worker_id == one.worker.worker_id
        else found.shared[one.worker.worker_id][one.case.case_id]
        for one in cases
    ]
    measured = [found.policy.weighting.units(one.quanta) for one in asked]
    # Each case is rounded to five minutes when it is measured.
    assert np.abs(minutes - np.array(measured)).max() <= 2.6
    assert len(cases) > 100


def test_minutes_are_seen_in_their_part() -> None:
    """A case of 80 minutes every second week and 40 of recording, half as much again for its complexity."""
    facts = team(worker("W0"), case("C", "three", worker_id="W0", complexity="high"))
    found = workload(facts)

    expected = Expectation(found, calibration(), held(found, ["W0"])).at({})

    assert expected.minutes[0] == pytest.approx([40 * 1.5])
    assert expected.minutes[1] == pytest.approx([40 * 1.5])


@pytest.mark.parametrize(
    ("number", "part", "slope"),
    [
        (Number("Visits", "three"), 0, 0.5 * 1.5),
        (Number("Recording", "three"), 1, 1.5),
        (Number("Intervention", "play"), 1, 1.0),
        (Number("Intervention", "otherwise"), 1, 2.0),
        (Number("Complexity", "high", True), 0, 40 / 100),
        (Number("Complexity", "high", True), 1, 40 / 100),
        (Number("Recording", "five"), 1, 0.0),
    ],
)
def test_slopes_are_what_one_more_adds(number: Number, part: int, slope: float) -> None:
    """One more minute of a number adds what it counts for: its frequency, its complexity, how often it stands there."""
    facts = team(
        worker("W0"),
        case(
            "C",
            "three",
            worker_id="W0",
            complexity="high",
            interventions=("play", "drama", "chess"),
        ),
    )
    found = workload(facts)
    expectation = Expectation(found, calibration(), held(found, ["W0"]))

    slopes = expectation.at({}).slopes[part]

    assert slopes[0, expectation.numbers.index(number)] == pytest.approx(slope)


def test_other_numbers_are_asked_of_the_weighting_itself() -> None:
    """What slopes foretell is what the weighting says once the numbers are changed."""
    found = workload(mixed_team(3))
    expectation = Expectation(found, calibration(), held(found, ["W0", "W1", "W2"]))
    change = {
        Number("Visits", "five"): Decimal(75),
        Number("Recording", "three"): Decimal(10),
    }
    before, after = expectation.at({}), expectation.at(change)

    for part in range(2):
        foretold = before.minutes[part].copy()
        for number, value in change.items():
            place = expectation.numbers.index(number)
            more = float(value - expectation.current[number])
            foretold += more * before.slopes[part][:, place]
        assert after.minutes[part] == pytest.approx(foretold, abs=0.01)


def test_a_sibling_counts_as_the_weighting_counts_it() -> None:
    """Of two children alike with one worker, the second asks half, in every part."""
    facts = team(
        worker("W0"),
        *(
            case(name, "five", worker_id="W0", group_id="G", complexity="medium")
            for name in "AB"
        ),
    )
    found = workload(facts)

    expected = Expectation(found, calibration(), held(found, ["W0"])).at({})

    assert expected.minutes[0] == pytest.approx([60, 30])
    assert expected.minutes[1] == pytest.approx([90, 45])


def test_limits_are_left_out_of_account() -> None:
    """A cap that cuts everything off would hide every number; calibration looks beneath it."""
    limit = {"kind": "limit", "name": "Cap", "of": ["Recording"], "at_most": 1}
    policy = minutes_policy()
    terms = [*(term.model_dump() for term in policy.weighting.terms), limit]
    found = workload(mixed_team(1), minutes_policy(terms=terms))

    expected = Expectation(found, calibration(), held(found, ["W0"])).at({})

    assert expected.minutes[1].min() > 1
