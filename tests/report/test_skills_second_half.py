import csv
import datetime
import io
from collections.abc import Mapping

import pytest

from allocator.domain.development import Course, Goal, Remark
from allocator.domain.skills_audit import Levelled
from allocator.domain.worker import Rating
from allocator.report import (
    skills_gaps,
    skills_gaps_files,
    skills_gaps_page,
    skills_own,
    skills_plans,
    skills_progress,
    skills_training,
    skills_training_page,
    skills_unlock,
)
from allocator.report.skills_gaps import GapsFound
from allocator.report.skills_own import OwnFound
from allocator.report.skills_plans import PlansFound
from allocator.report.skills_progress import ProgressFound
from allocator.report.skills_seen import Seen
from allocator.report.skills_training import TrainingFound
from allocator.report.skills_unlock import UnlocksFound
from allocator.skills.choosing import Budget
from allocator.skills.gaps import find_gaps
from allocator.skills.goals import goals_of
from allocator.skills.picture import Picture
from allocator.skills.practice import plans
from allocator.skills.tracking import progress
from allocator.skills.training import plan_training
from allocator.skills.unlocks import find_unlocks
from tests.builders import DAY, case, worker
from tests.project.pages import first_column, read, section, tables
from tests.skills.small import picture

_NASTY = "<script>alert(1)</script>"


def small() -> Picture:
    """Two people, one of whom alone has law, a held case and one that waits for law 3."""
    return picture(
        worker("W1", name="Ash Wren", skills={"law": 2, "play": 1}),
        worker("W2", name=_NASTY, skills={"law": 1, "play": 0}),
        case("C1", worker_id="W2"),
        case("C2", skills_required={"law": 3}),
    )


def seen(found: Picture) -> Seen:
    """The same for reports."""
    return Seen(found.team, found.framework, found.workload.policy)


@pytest.fixture
def gaps() -> GapsFound:
    """What is missing there."""
    return GapsFound(find_gaps(small()), seen(small()))


@pytest.fixture
def unlocks() -> UnlocksFound:
    """What would be unlocked there."""
    return UnlocksFound(find_unlocks(small()), seen(small()))


@pytest.fixture
def training() -> TrainingFound:
    """One course and the goals that follow."""
    course = Course(
        course_id="K1", title="Law", competency="law", to_level=3, days=1, cost=500
    )
    planned = plan_training(small(), [course], Budget(1000, 5))
    return TrainingFound(planned.account, goals_of(planned), seen(small()))


def rows(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    """One of the CSV files, read back."""
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))


def test_gaps_are_told_in_sentences(gaps: GapsFound) -> None:
    """Both cases look for law; nobody has it at 3, which C2 asks for, and W2 is below what C1 looks for."""
    assert skills_gaps.lead(gaps).startswith(
        "Law is what the work is most short of: 2 of 2 cases that look for it"
    )


def test_what_rests_on_one_person_is_told() -> None:
    """W1 alone has what the work looks for."""
    found = picture(
        worker("W1", skills={"law": 2}), worker("W2", skills={"law": 1}), case("C1")
    )

    told = list(skills_gaps.findings(GapsFound(find_gaps(found), seen(found))))

    assert "Law 2 rests on W1 alone, with 1 case that looks for it." in told
    assert any(said.startswith("If W1 left, nobody would have law") for said in told)


def test_unlocks_are_told_in_sentences(unlocks: UnlocksFound) -> None:
    """The case, the skill, and the worker nearest to it."""
    assert skills_unlock.lead(unlocks) == (
        "1 of 1 waiting case cannot be placed; 1 more could be if everybody had every skill required, and 0 would wait"
        " for other reasons."
    )
    assert list(skills_unlock.findings(unlocks)) == [
        "Law 3 keeps 1 case (C2) from being placed. Training W1 · Ash Wren from 2 to 3 would place 1 more (C2) (as"
        " would 1 other person)."
    ]


def test_training_is_told_in_sentences(training: TrainingFound) -> None:
    """Both people on one course, within the budget, and what it would place."""
    assert (
        skills_training.lead(training)
        == "1 course for 2 people: 2 days away from cases and £500."
    )
    told = list(skills_training.findings(training))
    assert told[0].startswith("No other choice within the budget is worth more")
    assert (
        "With everything learnt, 1 more of the cases that wait could be placed." in told
    )
    assert "Left of the budget: £500 and 3 days." in told


def test_every_csv_file_has_the_columns_of_the_page(
    gaps: GapsFound, unlocks: UnlocksFound, training: TrainingFound
) -> None:
    """The tables of the output page are the headings that are written."""
    found = plans(small(), training.goals)
    moved = progress(small(), small(), training.goals, {})
    files = {
        **skills_gaps_files.rendered(gaps),
        **skills_unlock.rendered(unlocks),
        **skills_training_page.rendered(training),
        **skills_plans.rendered(PlansFound(found, seen(small()), "1")),
        **skills_progress.rendered(ProgressFound(moved, seen(small()))),
        "due.csv": skills_progress.due_csv([], seen(small())).encode(),
        "review.csv": skills_progress.review_csv([], seen(small())).encode(),
    }
    said = read("skills-output.md")

    for name, content in files.items():
        if name.endswith(".csv") and name != "goals.csv":
            heading = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            [table] = tables(section(said, f"## {name}"))
            assert first_column(table) == heading, name


def test_persons_are_in_no_page_for_everybody(gaps: GapsFound) -> None:
    """W2 is below in law and play: that is in the table for their supervisor and not on the page."""
    files = skills_gaps_files.rendered(gaps)

    assert {row["worker_id"] for row in rows(files, "gaps-people.csv")} == {"W2"}
    assert b"alert" not in files["gaps.html"]


def test_no_name_can_put_markup_on_a_page(
    gaps: GapsFound, unlocks: UnlocksFound, training: TrainingFound
) -> None:
    """A name is text wherever it stands."""
    found = plans(small(), training.goals)
    pages = [
        skills_gaps_files.rendered(gaps)["gaps.html"],
        skills_unlock.rendered(unlocks)["unlock.html"],
        skills_training_page.rendered(training)["training.html"],
        skills_plans.rendered(PlansFound(found, seen(small()), "1"))[skills_plans.PAGE],
    ]

    for page in pages:
        assert b"<script" not in page
    assert any(b"&lt;script&gt;" in page for page in pages)


def test_no_cell_can_run_as_a_formula() -> None:
    """An id that looks like one is guarded."""
    found = picture(worker("=1+1", skills={"law": 1}))

    files = skills_gaps_files.rendered(GapsFound(find_gaps(found), seen(found)))

    assert rows(files, "gaps-people.csv")[0]["worker_id"] == "'=1+1"


def test_goals_are_written_as_they_are_read(training: TrainingFound) -> None:
    """The file that people change is the table the next step reads."""
    written = rows(skills_training_page.rendered(training), "goals.csv")

    assert [
        (row["worker_id"], row["competency"], row["how"]) for row in written[:1]
    ] == [("W1", "law", "course")]
    assert [*written[0]] == [*Goal.model_fields]


def test_a_persons_page_has_their_levels_alone() -> None:
    """Nobody else's name or level is on it, and what the level and the next one mean is."""
    levels = (
        Levelled(
            worker_id="W1",
            competency="law",
            agreed_level=1,
            self_level=2,
            supervisor_level=1,
            required=2,
            date=DAY,
        ),
        Levelled(worker_id="W2", competency="law", agreed_level=4, date=DAY),
    )
    files = skills_own.rendered(OwnFound(levels, (), seen(small()), "1"))

    page = files["own-w1.html"].decode()
    assert "Level 1, agreed 14 September 2026" in page
    assert "You said 2 and your supervisor said 1." in page
    assert "A little." in page
    assert "Alone." in page
    assert "W2" not in page
    assert [row["worker_id"] for row in rows(files, "remarks.csv")] == ["W1", "W2"]


def test_what_workers_wrote_is_in_no_report() -> None:
    """Who waits for an answer is told; their words are not."""
    remark = Remark(
        worker_id="W1", competency="law", says="too_low", comment="SECRET", date=DAY
    )
    found = OwnFound((), (remark,), seen(small()), "1")

    told = "\n".join([skills_own.lead(found), *skills_own.findings(found)])

    assert "W1 · Ash Wren" in told
    assert "SECRET" not in told
    assert "law" not in told


def test_two_people_whose_ids_are_spelt_alike_have_a_page_each() -> None:
    """File names keep letters and digits only."""
    found = picture(worker("W/1"), worker("W 1"))
    levels = tuple(
        Levelled(worker_id=one, competency="law", agreed_level=1)
        for one in ("W/1", "W 1")
    )

    files = skills_own.rendered(OwnFound(levels, (), seen(found), "1"))

    assert len([name for name in files if name.endswith(".html")]) == 2


def test_progress_is_told_in_sentences() -> None:
    """Of three people one level rose; the gap it closed is gone, and of three goals two are reached."""
    found = moved(("W1", 1, 2), ("W2", 1, 1), ("W3", 2, 2), goals=True)

    assert skills_progress.lead(found) == (
        "1 level is higher than at the audit before and 0 lower. Reached: 2 of 3 goals."
    )
    assert [*skills_progress.findings(found)] == [
        "Of what was rated both times, 2 gaps became 1.",
        "Levels rose most often in law (1).",
    ]


def test_progress_of_few_people_is_not_told() -> None:
    """Two people are fewer than three: whose level rose would be plain."""
    found = moved(("W1", 1, 2), ("W2", 1, 1))

    assert skills_progress.lead(found) == (
        "Too few people were rated both times to say how levels changed."
    )
    assert [*skills_progress.findings(found)] == []
    assert '<td class="number">few</td>' in skills_progress.page(found)


def test_columns_of_goals_stand_only_where_there_are_goals() -> None:
    """A column of zeros says that nothing was reached, where nothing was aimed for."""
    people = ("W1", 1, 2), ("W2", 1, 1), ("W3", 2, 2)

    without, beside = (
        skills_progress.page(moved(*people, goals=goals)) for goals in (False, True)
    )

    assert ">Reached<" not in without
    assert ">Reached<" in beside


def moved(*people: tuple[str, int, int], goals: bool = False) -> ProgressFound:
    """People with a level of law at two audits, everyone with the goal of law 2 if there are goals."""
    day = datetime.date(2026, 1, 5)
    before, now = (
        picture(
            *(worker(name) for name, *_ in people),
            ratings=tuple(
                Rating(worker_id=name, skill="law", level=levels[time], date=day)
                for name, *levels in people
            ),
        )
        for time in (0, 1)
    )
    aims = [
        Goal(worker_id=name, competency="law", to_level=2) for name, *_ in people
    ] * goals
    return ProgressFound(progress(before, now, aims, {}), seen(now))


@pytest.mark.parametrize("name", ["gaps", "unlock", "training"])
def test_pages_from_which_levels_can_be_told_say_for_whom_they_are(name: str) -> None:
    """They name people, so they are not for everybody."""
    found = small()
    planned = plan_training(
        found, [Course(course_id="K1", competency="law", to_level=2, days=1)], Budget()
    )
    pages = {
        "gaps": lambda: skills_gaps_page.page(GapsFound(find_gaps(found), seen(found))),
        "unlock": lambda: skills_unlock.page(
            UnlocksFound(find_unlocks(found), seen(found))
        ),
        "training": lambda: skills_training_page.page(
            TrainingFound(planned.account, goals_of(planned), seen(found))
        ),
    }

    assert '<p class="confidential">This page names people.' in pages[name]()


def test_a_form_holds_what_was_said_so_far_and_of_one_person_only() -> None:
    """Made anew, nothing that somebody wrote is lost; and nobody's form holds another's words."""
    levels = tuple(
        Levelled(worker_id=one, competency="law", agreed_level=1)
        for one in ("W1", "W2")
    )
    remark = Remark(
        worker_id="W1",
        competency="law",
        says="too_low",
        level=2,
        comment="Mine",
        date=DAY,
    )

    files = skills_own.rendered(OwnFound(levels, (remark,), seen(small()), "1"))

    [mine], [theirs] = rows(files, "own-w1.csv"), rows(files, "own-w2.csv")
    assert (mine["says"], mine["level"], mine["comment"]) == ("too_low", "2", "Mine")
    assert (mine["date"], mine["answered"]) == (DAY.isoformat(), "")
    assert (theirs["worker_id"], theirs["says"], theirs["comment"]) == ("W2", "", "")
    assert rows(files, "remarks.csv") == [mine, theirs]
    assert "own-w1.csv" in files["own-w1.html"].decode()
