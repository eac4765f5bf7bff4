from pathlib import Path

import pytest

from allocator import shipped
from allocator.tables.columns import WORKERS
from allocator.tables.single import read_table
from tests.cli.conftest import Call

AUDITS = shipped.folder("scenarios", "audits")


def test_an_audit_is_compiled(call: Call, tmp_path: Path) -> None:
    """The files are there, and what is printed says where."""
    told = call("skills", "compile", AUDITS / "children", "--out", tmp_path / "out")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("37 of 40 people answered")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "skills.csv",
        "levels.csv",
        "competencies.csv",
        "groups.csv",
        "prompts.csv",
        "audit.json",
        "audit.html",
        "people.html",
        "audit.xlsx",
    }


def test_json_is_alone_on_standard_output(call: Call) -> None:
    """Another program reads it as it is."""
    told = call("skills", "compile", AUDITS / "children", "--json")

    assert told.out.startswith('{\n  "schema": 1,')
    assert told.out.endswith("}\n")


def test_faults_are_told_at_once_and_nothing_is_written(
    call: Call, tmp_path: Path
) -> None:
    """Exit code 5, every fault, no folder."""
    (tmp_path / "workers.csv").write_text("worker_id,contracted_hours\nW1,37\n")
    (tmp_path / "ratings.csv").write_text(
        "worker_id,competency,level,rater,date\nW1,neglekt,9,self,2026-09-01\nW2,neglect,1,self,\n"
    )

    told = call("skills", "compile", tmp_path, "--out", tmp_path / "out")

    assert told.code == 5
    assert told.err.splitlines() == [
        "ratings.csv row 2, level: '9' is more than 4.",
        "ratings.csv row 2, competency: 'neglekt' is not a competency of children. Did you mean 'neglect'?",
        "ratings.csv row 3, worker_id: 'W2' is not in the workers table. Known: W1.",
        "ratings.csv row 3, date: is blank beside a level; give the day.",
    ]
    assert not (tmp_path / "out").exists()


def test_forms_come_back_as_ratings(call: Call, tmp_path: Path) -> None:
    """Made, collected and checked; an answered table is not overwritten."""
    made = call(
        "skills", "form", AUDITS / "pilot", "--out", tmp_path / "forms", "--pilot"
    )
    collected = call(
        "skills", "collect", AUDITS / "pilot" / "ratings.csv", "--out", tmp_path / "in"
    )
    again = call(
        "skills", "collect", AUDITS / "pilot" / "ratings.csv", "--out", tmp_path / "in"
    )

    # Four blank ones, eleven people's own, ten by a supervisor.
    assert (
        made.out
        == f"Wrote 25 forms to {tmp_path / 'forms'}: 19 questions, version 2026.1.\n"
    )
    assert collected.out.startswith("Wrote 399 answers about 11 people, from 21 forms,")
    assert again.code == 2
    assert "Nothing was changed" in again.err


def test_blank_forms_need_no_people(call: Call, tmp_path: Path) -> None:
    """A service without a workers table can begin on paper."""
    call("skills", "form", "--out", tmp_path / "forms")

    assert sorted(path.name for path in (tmp_path / "forms").iterdir()) == [
        "self.html",
        "self.xlsx",
        "supervisor.html",
        "supervisor.xlsx",
    ]


def test_an_audit_is_checked_and_followed(call: Call, tmp_path: Path) -> None:
    """No faults, and how far it has come."""
    checked = call("skills", "check", AUDITS / "children")
    followed = call("skills", "responses", AUDITS / "children", "--out", tmp_path)

    assert checked.out.startswith(
        "No faults: 40 workers, 1,324 answers and 8 settled levels"
    )
    assert " of 76 forms complete" in followed.out
    assert len((tmp_path / "responses.csv").read_text("utf-8").splitlines()) == 81


def test_a_pilot_begins_the_next_version(call: Call, tmp_path: Path) -> None:
    """The new framework is based on the one asked by, wherever that stands, and has no faults."""
    first = call(
        "skills", "pilot", AUDITS / "pilot", "--out", tmp_path / "a", "--next", "2027"
    )
    checked = call(
        "skills", "framework", "check", tmp_path / "a" / "children-2027.toml"
    )
    own = tmp_path / "a" / "children-2027.toml"
    second = call(
        "skills", "pilot", AUDITS / "pilot", "--framework", own, "--out", tmp_path / "b", "--next", "2028"
    )  # fmt: skip
    checked_again = call(
        "skills", "framework", "check", tmp_path / "b" / "children-2027-2028.toml"
    )

    assert first.code == second.code == 0
    assert "has no faults: 19 competencies in 7 areas, version 2027" in checked.out
    assert "version 2028" in checked_again.out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--next", "2027"), "--next needs --out"),
        (("--next", "2026.1", "--out", "x"), "is a version already"),
        (("--version", "2020"), "No version with answers is called '2020'"),
    ],
)
def test_a_pilot_wrongly_asked_for_says_what_is_right(
    options: tuple[str, ...], told: str, call: Call
) -> None:
    """One line, and nothing written."""
    ran = call("skills", "pilot", AUDITS / "pilot", *options)

    assert ran.code == 2
    assert told in ran.err


def test_a_framework_is_listed_shown_and_checked(call: Call) -> None:
    """The shipped one has no faults and tells all it says."""
    listed = call("skills", "framework", "list")
    shown = call("skills", "framework", "show")
    checked = call("skills", "framework", "check")

    assert (
        "children\n    Children's services skills audit, version 2026.1" in listed.out
    )
    assert "Court work [court_work]" in shown.out
    assert checked.out.startswith("children has no faults")


def test_an_example_is_made_in_an_empty_folder(call: Call, tmp_path: Path) -> None:
    """People, answers and agreements; a folder with something in it is left alone."""
    made = call(
        "skills",
        "example",
        tmp_path / "a",
        "--workers",
        "4",
        "--teams",
        "1",
        "--waiting",
        "2",
    )
    again = call("skills", "example", tmp_path / "a")

    assert made.code == 0
    assert len(read_table(tmp_path / "a" / "workers.csv", WORKERS).records) == 5
    assert again.code == 2
    assert "is not empty" in again.err


def test_a_misspelt_step_is_told_the_nearest(call: Call) -> None:
    """The group knows its steps without importing them."""
    told = call("skills", "compil")

    assert told.code == 2
    assert "compile" in told.err
