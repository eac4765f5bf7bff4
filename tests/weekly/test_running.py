import errno
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import AllocatorError, NoAnswerInTime
from allocator.solvers.answer import Stop
from allocator.weekly import inbox, lock, making, outbox, running
from tests.weekly.boxes import FIRST, NOW, SECOND, SENTINEL, Boxes, contents, results

FILES = {
    "allocations.csv", "changes.csv", "changes.html", "changes.json", "changes.txt", "data-quality.txt", "followed.csv",
    "proposal.html", "proposal.json", "proposal.xlsx", "summary.eml", "summary.txt", "unallocated.csv", "waiting.csv",
    "waiting.html", "waiting.json", "week.json", "workload.csv",
}  # fmt: skip


def test_a_batch_becomes_a_week(boxes: Boxes) -> None:
    """Every file is in a folder of the batch's newest day, and the inbox is as it was."""
    boxes.put("export")
    before = contents(boxes.inbox)

    ran = boxes.run()

    assert results(ran) == [("proposed", "")]
    assert ran.status.exit_code == 0
    assert ran.told == (
        "export: 2 cases placed, 0 left waiting, 0 overdue; see 2026-09-14.",
    )
    assert {path.name for path in (boxes.outbox / "2026-09-14").iterdir()} == FILES
    assert contents(boxes.inbox) == before


def test_the_same_bytes_twice_do_nothing_twice(boxes: Boxes) -> None:
    """A second run, and the same files under another name, leave the outbox's weeks as they are."""
    place = boxes.put("export")
    boxes.run()
    made = contents(boxes.outbox / "2026-09-14")
    place.rename(boxes.inbox / "renamed")
    boxes.put("copy")

    ran = boxes.run()

    assert results(ran) == [("done_before", ""), ("done_before", "")]
    assert boxes.weeks == ["2026-09-14"]
    assert contents(boxes.outbox / "2026-09-14") == made
    assert ran.status.exit_code == 0


def test_the_same_inputs_give_the_same_bytes(boxes: Boxes, tmp_path: Path) -> None:
    """Two machines write alike but for the seconds that a search took."""
    other = Boxes(tmp_path / "other")
    for one in (boxes, other):
        one.put("first")
        one.put("second", SECOND)
        one.run()

    for week in boxes.weeks:
        ours, theirs = (contents(one.outbox / week) for one in (boxes, other))
        assert ours.keys() == theirs.keys()
        seconds = {"proposal.json", "proposal.html", "proposal.xlsx"}
        assert {n for n in ours if ours[n] != theirs[n]} <= seconds


def test_several_batches_become_weeks_in_the_order_of_their_days(boxes: Boxes) -> None:
    """Two that wait together are compared as if each had come in its week, whatever they are called."""
    boxes.put("a-later", SECOND)
    boxes.put("b-earlier")

    boxes.run()

    assert boxes.weeks == ["2026-09-14", "2026-09-21"]
    assert boxes.read("2026-09-14/week.json")["number"] == 1
    changes = boxes.read("2026-09-21/changes.json")
    assert changes["since"] == "2026-09-14"
    told = {(one["kind"], one["case_id"]) for one in changes["changes"]}
    assert told == {
        ("new", "C3"),
        ("closed", "H2"),
        ("moved", "H1"),
        ("allocated", "C1"),
        ("raised", "C2"),
        ("overdue", "C2"),
    }


def test_what_was_signed_is_told(boxes: Boxes) -> None:
    """A file of what people signed says which cases went as proposed, and which the batch has otherwise."""
    boxes.put("first")
    boxes.run()
    proposed = {
        one["case_id"]: one["worker_id"]
        for one in boxes.read("2026-09-14/proposal.json")["assignments"]
    }
    boxes.put("second", SECOND)
    text = f"case_id,worker_id\nC1,{proposed['C1']}\nC2,W3\nX9,W1\n"
    (boxes.inbox / "decisions.csv").write_text(text)

    boxes.run()

    followed = boxes.read("2026-09-21/changes.json")["followed"]
    assert [(one["case_id"], one["result"], one["source"]) for one in followed] == [
        ("C1", "as_proposed", "signed"),
        ("C2", "overridden", "signed"),
    ]
    assert followed[1]["differs"]
    note = (boxes.outbox / "2026-09-21" / "data-quality.txt").read_text()
    assert "C2: this week's batch has another worker than was signed for." in note
    assert "1 line of what was signed is about cases that did not wait" in note


def test_two_batches_of_one_day_have_folders_of_their_own(boxes: Boxes) -> None:
    """A corrected export does not take the place of the first."""
    boxes.put("first")
    boxes.put("corrected", FIRST.replace("C2,assessment,,high", "C2,assessment,,low"))

    boxes.run()

    assert boxes.weeks == ["2026-09-14", "2026-09-14-2"]


def test_another_team_is_not_compared(boxes: Boxes) -> None:
    """A batch that shares nobody with the weeks before is the first of its team."""
    boxes.put("first")
    strangers = "worker_id,contracted_hours\nX1,37\nX2,37\n"
    cases = "case_id,type,referral_date\nC1,assessment,2026-09-20\n"
    boxes.put("second", cases, strangers)

    boxes.run()

    assert boxes.read("2026-09-20/changes.json")["since"] is None


def test_a_bad_batch_is_noted_and_the_others_go_on(boxes: Boxes) -> None:
    """The note has every fault with its place, the exit code says so every time, and the file is left as it is."""
    boxes.put("bad", FIRST.replace(",high,", ",hihg,"))
    boxes.put("good")
    before = contents(boxes.inbox)

    first, second = boxes.run(), boxes.run()

    assert results(first) == [("quarantined", "invalid_rows"), ("proposed", "")]
    assert results(second) == [("quarantined", "invalid_rows"), ("done_before", "")]
    assert first.status.exit_code == second.status.exit_code == 5
    [note] = (boxes.outbox / "quarantine").iterdir()
    assert "cases.csv row 6, urgency: 'hihg' is not one of" in note.read_text()
    assert contents(boxes.inbox) == before


def test_a_batch_put_right_is_read_again(boxes: Boxes) -> None:
    """New bytes are a new batch; so is a bad one whose note somebody removed."""
    place = boxes.put("bad", FIRST.replace(",high,", ",hihg,"))
    boxes.run()
    (place / "cases.csv").write_text(FIRST)

    assert results(boxes.run()) == [("proposed", "")]

    (place / "cases.csv").write_text(FIRST.replace(",high,", ",hihg,"))
    for note in (boxes.outbox / "quarantine").iterdir():
        note.unlink()
    assert results(boxes.run()) == [("quarantined", "invalid_rows")]
    assert len(contents(boxes.outbox / "quarantine")) == 1


def test_pins_that_clash_are_exit_code_3(boxes: Boxes) -> None:
    """No proposal is possible, and the note names what clashes."""
    place = boxes.put("clash")
    (place / "pins.csv").write_text("case_id,worker_id\nC1,W3\n")

    ran = boxes.run()

    assert results(ran) == [("quarantined", "clash")]
    assert ran.status.exit_code == 3
    [note] = (boxes.outbox / "quarantine").iterdir()
    assert "Pin: case C1 must go to W3." in note.read_text()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04 cut short",
        b"case_id\n1\n",
        "é;à\n".encode("cp1252"),
    ],
    ids=["empty", "zeros", "broken zip", "text", "cp1252"],
)
def test_hostile_workbooks_are_noted(boxes: Boxes, content: bytes) -> None:
    """Whatever is called a workbook and is none keeps nobody else from their week."""
    (boxes.inbox / "hostile.xlsx").write_bytes(content)
    boxes.put("good")

    assert results(boxes.run()) == [("quarantined", "invalid_rows"), ("proposed", "")]


def test_links_and_pipes_are_left_alone(boxes: Boxes, tmp_path: Path) -> None:
    """A link might lead to what nobody meant to offer, and reading a pipe might never end."""
    secret = tmp_path / "secret.xlsx"
    secret.write_bytes(b"secret")
    (boxes.inbox / "link.xlsx").symlink_to(secret)
    os.mkfifo(boxes.inbox / "pipe.xlsx")

    assert results(boxes.run()) == [("left", "not_a_file")] * 2


def test_a_file_just_written_is_left_for_next_time(boxes: Boxes) -> None:
    """Whoever is still copying a batch into the inbox is not hurried; next time it is read."""
    place = boxes.put("export")
    for path in place.iterdir():
        os.utime(path, (NOW.timestamp() - 5,) * 2)

    assert results(boxes.run(settle_seconds=10)) == [("left", "being_written")]
    assert boxes.weeks == []
    assert results(boxes.run(settle_seconds=4)) == [("proposed", "")]


def test_a_partial_upload_is_left(boxes: Boxes) -> None:
    """What transfer programs call a file that has not all arrived is no batch yet, alone or within a folder."""
    (boxes.inbox / "export.xlsx.part").write_bytes(b"PK")
    (boxes.put("folder") / "skills.csv.filepart").write_bytes(b"")

    assert results(boxes.run()) == [("left", "being_written")] * 2


def test_a_file_that_changes_while_it_is_read_is_left(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy that is not what was there before and after is no batch."""
    place = boxes.put("export")
    copied = inbox.copied

    def slow(offered: Any, folder: Path) -> Any:
        with (place / "cases.csv").open("a") as file:
            file.write("C9,assessment,,low,2026-09-14\n")
        return copied(offered, folder)

    monkeypatch.setattr(inbox, "copied", slow)
    assert results(boxes.run()) == [("left", "changed_while_read")]
    monkeypatch.undo()
    assert results(boxes.run()) == [("proposed", "")]


def test_batches_wait_for_what_is_being_signed(boxes: Boxes) -> None:
    """While the file of what was signed is being written, a comparison would miss it."""
    for path in boxes.put("export").iterdir():
        os.utime(path, (NOW.timestamp() - 100,) * 2)
    decisions = boxes.inbox / "decisions.csv"
    decisions.write_text("case_id,worker_id\n")
    os.utime(decisions, (NOW.timestamp() - 1,) * 2)

    assert results(boxes.run(settle_seconds=10)) == [("left", "being_written")] * 2


def test_a_clock_that_goes_back_loses_nothing(boxes: Boxes) -> None:
    """Files dated in the future are read, and weeks keep their order, though a run is dated before the last."""
    boxes.put("first")
    boxes.run()
    boxes.put("second", SECOND)
    earlier = NOW - timedelta(days=400)

    ran = boxes.run(clock=lambda: earlier, settle_seconds=10)

    assert results(ran) == [("done_before", ""), ("proposed", "")]
    assert boxes.read("2026-09-21/week.json")["number"] == 2
    assert boxes.read("2026-09-21/changes.json")["since"] == "2026-09-14"


def test_a_second_run_is_told_who_holds_the_outbox(boxes: Boxes) -> None:
    """Two runs at once would propose twice; the second does nothing, and says whom to ask."""
    boxes.put("export")
    with lock.held(boxes.outbox, NOW):
        held = contents(boxes.outbox)

        with pytest.raises(AllocatorError) as told:
            boxes.run()

        assert f"process {os.getpid()} on " in str(told.value)
        assert "since 2026-09-21T06:30:00+00:00" in str(told.value)
        assert told.value.exit_code == 2
        assert contents(boxes.outbox) == held
    assert results(boxes.run()) == [("proposed", "")]


@pytest.mark.parametrize("gone", ["inbox", "outbox"])
def test_a_folder_that_is_not_there_is_not_made(boxes: Boxes, gone: str) -> None:
    """An unmounted share looks like an empty one; a new outbox in its place would forget every week."""
    place: Path = getattr(boxes, gone)
    place.rmdir()

    with pytest.raises(AllocatorError, match="there is no such folder"):
        boxes.run()

    assert not place.exists()


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("after", range(0, 24, 3))
def test_a_disk_that_fails_leaves_no_half_week(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch, code: int, after: int
) -> None:
    """Full, read-only or broken from any write on: the week is whole or not there, and the next run makes it."""
    boxes.put("export")
    inputs = contents(boxes.inbox)
    written = 0
    fsync = os.fsync

    def failing(file: int) -> None:
        nonlocal written
        written += 1
        if written > after:
            raise OSError(code, os.strerror(code))
        fsync(file)

    monkeypatch.setattr(os, "fsync", failing)
    monkeypatch.setattr(running, "make", _made_once(boxes))
    with pytest.raises((OSError, AllocatorError)):
        boxes.run()
    monkeypatch.undo()

    for week in boxes.weeks:
        assert {path.name for path in (boxes.outbox / week).iterdir()} == FILES
    boxes.run()
    assert boxes.weeks == ["2026-09-14"]
    assert boxes.read("status.json")["state"] == "over"
    assert contents(boxes.inbox) == inputs


def test_a_run_without_time_is_told_and_tried_again(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written for a batch whose search found nothing, and the exit code is 4."""

    def late(*given: Any, **asked: Any) -> making.Made:
        raise NoAnswerInTime(1.0)

    boxes.put("export")
    monkeypatch.setattr(running, "make", late)
    ran = boxes.run()
    monkeypatch.undo()

    assert results(ran) == [("left", "out_of_time")]
    assert ran.status.exit_code == 4
    assert boxes.weeks == []
    assert results(boxes.run()) == [("proposed", "")]


def test_an_interrupted_run_writes_no_half_search(boxes: Boxes) -> None:
    """A proposal cut short would stand for the whole week; the next run proposes instead."""
    boxes.put("export")
    stop = Stop()
    stop.request()

    ran = boxes.run(stop=stop)

    assert results(ran) == [("left", "interrupted")]
    assert ran.status.exit_code == 130
    assert results(boxes.run()) == [("proposed", "")]


def test_a_fault_in_the_program_is_told_without_what_it_quotes(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One batch that trips the program keeps no other from its week; log and status say where, not whom."""

    def trips(*given: Any, **asked: Any) -> making.Made:
        raise KeyError(SENTINEL)

    boxes.put("export")
    monkeypatch.setattr(running, "make", trips)
    ran = boxes.run()

    assert results(ran) == [("failed", "fault_in_the_program")]
    assert ran.status.exit_code == 1
    [fault] = [line for line in boxes.log if line["event"] == "fault"]
    assert fault["kind"] == "KeyError"
    assert any(place.startswith("test_running.py:") for place in fault["places"])
    assert SENTINEL not in (boxes.outbox / "log.jsonl").read_text()


def test_log_and_status_name_nobody(boxes: Boxes) -> None:
    """Neither people, cases nor files are named where machines and their keepers read."""
    boxes.put(f"batch of {SENTINEL}")
    boxes.put("bad", FIRST.replace(",high,", f",{SENTINEL},"))
    (boxes.inbox / "decisions.csv").write_text(f"case_id,wrong\n{SENTINEL},1\n")

    boxes.run()

    kept = (boxes.outbox / "log.jsonl").read_text() + (
        boxes.outbox / "status.json"
    ).read_text()
    assert SENTINEL in (boxes.outbox / "2026-09-14" / "proposal.html").read_text()
    assert not [
        word for word in (SENTINEL, "Quill", "Wren", "C1", "W1") if word in kept
    ]
    for name in ("summary.txt", "summary.eml"):
        said = (boxes.outbox / "2026-09-14" / name).read_text()
        assert not [word for word in (SENTINEL, "C1", "W1") if word in said]
    assert not (boxes.outbox / outbox.WORK).exists()


def test_the_summary_is_a_draft_that_a_mail_program_opens(boxes: Boxes) -> None:
    """It has a subject and the text, and neither sender nor recipient."""
    boxes.put("export")
    boxes.run()

    draft = message_from_bytes(
        (boxes.outbox / "2026-09-14" / "summary.eml").read_bytes()
    )
    assert draft["Subject"] == "Allocation, 14 September 2026"
    assert draft["X-Unsent"] == "1"
    assert draft["To"] is None
    text = draft.get_payload(decode=True)
    assert isinstance(text, bytes)
    assert b"All 2 waiting cases placed" in text


def test_the_log_closes_a_line_that_was_cut_short(boxes: Boxes) -> None:
    """A kill in the middle of a line costs that line and no other."""
    (boxes.outbox / "log.jsonl").write_text('{"at": "2026')
    boxes.run()

    lines = (boxes.outbox / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines[1:]] == ["began", "ended"]


def test_unallocated_is_a_failure_only_when_asked(boxes: Boxes) -> None:
    """A case nobody may hold is a result; with the option it is exit code 6."""
    full = "worker_id,contracted_hours,max_cases\nW1,37,0\n"
    cases = "case_id,type,referral_date\nC1,assessment,2026-09-14\n"
    boxes.put("export", cases, full)

    assert boxes.run(fail_on_unallocated=True).status.exit_code == 6
    boxes.put("other", cases.replace("C1", "C2"), full)
    assert boxes.run().status.exit_code == 0


def test_loose_tables_are_one_batch(boxes: Boxes) -> None:
    """An export that overwrites the same files in the inbox is read like a folder of them."""
    place = boxes.put("export")
    for path in place.iterdir():
        path.rename(boxes.inbox / path.name)
    place.rmdir()
    (boxes.inbox / "readme.pdf").write_bytes(b"%PDF")

    ran = boxes.run()

    assert results(ran) == [("proposed", "")]
    assert "readme.pdf: is no batch, and was left alone." in ran.told


def test_a_damaged_week_is_told_and_nothing_is_done(boxes: Boxes) -> None:
    """A record that was edited would make every comparison wrong."""
    boxes.put("export")
    boxes.run()
    (boxes.outbox / "2026-09-14" / "week.json").write_text("{}")

    with pytest.raises(AllocatorError, match="is not a week of this version"):
        boxes.run()


def _made_once(boxes: Boxes) -> Callable[..., making.Made]:
    """The same week for every call: what is tested is how it is written, not what is in it."""

    def make(*given: Any, **asked: Any) -> making.Made:
        if not _MADE:
            _MADE.append(making.make(*given, **asked))
        week = _MADE[0].week.changed(batch=given[2])
        content = week.model_dump_json(by_alias=True).encode()
        return _MADE[0]._replace(
            week=week, contents={**_MADE[0].contents, "week.json": content}
        )

    return make


_MADE: list[making.Made] = []


def test_time_is_told_in_universal_time(boxes: Boxes) -> None:
    """A clock of another zone is put into one that never jumps in March and October."""
    from zoneinfo import ZoneInfo

    summer = datetime(2026, 6, 1, 7, 0, tzinfo=ZoneInfo("Europe/London"))
    ran = boxes.run(clock=lambda: summer)

    assert ran.status.began == datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
    assert ran.status.run == "20260601T060000Z"
