from allocator.domain.answers import Answer
from allocator.domain.compiled import Kind, Prompt
from tests.builders import worker
from tests.skills.audits import compiled, pairs, settled
from tests.skills.small import framework


def prompts_of(answers: list[Answer], kind: Kind) -> list[Prompt]:
    """The prompts of a kind that some answers call for."""
    return [one for one in compiled(answers).prompts if one.kind == kind]


def test_someone_who_sees_themselves_higher_is_a_prompt() -> None:
    """Above on all four, two levels on the last: 1.25 on average, and named where it is most."""
    [found] = prompts_of([*pairs("W1", (3, 2), (3, 2), (2, 1), (4, 2))], "over")

    assert (found.worker_id, found.supervisor_id) == ("W1", "M")
    assert (found.difference, found.answers) == (1.25, 4)
    assert found.competencies == ("talking", "care", "law")
    assert not found.leans


def test_what_chance_could_bring_about_is_none() -> None:
    """1, 2, 0 and 0 levels above are 0.75 on average, and four answers could differ so by chance."""
    assert not prompts_of([*pairs("W1", (3, 2), (3, 1), (2, 2), (2, 2))], "over")


def test_someone_who_sees_themselves_lower_is_a_prompt() -> None:
    """The other way round, with the competencies in which it is most."""
    [found] = prompts_of([*pairs("W1", (1, 2), (1, 2), (1, 2), (0, 2))], "under")

    assert (found.difference, found.competencies[0]) == (-1.25, "talking")


def test_a_little_higher_is_none() -> None:
    """Below half a level on average nothing is said."""
    assert not prompts_of([*pairs("W1", (3, 2), (2, 2), (2, 2), (2, 2))], "over")


def test_few_answers_are_none() -> None:
    """The framework says over how many competencies a difference means anything."""
    assert not prompts_of([*pairs("W1", (4, 2))], "over")


def test_a_supervisor_who_leans_is_said_with_the_person() -> None:
    """Where the supervisor's answers lie to that side for others too, the conversation begins there."""
    answers = [
        one
        for worker_id in ("W1", "W2", "W3")
        for one in pairs(worker_id, (3, 2), (3, 2), (3, 2), (3, 2))
    ]

    found = prompts_of(answers, "over")

    assert [one.worker_id for one in found] == ["W1", "W2", "W3"]
    assert all(one.leans for one in found)


def test_a_supervisor_who_reads_the_levels_otherwise_is_a_prompt() -> None:
    """M rates three people a level below what they say, N rates three as they say."""
    answers = []
    for number in range(3):
        answers += pairs(f"W{number}", (3, 2), (3, 2), (2, 1), (2, 1))
        answers += pairs(f"X{number}", (3, 3), (2, 2), (2, 2), (1, 1), supervisor="N")

    found = prompts_of(answers, "supervisor")

    assert {(one.supervisor_id, one.difference) for one in found} == {
        ("M", 1.0),
        ("N", -1.0),
    }


def test_answers_too_far_apart_are_a_prompt_until_settled() -> None:
    """Two levels apart on law and care; once law is settled, care is left."""
    answers = pairs("W1", (4, 2), (2, 2), (0, 2))

    [before] = [one for one in compiled(answers).prompts if one.kind == "apart"]
    talked = [settled("W1", "law", 3)]
    [after] = [one for one in compiled(answers, talked).prompts if one.kind == "apart"]

    assert before.competencies == ("law", "care")
    assert after.competencies == ("care",)


def test_a_form_with_one_level_throughout_is_a_prompt() -> None:
    """Four questions, all answered with 2, where the framework looks from four on."""
    frame = framework()
    frame = frame.changed(audit=frame.audit.changed(one_level_answers=4))
    answers = pairs("W1", (2, 1), (2, 2), (2, 3), (2, 2))

    found = compiled(answers, frame=frame).prompts

    [one] = [prompt for prompt in found if prompt.kind == "one_level"]
    assert (one.worker_id, one.supervisor_id, one.difference) == ("W1", "", 2.0)


def test_a_prompt_names_the_supervisors_form_too() -> None:
    """A supervisor's form about someone that gives one level throughout is told as theirs."""
    frame = framework()
    frame = frame.changed(audit=frame.audit.changed(one_level_answers=4))
    answers = pairs("W1", (2, 1), (1, 1), (2, 1), (2, 1))

    found = compiled(answers, workers=[worker("W1")], frame=frame).prompts

    [one] = [prompt for prompt in found if prompt.kind == "one_level"]
    assert (one.worker_id, one.supervisor_id) == ("W1", "M")
