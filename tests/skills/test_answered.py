from allocator.skills.answered import MISSING
from tests.builders import DAY, worker
from tests.skills.audits import answer, laid
from tests.skills.small import framework


def test_levels_stand_by_worker_and_competency() -> None:
    """Each answer finds its place; what nobody answered is missing."""
    found = laid(answer("W1", "play", 2), answer("W2", "law", 3, "M"))

    assert found.competencies == ("law", "play", "care", "talking")
    assert found.own.tolist() == [[MISSING, 2, MISSING, MISSING], [MISSING] * 4]
    assert found.supervisors[1].tolist() == [3, MISSING, MISSING, MISSING]
    assert not found.both.any()


def test_the_newest_answer_of_a_rater_counts() -> None:
    """Someone who answers again has changed their mind; the order of rows says nothing."""
    found = laid(answer("W1", "law", 3, day=9), answer("W1", "law", 1, day=2))

    assert found.own[0, 0] == 3
    assert found.counts[0, 0].tolist() == [0, 0, 0, 1, 0]


def test_several_supervisors_all_count_for_agreement() -> None:
    """Three people's answers are three; the named supervisor's is the one beside the worker's own."""
    found = laid(
        answer("W1", "law", 2),
        answer("W1", "law", 3, "M1", day=1),
        answer("W1", "law", 4, "M2", day=9),
        workers=[worker("W1", supervisor_id="M1")],
    )

    assert found.supervisors[0, 0] == 3
    assert found.counts[0, 0].tolist() == [0, 0, 1, 1, 1]


def test_without_a_named_supervisor_the_newest_speaks() -> None:
    """Somebody's answer has to stand beside the worker's own."""
    found = laid(
        answer("W1", "law", 3, "M1", day=1), answer("W1", "law", 4, "M2", day=9)
    )

    assert found.supervisors[0, 0] == 4


def test_answers_to_a_question_worded_anew_are_left_out() -> None:
    """Law is asked otherwise since version 2, so an answer to version 1 is no answer; play is as it was."""
    frame = framework(
        version="2",
        versions=[
            {"version": "1", "date": DAY, "why": "First."},
            {"version": "2", "date": DAY, "why": "Unclear.", "reworded": ["law"]},
        ],
    )

    found = laid(answer("W1", "law", 2), answer("W1", "play", 2), frame=frame)

    assert found.own[0].tolist() == [MISSING, 2, MISSING, MISSING]
    assert found.left_out == 1
