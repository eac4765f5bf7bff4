import pytest

from allocator.evidence.one_person import newest, strain
from tests.evidence.answers import NEXT, WAVE, answer, guard, questionnaire


def test_with_few_answers_a_score_is_as_unsure_as_the_guard_says() -> None:
    """Half the points, and 15 to either side; never beyond the ends of the scale."""
    wave = [answer(3, 3), answer(5, 1)]

    assert strain(wave[0], wave, questionnaire(), guard()) == (50, 35, 65)
    assert strain(wave[1], wave, questionnaire(), guard()) == (100, 85, 100)


def test_with_enough_answers_reliability_says_how_unsure() -> None:
    """Questions that everyone answers alike leave no doubt; those that do not leave much."""
    sure = [answer(1 + n % 5, 5 - n % 5) for n in range(20)]
    doubtful = [answer(1 + n % 5, 1 + (n // 5) % 5) for n in range(25)]

    assert strain(sure[1], sure, questionnaire(), guard()) == (25, 25, 25)
    points, low, high = strain(doubtful[0], doubtful, questionnaire(), guard())
    # Unrelated answers: the whole spread is doubt. Each question varies by 2.0833 of 4 steps squared.
    spread = (2 * 2.083333) ** 0.5 / 8 * 100
    assert points == 50
    assert high - points == pytest.approx(1.645 * spread, abs=0.1)
    assert points - low == pytest.approx(high - points)


def test_only_the_newest_wave_speaks() -> None:
    """What was said before is not held against anyone."""
    old, new = answer(wave=WAVE, worker_id="W1"), answer(wave=NEXT, worker_id="W1")

    assert newest([new, old]) == [new]
    assert newest([]) == []
