import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.domain.survey import STRAIN, Answer, Survey, Wave
from allocator.evidence.survey_waves import told
from tests.builders import team, worker
from tests.evidence.answers import LATER, NEXT, WAVE, answer, guard, questionnaire, read
from tests.test_shown_groups import told_on


def surveyed(*answers: Answer, **changes: int) -> Survey:
    """What is told of answers once every wave is closed."""
    return told(read(*answers), questionnaire(), guard(**changes), None, LATER)


def many(team_name: str, number: int, tense: int = 3) -> list[Answer]:
    """So many people of a team, all alike but for what backs them."""
    return [
        answer(tense, backed=1 + place % 5, team=team_name) for place in range(number)
    ]


def points(wave: Wave, topic: str) -> float:
    """What is told of everyone's average on one topic."""
    return next(score.points for score in wave.scores if score.topic == topic)


def test_points_run_from_the_lowest_answer_to_the_highest() -> None:
    """Tense 5 is 100 points and calm 5, reversed, is 0: together 50; all 1 and 5 the other way round is 0."""
    [all_half] = surveyed(*[answer(5, 5, 1)] * 5).waves
    [calm] = surveyed(*[answer(1, 5, 1)] * 5).waves
    [tense] = surveyed(*[answer(5, 1, 5)] * 5).waves

    assert points(all_half, STRAIN) == 50
    assert points(calm, STRAIN) == points(calm, "support") == 0
    assert points(tense, STRAIN) == points(tense, "support") == 100


def test_only_topics_of_strain_make_up_strain() -> None:
    """What is said of support is no strain."""
    [wave] = surveyed(*[answer(5, 1, 1)] * 5).waves

    assert (points(wave, STRAIN), points(wave, "support")) == (100, 0)


def test_too_few_answers_tell_nothing() -> None:
    """Four answers in all: no number of any kind but how many were asked."""
    [wave] = surveyed(*many("North", 4)).waves

    assert wave.answered is None
    assert (wave.scores, wave.reliability) == ((), ())
    assert [one.answered for one in wave.teams] == [None]


def test_a_team_is_hidden_with_another_where_it_could_be_worked_out() -> None:
    """Three in the South: the whole less the others would be theirs, so the next smallest is hidden too."""
    [wave] = surveyed(*many("South", 3), *many("East", 6), *many("North", 9)).waves

    assert wave.answered == 18
    assert {one.team: one.is_shown for one in wave.teams} == {
        "East": False, "North": True, "South": False,
    }  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["East", "North", "South", "West"]), st.integers(1, 9), min_size=1
    )
)  # fmt: skip
def test_nothing_told_of_a_wave_tells_about_few(sizes: dict[str, int]) -> None:
    """Every number of every topic, added and subtracted in any way, is about enough people."""
    found = surveyed(*(one for name in sizes for one in many(name, sizes[name])))

    for wave, topic in product(found.waves, found.topics):
        sets = [frozenset(sizes)] if wave.scores else []
        sets += [
            frozenset({one.team})
            for one in wave.teams
            if any(score.topic == topic for score in one.scores)
        ]
        counted = [
            frozenset({one.team}) for one in wave.teams if one.answered is not None
        ]
        counted += [frozenset(sizes)] if wave.answered is not None else []
        assert [*told_on(sets, sizes, 5)] == []
        assert sorted(sets, key=sorted) == sorted(counted, key=sorted)


@pytest.mark.parametrize(
    ("tense", "expected"), [(1, 10.0), (5, 90.0), (3, 50.0)], ids=str
)
def test_the_ends_are_not_told(tense: int, expected: float) -> None:
    """An average at the very end would say what everyone answered."""
    [wave] = surveyed(*[answer(tense, 6 - tense)] * 5, ends_hidden_points=10).waves

    [strain] = [score for score in wave.scores if score.topic == STRAIN]
    assert strain.points == expected
    assert 10 <= strain.low <= strain.high <= 90


def test_a_wave_is_told_once_it_is_closed() -> None:
    """Within fourteen days nothing is told of a wave, and on the fourteenth everything."""
    given_ = read(*many("North", 6))
    closes = WAVE + datetime.timedelta(days=14)

    def on(day: datetime.date) -> Survey:
        return told(given_, questionnaire(), guard(), None, day)

    before = on(closes - datetime.timedelta(days=1))
    assert (before.waves, before.still_open) == ((), (WAVE,))
    assert len(on(closes).waves) == 1


def test_who_was_asked_is_known_from_the_batch() -> None:
    """Six of eight in the North answered, and nobody of one in the South."""
    people = [worker(f"N{n}", team="North") for n in range(8)]
    asked = team(*people, worker("S1", team="South"))

    found = told(read(*many("North", 6)), questionnaire(), guard(), asked, LATER)

    [wave] = found.waves
    assert (wave.invited, wave.answered, wave.response_percent) == (9, 6, 66.7)
    assert [(t.team, t.invited, t.answered) for t in wave.teams] == [
        ("North", 8, 6), ("South", 1, None),
    ]  # fmt: skip


def test_what_moved_is_told_with_its_interval() -> None:
    """Strain goes from 50 to 75 points for everyone and for the one team; nobody else is compared."""
    before = [answer(2 + n % 3, 4 - n % 3, backed=3) for n in range(6)]
    after = [answer(3 + n % 3, 3 - n % 3, backed=3, wave=NEXT) for n in range(6)]

    found = surveyed(*before, *after)

    strain = {one.team: one for one in found.changes if one.topic == STRAIN}
    assert set(strain) == {"", "North"}
    assert strain[""].points == 25
    assert strain[""].low < 25 < strain[""].high
    assert (strain[""].since, strain[""].until) == (WAVE, NEXT)


def test_reliability_waits_for_enough_answers() -> None:
    """Nineteen answers say nothing of how questions hang together, twenty do."""
    answers = [answer(1 + n % 5, 5 - n % 5, backed=3) for n in range(20)]

    [few], [enough] = surveyed(*answers[1:]).waves, surveyed(*answers).waves

    assert {one.alpha for one in few.reliability} == {None}
    by_topic = {one.topic: one for one in enough.reliability}
    assert by_topic["stress"].alpha == 1.0
    assert (
        by_topic["support"].alpha is None
    )  # one question has nothing to hang together with
