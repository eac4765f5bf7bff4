"""Pages of what diaries say, small but with every part, for tests of what a page looks like."""

from allocator.domain.diary import Entry
from allocator.domain.team import Team
from allocator.evidence.calibrating import calibrate
from allocator.evidence.drawn import draw
from allocator.evidence.time_use import time_use
from allocator.policy.diary_guide import DiaryGuide, load_diary_guide
from allocator.report import calibration as words
from allocator.report import diary_form, study_page
from allocator.report import time_use as time_words
from allocator.report.calibrated import Calibrated
from allocator.tables.diary import Diary
from tests.builders import DAY
from tests.evidence.minutes import (
    TERMS,
    batch,
    calibration,
    guard,
    minutes_policy,
    mixed_team,
    workload,
)

TWINS = [
    *TERMS,
    {
        "kind": "lookup",
        "name": "Plans",
        "by": ["type"],
        "units": {"three": 20, "five": 30},
    },
]


def _entries(facts: Team) -> list[Entry]:
    ids = [one.worker_id for one in facts.workers]
    return draw(workload(facts), calibration(), ids, DAY, 2, 5)


def _guide(text: str) -> DiaryGuide:
    guide = load_diary_guide()
    return guide.changed(
        title=f"Small {text}", purpose=(f"For this: {text}.", *guide.purpose)
    )


def _team(text: str) -> Team:
    facts = mixed_team(8)
    workers = tuple(
        one.changed(worker_id=f"{one.worker_id}{text}") for one in facts.workers
    )
    cases = tuple(
        one.changed(worker_id=f"{one.worker_id}{text}") for one in facts.cases
    )
    return facts.changed(workers=workers, cases=cases)


def told(text: str = "") -> str:
    """What eight diaries say together."""
    facts, guide = mixed_team(8), _guide(text)
    found = time_use(workload(facts), Diary(tuple(_entries(facts))), guide, guard(5))
    return study_page.html(time_words.study(found, minutes_policy(), guide))


def one_person(text: str = "") -> str:
    """What one of them says to whoever kept it."""
    facts, guide = _team(text), _guide(text)
    diary = Diary(tuple(_entries(facts)))
    found = time_use(workload(facts), diary, guide, guard(5), f"W2{text}")
    return study_page.html(time_words.study(found, minutes_policy(), guide))


def calibrated(text: str = "") -> Calibrated:
    """Eight diaries laid beside a weighting with two terms that always come together."""
    facts = mixed_team(8)
    policy = minutes_policy(terms=TWINS).changed(title=f"Small {text}")
    chosen = calibration(title=f"Small {text}")
    return calibrate(
        batch(facts), policy, Diary(tuple(_entries(facts))), chosen, guard(5)
    )


def laid_beside(text: str = "") -> str:
    """The page of a calibration without a backtest."""
    return study_page.html(
        words.study(calibrated(text), None, f"None was made: {text}.")
    )


def form(text: str = "") -> str:
    """A diary to print, made out to somebody."""
    who = diary_form.diarist(_team(text), f"W1{text}")
    return diary_form.html(_guide(text), guard(5), who, DAY, 1)
