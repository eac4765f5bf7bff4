from pathlib import Path

import pytest

from allocator import read_batch, shipped
from tests.cli.conftest import Call

pytestmark = pytest.mark.slow

TEAM = shipped.folder("scenarios", "teams", "meeting")
COURSES = "course_id,competency,to_level,days,cost\nK1,leaving_care,2,1,500\n"
LEVELS = "worker_id,competency,agreed_level,date\nW01,court_work,3,2026-09-01\n"
GOALS = "worker_id,competency,to_level,by\nW01,neglect,2,2026-10-01\n"


def file(folder: Path, name: str, text: str) -> Path:
    """One table of a few rows."""
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_gaps_need_nothing_but_a_batch(call: Call, tmp_path: Path) -> None:
    """Without an audit the batch's own skills are looked at."""
    told = call("skills", "gaps", TEAM, "--out", tmp_path / "gaps")

    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Court work is what the work is most short of")
    assert {path.name for path in (tmp_path / "gaps").iterdir()} == {
        "gaps.html",
        "gaps.csv",
        "cover.csv",
        "gaps-people.csv",
        "gaps.json",
    }


@pytest.mark.parametrize("verb", ["gaps", "unlock"])
def test_json_is_alone_on_standard_output(verb: str, call: Call) -> None:
    """Another program reads it as it is."""
    told = call("skills", verb, TEAM, "--json")

    assert told.code == 0
    assert told.out.startswith('{\n  "schema": 1,')
    assert told.out.endswith("}\n")


def test_training_is_planned_and_its_goals_become_plans(
    call: Call, tmp_path: Path
) -> None:
    """The file that one step writes is the one the next step reads."""
    courses = file(tmp_path, "courses", COURSES)
    trained = call(
        "skills", "train", TEAM, "--courses", courses, "--days", 3, "--out", tmp_path
    )
    planned = call(
        "skills", "plans", TEAM, "--goals", tmp_path / "goals.csv", "--courses", courses, "--out", tmp_path
    )  # fmt: skip

    assert trained.out.startswith(
        "1 course for 3 people: 3 days away from cases and £500."
    )
    assert planned.code == 0
    assert "Leaving care" in (tmp_path / "development-plans.html").read_text("utf-8")


def test_unlocks_of_other_files_are_refused(call: Call, tmp_path: Path) -> None:
    """What was found for one set of levels says nothing of another."""
    call("skills", "unlock", TEAM, "--out", tmp_path)
    courses = file(tmp_path, "courses", COURSES)

    told = call(
        "skills", "train", TEAM, "--courses", courses, "--unlocks", tmp_path / "unlock.json",
        "--levels", file(tmp_path, "levels", LEVELS),
    )  # fmt: skip

    assert told.code == 2
    assert told.err == (
        "unlock.json was made from other files, another policy or another day; run `skills unlock` again.\n"
    )


def test_a_joined_batch_is_ready_to_allocate(call: Call, tmp_path: Path) -> None:
    """Levels, goals and grades are in it, and the old batch is as it was."""
    before = (TEAM / "workers.csv").read_bytes()
    grades = file(
        tmp_path, "grades", "worker_id,seniority,date\nW03,social_worker,2026-09-01\n"
    )

    told = call(
        "skills", "join", TEAM, "--levels", file(tmp_path, "levels", LEVELS),
        "--goals", file(tmp_path, "goals", GOALS), "--grades", grades, "--out", tmp_path / "new",
    )  # fmt: skip

    # One of the shipped team's own ratings is agreed as well.
    assert told.out.startswith(
        "2 agreed levels, 1 agreed grade and goals for 1 person."
    )
    team = read_batch(tmp_path / "new").team
    assert team.worker["W01"].developing == {"neglect"}
    assert team.worker["W03"].seniority == "social_worker"
    assert [one.level for one in team.ratings_of["W01"]] == [3]
    assert (TEAM / "workers.csv").read_bytes() == before
    assert call("check", tmp_path / "new").code == 0


def test_a_batch_is_not_joined_onto_itself(call: Call) -> None:
    """The old one stays as it is."""
    told = call("skills", "join", TEAM, "--out", TEAM)

    assert told.code == 2
    assert "is the old batch; name another folder." in told.err


def test_what_falls_due_is_told_by_day(call: Call, tmp_path: Path) -> None:
    """One goal within the weeks, nothing without."""
    goals = file(tmp_path, "goals", GOALS)

    soon = call("skills", "due", TEAM, "--goals", goals, "--weeks", 4)
    none = call("skills", "due", TEAM, "--weeks", 0)

    assert soon.out.startswith("1 thing falls due, 0 of them overdue.")
    assert "Neglect to level 2" in soon.out
    assert none.out == "Nothing falls due.\n"


def test_progress_review_and_feedback_are_told(call: Call, tmp_path: Path) -> None:
    """Each with the levels of an audit, each writing what the page says."""
    levels = file(tmp_path, "levels", LEVELS)
    out = tmp_path / "out"

    told = [
        call(
            "skills",
            "track",
            TEAM,
            "--earlier",
            levels,
            "--levels",
            levels,
            "--out",
            out,
        ),
        call("skills", "review", TEAM, "--levels", levels, "--out", out),
        call("skills", "feedback", TEAM, "--levels", levels, "--out", out),
    ]

    assert [one.code for one in told] == [0, 0, 0]
    assert {path.name for path in out.iterdir()} == {
        "progress.html",
        "progress.csv",
        "progress.json",
        "review.csv",
        "remarks.csv",
        "own-w01.html",
        "own-w01.csv",
    }


def test_faults_of_tables_beside_a_batch_are_told_at_once(
    call: Call, tmp_path: Path
) -> None:
    """Exit code 5, every fault with its row, and nothing written."""
    goals = file(
        tmp_path,
        "goals",
        "worker_id,competency,to_level\nW99,neglect,2\nW01,neglekt,2\n",
    )

    told = call("skills", "plans", TEAM, "--goals", goals, "--out", tmp_path / "out")

    assert told.code == 5
    assert [line.split(":")[0] for line in told.err.splitlines()] == [
        "goals.csv row 2, worker_id",
        "goals.csv row 3, competency",
    ]
    assert not (tmp_path / "out").exists()
