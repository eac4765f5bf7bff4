from pathlib import Path
from typing import Any

import pytest

from allocator.domain.answers import Answer
from allocator.errors import UnknownName
from allocator.policy.framework_loading import load_framework
from allocator.report.skills_pilot import csv, next_version, text
from allocator.skills.piloting import pilot
from allocator.tables.audit_reading import AuditBatch
from tests.builders import worker
from tests.skills.audits import answer, pairs
from tests.skills.small import framework


def batch(*answers: Answer) -> AuditBatch:
    """Answers with the people they are about."""
    ids = dict.fromkeys(one.worker_id for one in answers)
    return AuditBatch(tuple(worker(one) for one in ids), answers)


def flags_of(*levels: int, **facts: Any) -> tuple[str, ...]:
    """What is the matter with law where people answer so."""
    answers = [
        answer(f"W{place}", "law", level, **facts) for place, level in enumerate(levels)
    ]
    return pilot(batch(*answers), framework()).questions[0].flags


def test_a_question_that_all_answer_at_one_end_stands_out() -> None:
    """70% at the floor or 40% at the ceiling, and not less."""
    assert flags_of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1) == ("floor",)
    assert flags_of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1) == ()
    assert flags_of(4, 4, 1, 1, 1) == ("ceiling",)
    assert flags_of(4, 4, 1, 1, 1, 1) == ()


def test_a_question_that_is_not_clear_or_takes_long_stands_out() -> None:
    """Partly clear is not clear; three minutes as a rule are long."""
    assert flags_of(1, 2, 1, 2, clear="partly") == ("unclear",)
    assert flags_of(1, 2, 1, 2, clear="yes", minutes=3) == ("slow",)
    assert flags_of(1, 2, 1, 2, clear="yes", minutes=2.9) == ()


def test_a_question_people_answer_far_apart_stands_out() -> None:
    """One pair of two is two levels apart, where a quarter is too many."""
    answers = [*pairs("W1", (3, 1)), *pairs("W2", (2, 2))]

    [law, *_] = pilot(batch(*answers), framework()).questions

    assert (law.pairs, law.apart_percent, law.flags) == (2, 50.0, ("apart",))


def test_too_few_answers_say_nothing() -> None:
    """One answer, where the framework asks for two."""
    [law, play, *_] = pilot(
        batch(answer("W1", "law", 0, minutes=9)), framework()
    ).questions

    assert (law.answers, law.floor_percent, law.minutes, law.flags) == (
        1,
        None,
        None,
        (),
    )
    assert play.answers == 0


def test_agreement_of_too_few_pairs_is_not_told() -> None:
    """Two pairs, where the framework asks for three answers: alpha would be theirs to read."""
    strict = framework().pilot.changed(least_answers=3)
    two = [*pairs("W1", (3, 1)), *pairs("W2", (2, 2))]

    [law, *_] = pilot(batch(*two), framework().changed(pilot=strict)).questions
    [enough, *_] = pilot(batch(*two), framework()).questions

    assert (law.pairs, law.agreement.alpha) == (2, None)
    assert enough.agreement.alpha is not None


def test_how_long_few_forms_took_is_not_told() -> None:
    """One form, where the framework asks for two answers: the minutes would be that person's."""
    found = pilot(batch(answer("W1", "law", 2, minutes=9)), framework())

    assert found.minutes_a_form is None


def test_comments_do_not_stand_in_the_order_of_people() -> None:
    """Else the second comment to each question would be the same person's."""
    answers = [
        answer("W1", "law", 2, comment="Too long"),
        answer("W2", "law", 2, comment="Unclear"),
        answer("W1", "play", 2, comment="What is play?"),
        answer("W2", "play", 2, comment="Clear enough"),
    ]

    law, play, *_ = pilot(batch(*answers), framework()).questions

    assert law.comments == ("Too long", "Unclear")
    assert play.comments == ("Clear enough", "What is play?")


def test_the_whole_is_told() -> None:
    """Two people fill in three forms; the usual form takes the middle of their sums."""
    answers = [
        answer("W1", "law", 2, minutes=2),
        answer("W1", "play", 2, minutes=2),
        answer("W1", "law", 2, "W2", minutes=1),
        answer("W2", "law", 2, minutes=6, comment="Which law?"),
    ]

    found = pilot(batch(*answers), framework())

    assert (found.forms, found.people, found.minutes_a_form) == (3, 2, 4)
    assert found.questions[0].comments == ("Which law?",)
    assert "3 forms of version 1. A form took 4 minutes" in text(found, framework())
    assert "Which law?" in csv(found, framework())


def test_answers_to_an_old_version_are_looked_at_as_they_were() -> None:
    """What has been worded anew since is what the pilot was for."""
    frame = load_framework("children")
    old = [
        answer(f"W{n}", "neglect", n % 3, version="2026-pilot", clear="no")
        for n in range(8)
    ]
    new = [answer(f"W{n}", "neglect", 2, day=9, version="2026.1") for n in range(8)]

    found = pilot(batch(*old, *new), frame, "2026-pilot")
    [neglect] = [one for one in found.questions if one.competency == "neglect"]
    newest = pilot(batch(*old, *new), frame)

    assert (found.version, neglect.answers, neglect.unclear_percent) == (
        "2026-pilot",
        8,
        100.0,
    )
    assert (newest.version, newest.forms) == ("2026.1", 8)
    with pytest.raises(UnknownName, match="No version with answers is called '2027'"):
        pilot(batch(*old), frame, "2027")


def test_the_next_version_can_be_used_as_it_is(tmp_path: Path) -> None:
    """It words anew what stood out, says why beside it, and holds whatever people wrote."""
    frame = load_framework("children")
    said = 'Two "questions"\nin one \\ which? [x] = 1'
    answers = [
        answer(f"W{n}", "neglect", n % 3, version="2026.1", clear="no", comment=said)
        for n in range(8)
    ]
    found = pilot(batch(*answers), frame)
    path = tmp_path / "next.toml"

    path.write_text(next_version(found, frame, "2027", "children"), encoding="utf-8")

    later = load_framework(str(path))
    assert later.version == "2027"
    assert later.standing_since["neglect"] == {"2027"}
    assert later.standing_since["assessment"] == {"2026-pilot", "2026.1", "2027"}
    assert later.competencies == frame.competencies
    assert '#   Two "questions" in one \\ which? [x] = 1' in path.read_text("utf-8")
