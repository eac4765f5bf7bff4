import datetime
from pathlib import Path

import pytest

from allocator.domain.team import Team
from allocator.errors import InvalidBatch
from allocator.tables.survey import Answers, read_answers
from tests.builders import team, worker
from tests.evidence.answers import questionnaire
from tests.tables.files import workbook

HEAD = (
    "wave,worker_id,team,tense,calm,backed,supervision_weeks,learning_hours,comment\n"
)
PEOPLE = team(worker("W1", team="North"), worker("W2", team="South"), worker("W01"))


def answers(folder: Path, *rows: str, head: str = HEAD, people: Team | None = None) -> Answers:  # fmt: skip
    """What is read of these rows."""
    path = folder / "answers.csv"
    path.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    return read_answers([path], questionnaire(), people)


def faults(folder: Path, *rows: str, head: str = HEAD, people: Team | None = None) -> list[str]:  # fmt: skip
    """What is said to be wrong with them, a line each."""
    with pytest.raises(InvalidBatch) as refused:
        answers(folder, *rows, head=head, people=people)
    return [str(fault) for fault in refused.value.faults]


def test_a_row_is_what_one_person_says(tmp_path: Path) -> None:
    """Answers, facts and the wave; the team is the batch's where the batch knows the person."""
    [one, other] = answers(
        tmp_path,
        "2026-07-06,W1,Elsewhere,5,1,3,4,2.5,",
        "2026-07-06,,South,1,2,3,,,",
        people=PEOPLE,
    ).answers

    assert one.wave == datetime.date(2026, 7, 6)
    assert one.answers == {"tense": 5, "calm": 1, "backed": 3}
    assert one.facts == {"supervision_weeks": 4, "learning_hours": 2.5}
    assert (one.worker_id, one.team) == ("W1", "North")
    assert (other.worker_id, other.team, other.facts) == ("", "South", {})


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    """With file, row and column, in one pass, as in a batch."""
    assert faults(
        tmp_path,
        "2026-07-06,W1,,6,1,3,,,",
        "soon,W2,,1,1,1,,,",
        ",W2,,1,1,1,,,",
        "2026-07-06,w-01,,1,1,1,105,,",
        "2026-09-07,W1,,1,1,1,,,",
        "2026-09-07,W1,,2,2,2,,,",
        "2026-09-07,W2,,#REF!,2,2,,,",
        people=PEOPLE,
    ) == [
        "answers.csv row 2, tense: '6' is more than 5.",
        "answers.csv row 3, wave: 'soon' is not a date; write it as 2026-09-14 or 14/09/2026.",
        "answers.csv row 4, wave: is blank; every row needs it.",
        "answers.csv row 5, supervision_weeks: '105' is more than 104.",
        "answers.csv row 5, worker_id: 'w-01' is not in the workers table. Did you mean 'W01'?",
        "answers.csv row 7, worker_id: answers twice in this wave, here and in answers.csv row 6; keep one.",
        "answers.csv row 8, tense: '#REF!' is a spreadsheet error, not a value.",
    ]


def test_a_missing_wave_column_is_told(tmp_path: Path) -> None:
    """Without the day of the wave nothing can be told apart."""
    assert faults(tmp_path, "W1,5,1,3", head="worker_id,tense,calm,backed\n") == [
        "answers.csv row 1, wave: the column is missing."
    ]


def test_a_misspelt_question_is_told_with_the_nearest(tmp_path: Path) -> None:
    """A column that is no question is not silently dropped."""
    read = answers(tmp_path, "2026-07-06,1,1,1,1", head="wave,tense,calm,backed,clam\n")

    assert [note for note in read.notes if "'clam' is not known" in note]


def test_who_answers_only_partly_does_not_count(tmp_path: Path) -> None:
    """Someone who counts in one number and not in another could be found by subtracting the two."""
    read = answers(tmp_path, "2026-07-06,W1,,5,,3,,,", "2026-07-06,W2,,5,1,3,,,")

    assert [answer.worker_id for answer in read.answers] == ["W2"]
    assert read.incomplete == {datetime.date(2026, 7, 6): 1}


def test_nothing_of_what_people_write_is_read(tmp_path: Path) -> None:
    """Their own words are in no record, no note and no fault, whatever they hold."""
    words = "Sentinel-words"

    read = answers(tmp_path, f"2026-07-06,W1,,5,1,3,,,{words}")
    told = faults(
        tmp_path, f"2026-07-06,W1,,9,1,3,,,{words}", f'x,W1,,1,1,1,,,"{words},"'
    )

    assert words not in repr(read)
    assert words not in " ".join(told)


def test_many_files_are_one_survey(tmp_path: Path) -> None:
    """Each person may send a file of their own; who answers in two of them is told."""
    for name, who in (("a", "W1"), ("b", "W2"), ("c", "W1")):
        (tmp_path / f"{name}.csv").write_text(HEAD + f"2026-07-06,{who},,1,1,1,,,\n")
    files = [tmp_path / f"{name}.csv" for name in "abc"]

    assert len(read_answers(files[:2], questionnaire()).answers) == 2
    with pytest.raises(InvalidBatch, match=r"here and in a\.csv row 2"):
        read_answers(files, questionnaire())


def test_a_workbook_may_hold_the_answers(tmp_path: Path) -> None:
    """A sheet called survey, with a title row above the names of the columns as in the form."""
    path = workbook(
        tmp_path,
        survey=[
            ["The day", "Your id", "Tense.", "Calm.", "Backed."],
            ["wave", "worker_id", "tense", "calm", "backed"],
            [datetime.date(2026, 7, 6), "W1", 5, 1, 3],
        ],
    )

    [one] = read_answers([path], questionnaire()).answers

    assert one.answers == {"tense": 5, "calm": 1, "backed": 3}
