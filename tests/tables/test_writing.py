import csv
import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allocator.domain.case import COMPLEXITIES, URGENCIES, Case, Pin
from allocator.domain.team import Team
from allocator.domain.worker import Rating, Reduction, Worker
from allocator.tables.batch import read_batch
from allocator.tables.writing import write_batch

KEYS = ("neglect", "court_work", "home_visits", "é_è")
NAMES = ("Polish", "Town hall", "=North", "Ștefan", "+44", "'-x")
IDS = ("007", "W1", "=cmd", "Zoë 2", "-", "@x", "'", "a,b", 'a"b')
DATES = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))
HOURS = st.floats(0, 168)
LEVELS = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 4))


def _text() -> st.SearchStrategy[str]:
    letters = st.characters(exclude_categories=("C", "Z"))
    return st.text(letters, max_size=8).map(lambda text: text.lstrip("#"))


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """Teams that say something in every column, in text of every kind."""
    people = draw(
        st.lists(st.sampled_from([*IDS[:4], *IDS[5:]]), min_size=1, unique=True)
    )
    numbers = draw(st.lists(st.integers(0, 99), unique=True, max_size=4))
    person = st.sampled_from(people)
    some = st.frozensets
    workers = [
        Worker(
            worker_id=worker_id,
            contracted_hours=draw(HOURS),
            name=draw(_text()),
            team=draw(st.sampled_from(["", *NAMES])),
            seniority=draw(st.sampled_from(["", *KEYS])),
            role=draw(_text()),
            skills=draw(LEVELS),
            qualifications=draw(some(st.sampled_from(KEYS))),
            languages=draw(some(st.sampled_from(NAMES))),
            localities=draw(some(st.sampled_from(NAMES))),
            max_cases=draw(st.none() | st.integers(0, 99)),
            supervisor_id=draw(st.just("") | person),
            carries_cases=draw(st.booleans()),
            duty_hours=draw(HOURS),
            admin_support_hours=draw(HOURS),
            qualified_date=draw(DATES),
            developing=draw(some(st.sampled_from(KEYS))),
        )
        for worker_id in people
    ]
    cases = [
        Case(
            case_id=f"C{number}",
            type=draw(st.sampled_from(KEYS)),
            worker_id=draw(st.just("") | person),
            group_id=draw(st.sampled_from(["", "G1", "=G2"])),
            team=draw(st.sampled_from(["", *NAMES])),
            referral_date=draw(DATES),
            start_date=draw(DATES),
            due_date=draw(DATES),
            urgency=draw(st.none() | st.sampled_from(URGENCIES)),
            complexity=draw(st.none() | st.sampled_from(COMPLEXITIES)),
            interventions=tuple(draw(st.lists(st.sampled_from(KEYS), unique=True))),
            skills_required=draw(LEVELS),
            languages=draw(some(st.sampled_from(NAMES))),
            locality=draw(st.sampled_from(["", *NAMES])),
            known_worker_ids=tuple(draw(st.lists(person, unique=True))),
            barred_worker_ids=tuple(draw(st.lists(person, unique=True))),
            joint=draw(st.booleans()),
            restricted=draw(st.booleans()),
            criteria=draw(
                st.dictionaries(
                    st.sampled_from(["harm", "+x", "é"]), st.sampled_from(["1", "=2"])
                )
            ),
        )
        for number in numbers
    ]
    reductions = draw(
        st.lists(
            st.builds(
                Reduction,
                worker_id=person,
                reason=_text(),
                percent=st.floats(0, 100),
                hours=st.none(),
                start=DATES,
                end=st.none(),
            )
            | st.builds(
                Reduction,
                worker_id=person,
                percent=st.none(),
                hours=HOURS,
                start=st.none(),
                end=DATES,
            ),
            max_size=2,
        )
    )
    ratings = draw(
        st.lists(
            st.builds(
                Rating, worker_id=person, skill=st.sampled_from(KEYS), date=DATES
            ),
            max_size=2,
        )
    )
    waiting = [case.case_id for case in cases if case.is_waiting]
    pins = [
        Pin(case_id=case_id, worker_id=draw(person), reason=draw(_text()))
        for case_id in waiting
    ]
    return Team(
        workers=tuple(workers),
        cases=tuple(cases),
        reductions=tuple(reductions),
        ratings=tuple(ratings),
        pins=tuple(pins),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(team=teams())
def test_what_is_written_is_read_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, team: Team
) -> None:
    """Writing a team and reading the files gives that team, to the last digit and letter."""
    folder = tmp_path_factory.mktemp("batch")

    write_batch(team, folder)

    assert read_batch(folder).team == team


def test_only_columns_in_use_are_written(tmp_path: Path) -> None:
    """A small team makes small files: required columns, and those that say something."""
    team = Team(
        workers=(Worker(worker_id="W1", contracted_hours=37, team="North"),),
        cases=(Case(case_id="C1", type="assessment", criteria={"harm": "2"}),),
    )

    write_batch(team, tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "workers.csv": b"worker_id,contracted_hours,team\nW1,37,North\n",
        "cases.csv": b"case_id,type,harm\nC1,assessment,2\n",
    }


def test_tables_of_an_earlier_batch_do_not_stay(tmp_path: Path) -> None:
    """Pins left in the folder would be read with a team that has none."""
    (tmp_path / "pins.csv").write_text("case_id,worker_id\nC9,W9\n")

    write_batch(Team(), tmp_path)

    assert read_batch(tmp_path).team == Team()


def test_no_cell_starts_a_formula(tmp_path: Path) -> None:
    """Names, ids and headings that look like formulas are written as text."""
    worker = Worker(
        worker_id="=1", contracted_hours=1, name="@SUM(1)", languages=frozenset({"+a"})
    )
    case = Case(case_id="-1", type="x", criteria={"=2": "=cmd|'/c calc'!A0"})

    write_batch(Team(workers=(worker,), cases=(case,)), tmp_path)

    for path in tmp_path.iterdir():
        with path.open(newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk costs nothing but the new file, and leaves no half of it behind."""

    def fail(*_: object) -> None:
        raise OSError("No space left on device")

    write_batch(Team(workers=(Worker(worker_id="W1", contracted_hours=37),)), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.setattr("os.fsync", fail)

    with pytest.raises(OSError, match="No space"):
        write_batch(Team(), tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
