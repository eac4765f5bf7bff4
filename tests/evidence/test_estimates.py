from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pytest

from allocator.evidence.drawn import Chance, draw
from allocator.evidence.estimates import Estimates, estimate, widened
from allocator.evidence.expected import Expectation, held
from allocator.evidence.kept import kept
from allocator.evidence.seen import seen
from allocator.policy.calibration import Calibration
from allocator.policy.numbers import Number, numbers, with_values
from allocator.tables.diary import Diary
from tests.builders import DAY
from tests.evidence.minutes import (
    calibration,
    exact_diary,
    minutes_policy,
    minutes_weighting,
    mixed_team,
    workload,
)

VISITS_3, VISITS_5 = Number("Visits", "three"), Number("Visits", "five")
RECORDING_3 = Number("Recording", "three")
HIGH = Number("Complexity", "high", True)
TRUE = {
    VISITS_3: 100, VISITS_5: 50, RECORDING_3: 60, Number("Recording", "five"): 70,
    Number("Complexity", "low", True): 60, HIGH: 130,
    Number("Intervention", "play"): 40, Number("Intervention", "otherwise"): 20,
}  # fmt: skip


def _estimates(
    people: int, diary: Diary, chosen: Calibration, seed: int = 1
) -> tuple[list[Number], Estimates]:
    found = workload(mixed_team(people))
    diaries = kept(diary.entries)
    cases = held(found, [*diaries])
    expectation = Expectation(found, chosen, cases)
    looked = seen(diary.entries, diaries, cases, chosen)
    return expectation.numbers, estimate(expectation, looked, chosen, seed)


def _exactly(people: int, true: Mapping[Number, int]) -> Diary:
    """Diaries in which each case takes exactly what the true numbers ask for, to the minute."""
    weighting = with_values(
        minutes_weighting(), {n: Decimal(v) for n, v in true.items()}
    )
    facts = mixed_team(people)
    found = workload(facts, minutes_policy().changed(weighting=weighting))
    cases = held(found, [one.worker_id for one in facts.workers])
    expected = Expectation(found, calibration(), cases).at({}).minutes
    return exact_diary(
        facts,
        {
            one.case.case_id: {
                "direct_work": expected[0][row],
                "admin": expected[1][row],
            }
            for row, one in enumerate(cases)
        },
    )


def test_diaries_without_chance_give_back_the_true_numbers() -> None:
    """Where everyone writes exactly what the true numbers ask for, they are found, percentages too."""
    names, found = _estimates(
        12, _exactly(12, TRUE), calibration(prior_percent=300, prior_points=300)
    )

    true = [TRUE[name] for name in names]
    assert found.values == pytest.approx(true, abs=1.5)
    assert found.alone == pytest.approx(true, abs=1.5)


def test_what_is_not_seen_stays_as_believed() -> None:
    """Diaries of people with one type of case leave the other type's numbers, and their uncertainty, as they were."""
    diary = _exactly(12, TRUE)
    threes = {case.case_id for case in mixed_team(12).cases if case.type == "three"}
    facts = mixed_team(12).changed(
        cases=tuple(c for c in mixed_team(12).cases if c.case_id in threes)
    )
    entries = [e for e in diary.entries if not e.case_id or e.case_id in threes]
    found = workload(facts)
    diaries, chosen = kept(entries), calibration()
    cases = held(found, [*diaries])
    expectation = Expectation(found, chosen, cases)

    result = estimate(expectation, seen(entries, diaries, cases, chosen), chosen, 1)

    place = expectation.numbers.index(VISITS_5)
    assert result.values[place] == pytest.approx(60)
    assert np.sqrt(result.covariance[place, place]) == pytest.approx(
        result.wider * 0.3 * 60
    )


def test_thin_data_stay_near_the_current_number_and_much_data_near_the_truth() -> None:
    """The more diaries, the further a number goes from what is believed to what was seen."""
    few, many = (_noisy(people, calibration()) for people in (3, 60))
    place = few[0].index(VISITS_3)

    assert abs(many[1].values[place] - 100) < 8
    assert abs(few[1].values[place] - 80) < abs(many[1].values[place] - 80) + 8
    spread = [np.sqrt(one[1].covariance[place, place]) for one in (few, many)]
    assert spread[1] < spread[0] / 2


def test_no_number_is_ever_below_nothing() -> None:
    """Recording that takes no time at all is nothing, and its interval begins there."""
    names, found = _estimates(12, _exactly(12, {**TRUE, RECORDING_3: 0}), calibration())

    place = names.index(RECORDING_3)
    which = np.eye(len(names))[place]
    assert (found.values >= 0).all()
    assert (found.drawn >= 0).all()
    assert found.interval(which, 90, 12)[0] == 0


def test_fewer_people_make_intervals_wider() -> None:
    """The same spread is less sure with few people, by Student's t: 6.31 spreads for two, 1.66 for a hundred."""
    names, found = _estimates(12, _exactly(12, TRUE), calibration())
    which = np.eye(len(names))[0]
    spread = float(np.sqrt(found.covariance[0, 0]))

    for people, times in ((2, 6.314), (100, 1.660)):
        low, high = found.interval(which, 90, people)
        middle = float(found.values[0])
        assert high - middle == pytest.approx(times * spread, rel=1e-3)
        assert low == pytest.approx(max(0, middle - times * spread), rel=1e-3)


def test_the_same_seed_gives_the_same_numbers() -> None:
    """Chance comes from the seed alone."""
    (_, first), (_, second) = (_noisy(8, calibration()) for _ in range(2))

    assert (first.values == second.values).all()
    assert (first.drawn == second.drawn).all()


@pytest.mark.slow
def test_nine_of_ten_intervals_hold_the_true_number() -> None:
    """Of some 480 intervals over diaries drawn from true numbers as far off as believed, 85 to 95% hold theirs."""
    chosen, hits, met = calibration(), 0, 0
    for seed in range(60):
        true = _as_believed(np.random.default_rng(seed))
        names, found = _noisy(16, chosen, seed, true)
        for place, name in enumerate(names):
            low, high = found.interval(np.eye(len(names))[place], 90, 16)
            hits += low <= true[name] <= high
            met += 1

    assert 0.85 <= hits / met <= 0.95


def _as_believed(chance: np.random.Generator) -> dict[Number, int]:
    """True numbers as far off the current ones as the calibration believes."""
    true = {}
    for number, value in numbers(minutes_weighting()).items():
        off = 15 if number.is_percent else max(5, 0.3 * float(value))
        true[number] = max(0, round(float(value) + chance.normal(0, off)))
    return true


def _noisy(
    people: int,
    chosen: Calibration,
    seed: int = 7,
    true: Mapping[Number, int] | None = None,
) -> tuple[list[Number], Estimates]:
    """Diaries of four weeks drawn from the true numbers, and what is made of them."""
    facts = mixed_team(people)
    true = true or TRUE
    weighting = with_values(
        minutes_weighting(), {n: Decimal(v) for n, v in true.items()}
    )
    truly = workload(facts, minutes_policy().changed(weighting=weighting))
    ids = [one.worker_id for one in facts.workers]
    entries = draw(truly, chosen, ids, DAY, 4, seed, Chance())
    return _estimates(people, Diary(tuple(entries)), chosen, seed)


def test_a_belief_is_widened_where_the_diaries_contradict_it() -> None:
    """What was believed too narrow by a factor of three is widened to that, or nearly."""
    chance = np.random.default_rng(4)
    size, truly = 60, 3.0
    lines = chance.normal(size=(400, size))
    believed, start = np.full(size, 2.0), chance.uniform(20, 40, size)
    true = start + truly * believed * chance.normal(size=size)
    seen_minutes = lines @ true + chance.normal(size=400)
    precision, targets = lines.T @ lines, lines.T @ seen_minutes

    assert widened(precision, targets, start, believed) == pytest.approx(truly, rel=0.2)


def test_a_belief_is_never_narrowed() -> None:
    """That the current numbers are right on the spot proves little; the belief stays as stated."""
    start = np.full(5, 30.0)
    precision = np.eye(5) * 100

    assert widened(precision, precision @ start, start, np.full(5, 9.0)) == 1
