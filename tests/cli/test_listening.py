"""``allocator survey``, ``combined``, ``guard`` and ``trends``, called as people call them."""

import json
from pathlib import Path

import pytest

from allocator import shipped
from tests.cli import batches
from tests.cli.conftest import Call

_EVIDENCE = shipped.folder("scenarios", "evidence")
_WEEKS = sorted((_EVIDENCE / "weeks").iterdir())
_ANSWERS = _EVIDENCE / "survey.csv"
_FULL = ("--questionnaire", "full")
_CLOSED = ("--told-as-of", "2026-10-19")


def test_a_form_is_written(call: Call, tmp_path: Path) -> None:
    """One to print and one to fill in."""
    told = call("survey", "form", "--wave", "7/9/2026", "--out", tmp_path / "form")

    assert told.code == 0
    assert {path.name for path in (tmp_path / "form").iterdir()} == {
        "survey-form.html", "survey-form.xlsx",
    }  # fmt: skip


def test_answers_are_checked_against_the_batch(call: Call, tmp_path: Path) -> None:
    """Faults end in exit code 5; none of them in a line for each wave."""
    fine = call("survey", "check", _ANSWERS, *_FULL, "--batch", _WEEKS[-1])
    text = _ANSWERS.read_text(encoding="utf-8").replace("W01", "Q01")
    (tmp_path / "answers.csv").write_text(text, encoding="utf-8")
    wrong = call("survey", "check", tmp_path / "answers.csv", *_FULL, "--batch", _WEEKS[-1])  # fmt: skip

    assert fine.code == 0
    assert "1 not complete and so not counted" in fine.out
    assert wrong.code == 5
    assert "worker_id: 'Q01' is not in the workers table." in wrong.err
    assert wrong.out == ""


def test_a_report_is_written_once(call: Call, tmp_path: Path) -> None:
    """Again with the same answers nothing changes; with one answer less it is refused and the first stays."""
    out = tmp_path / "report"
    report = ("survey", "report", *_FULL, "--batch", _WEEKS[-1], *_CLOSED, "--out", out)

    assert call(*report, _ANSWERS).code == 0
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    assert set(first) == {"survey.html", "survey.csv", "survey.json"}
    assert call(*report, _ANSWERS).code == 0
    fewer = tmp_path / "fewer.csv"
    lines = _ANSWERS.read_text(encoding="utf-8").splitlines(keepends=True)
    fewer.write_text("".join(lines[:-3]), encoding="utf-8")
    refused = call(*report, fewer)

    assert refused.code == 2
    assert "would tell on somebody" in refused.err
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


@pytest.mark.parametrize(
    "arguments",
    [
        ("survey", "report", _ANSWERS, *_FULL, "--batch", _WEEKS[-1], *_CLOSED),
        ("combined", _WEEKS[-1], "--answers", _ANSWERS, *_FULL, *_CLOSED),
        ("trends", *_WEEKS),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_json_stands_alone_and_files_hold_the_same(
    call: Call, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    """What is printed for another program is what the file has; nobody's own words are in any of it."""
    told = call(*arguments, "--json", "--out", tmp_path)

    assert told.code == 0
    [written] = tmp_path.glob("*.json")
    assert json.loads(told.out) == json.loads(written.read_text(encoding="utf-8"))
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert "Invented words" in _ANSWERS.read_text(encoding="utf-8")
    assert "Invented words" not in text + told.out


def test_teams_are_told_without_anyone_in_them(call: Call, tmp_path: Path) -> None:
    """The combined view that everyone may read names no worker."""
    told = call("combined", _WEEKS[-1], "--answers", _ANSWERS, *_FULL, *_CLOSED, "--out", tmp_path)  # fmt: skip

    everything = told.out + "".join(p.read_text(encoding="utf-8") for p in tmp_path.iterdir())  # fmt: skip
    assert told.code == 0
    assert "Light on paper but strained" in told.out
    assert not [n for n in range(1, 31) if f"W{n:02}" in everything]


def test_one_person_is_told_with_questions(call: Call, tmp_path: Path) -> None:
    """Their page names them and their supervisor, and nothing but questions."""
    person = ("combined", _WEEKS[-1], "--answers", _ANSWERS, *_FULL, "--worker")
    told = call(*person, "W23", "--out", tmp_path)

    assert told.code == 0
    assert "Only for W23" in told.out
    questions = told.out.partition("Questions for supervision")[2]
    assert "?" in questions
    assert [path.name for path in tmp_path.iterdir()] == ["for-one-person.html"]
    assert call(*person, "W99").code == 2


def test_what_people_say_raises_flags_for_their_supervisor_only(call: Call) -> None:
    """Without a supervisor named, answers are refused; with one, only their own people are told of."""
    refused = call("guard", *_WEEKS, "--answers", _ANSWERS, *_FULL)
    told = call("guard", *_WEEKS, "--answers", _ANSWERS, *_FULL, "--supervisor", "M01")
    records = call("guard", *_WEEKS)

    assert refused.code == 2
    assert "--supervisor" in refused.err
    assert "W04" in told.out
    assert "reports strain" in told.out
    assert "reports strain" not in records.out
    assert "W23" in records.out
    assert "W23" not in told.out
    assert call("guard", *_WEEKS, "--supervisor", "W01").code == 2


@pytest.mark.parametrize(("spared", "given"), [("W1", "W2"), ("W2", "W1")])
def test_an_agreed_flag_spares_somebody(
    call: Call, tmp_path: Path, spared: str, given: str
) -> None:
    """Of two people alike the case goes to the other, and nothing tells what the flag is about."""
    batch = batches.write(
        tmp_path / "batch",
        workers="worker_id,contracted_hours\nW1,37\nW2,37\n",
        cases="case_id,type\nC1,assessment\n",
        flags=f"worker_id,flag,stage,agreed_by\n{spared},high_strain,agreed,{spared} and M1\n",
    )

    told = call("allocate", batch, *batches.POLICY, "--json")
    measured = call("measure", batch, *batches.POLICY)
    document = json.loads(call("measure", batch, *batches.POLICY, "--json").out)

    proposal = json.loads(told.out)
    [assignment] = proposal["assignments"]
    assert assignment["worker_id"] == given
    worse = assignment["runner_up"]["what_gets_worse"]
    assert f"Care: {spared} is to be spared, as agreed with them." in worse
    for workers in (proposal["workers"], document["workers"]):
        assert [one["worker_id"] for one in workers if one["flagged"]] == [spared]
    assert f"{spared}: to be spared, as agreed with them." in measured.out
    assert "strain" not in told.out + measured.out


def test_batches_are_of_the_day_in_their_name(call: Call) -> None:
    """Six Mondays, whatever the newest date in each."""
    told = json.loads(call("trends", *_WEEKS, "--json").out)

    assert [week["as_of"] for week in told["weeks"]] == [path.name for path in _WEEKS]


def test_a_batch_called_otherwise_is_of_its_newest_date(
    call: Call, tmp_path: Path
) -> None:
    """Without a day in its name, the newest referral or start date counts."""
    batch = batches.write(
        tmp_path / "monday",
        cases="case_id,type,worker_id,start_date\nH1,assessment,W1,2026-09-03\n",
    )

    [week] = json.loads(call("trends", batch, *batches.POLICY, "--json").out)["weeks"]

    assert week["as_of"] == "2026-09-03"
    assert week["everyone"]["new"] is None


def test_a_diary_raises_flags_for_their_supervisor_only(
    call: Call, tmp_path: Path
) -> None:
    """Four weeks without an hour of learning, told to whoever supervises the person and to nobody else."""
    diary = tmp_path / "diary.csv"
    days = ("2026-09-14", "2026-10-02", "2026-10-11")
    rows = "".join(f"W04,{day},60,admin\n" for day in days)
    diary.write_text(f"worker_id,date,minutes,task\n{rows}", encoding="utf-8")

    told = call("guard", *_WEEKS[-2:], "--diary", diary, "--supervisor", "M01")
    others = call("guard", *_WEEKS[-2:], "--diary", diary, "--supervisor", "M02")

    assert "less than 2 hours of learning in four weeks, since 14 September 2026" in told.out  # fmt: skip
    assert "learning" not in others.out
    assert call("guard", *_WEEKS[-2:], "--diary", diary).code == 2


def test_the_combined_view_is_not_told_twice_either(call: Call, tmp_path: Path) -> None:
    """Its strain is the survey's, so what holds for one report holds for the other."""
    view = ("combined", _WEEKS[-1], *_FULL, *_CLOSED, "--out", tmp_path)
    lines = _ANSWERS.read_text(encoding="utf-8").splitlines(keepends=True)
    fewer = tmp_path / "fewer.csv"
    fewer.write_text("".join(lines[:-3]), encoding="utf-8")

    assert call(*view, "--answers", _ANSWERS).code == 0
    refused = call(*view, "--answers", fewer)

    assert refused.code == 2
    assert "would tell on somebody" in refused.err
