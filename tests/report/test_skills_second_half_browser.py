from pathlib import Path

import pytest
from playwright.sync_api import Page

from allocator.domain.development import Course
from allocator.domain.skills_audit import Levelled
from allocator.report import (
    skills_gaps_page,
    skills_own,
    skills_plans,
    skills_progress,
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
from allocator.skills.practice import plans
from allocator.skills.tracking import progress
from allocator.skills.training import plan_training
from allocator.skills.unlocks import find_unlocks
from tests.builders import DAY, case, worker
from tests.report.opened import assert_open_to_all, open_at
from tests.skills.small import picture

pytestmark = pytest.mark.browser

PAGES = ("gaps", "unlock", "training", "plans", "progress", "own")
_PHONE, _SCREEN = 320, 1280


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A page of each kind with something in every part, as files."""
    found = picture(
        *(
            worker(
                f"W{n}",
                team="Oak" if n < 5 else "Elm",
                skills={"law": n % 3, "play": 1},
            )
            for n in range(8)
        ),
        worker("W8", team="Oak", skills={"law": 4}),
        *(case(f"C{n}", worker_id=f"W{n}") for n in range(4)),
        case("C9", team="Elm", skills_required={"law": 3}),
    )
    seen = Seen(found.team, found.framework, found.workload.policy, ("A note.",))
    course = Course(
        course_id="K1", title="Law", competency="law", to_level=3, days=1, start=DAY
    )
    planned = plan_training(found, [course], Budget(1000, 5))
    goals = goals_of(planned)
    levels = (
        Levelled(
            worker_id="W1", competency="law", agreed_level=1, date=DAY, required=2
        ),
    )
    texts = {
        "gaps": skills_gaps_page.page(GapsFound(find_gaps(found), seen)),
        "unlock": skills_unlock.page(UnlocksFound(find_unlocks(found), seen)),
        "training": skills_training_page.page(
            TrainingFound(planned.account, goals, seen)
        ),
        "plans": skills_plans.page(
            PlansFound(plans(found, goals, [course]), seen, "1")
        ),
        "progress": skills_progress.page(
            ProgressFound(progress(found, found, goals, {}), seen)
        ),
        "own": skills_own.page(
            OwnFound(levels, (), seen, "1"),
            found.team.workers[1],
            levels,
            "own-w1.csv",
        ),
    }
    folder = tmp_path_factory.mktemp("skills")
    for name, text in texts.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [_PHONE, _SCREEN])
def test_no_page_has_an_accessibility_finding(
    name: str, width: int, files: dict[str, Path], page: Page
) -> None:
    """Axe finds nothing to object to, on a screen and on a phone, and nothing scrolls sideways but wide parts."""
    open_at(width, files[name].as_uri(), page)

    assert_open_to_all(page, width)


def test_each_plan_begins_a_sheet_of_paper(files: dict[str, Path], page: Page) -> None:
    """Printed, everyone's plan can be handed to them alone."""
    page.goto(files["plans"].as_uri())
    page.emulate_media(media="print")

    breaks = page.eval_on_selector_all(
        ".sheet", "all => all.map(one => getComputedStyle(one).breakBefore)"
    )

    assert len(breaks) > 1
    assert set(breaks) == {"page"}
