import csv
import io
import re
from pathlib import Path

import pytest

from allocator.errors import AllocatorError
from allocator.report import ranking_page
from allocator.report.measured_files import rendered, table, write
from allocator.report.ranking_chart import chart
from allocator.workload.ranking import ranked
from tests.report.markup import read_page
from tests.report.sides import sides


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def test_every_worker_has_one_row() -> None:
    """What each policy measures stands under its name, beside the change of rank."""
    found = sides()

    rows = _rows(table(found))

    assert [row["worker_id"] for row in rows] == ["W0", "W1", "W2", "W3", "S"]
    for row, one in zip(rows, ranked(found), strict=True):
        for place, (name, workload) in enumerate(found.items()):
            holding = workload.holdings[one.worker_id]
            assert row[f"{name} units"] == str(holding.held)
            percent = "" if holding.percent is None else str(holding.percent)
            assert row[f"{name} percent"] == percent
            assert row[f"{name} rank"] == (str(one.ranks[place]) if one.ranks else "")
        assert row["rank_change"] == ("" if one.change is None else str(one.change))
    # Two cases of complexity high ask 5 minutes each, W2 has no capacity, nobody knows W0's grade.
    assert rows[2]["small supervision_minutes"] == "10.0"
    assert (rows[2]["small percent"], rows[2]["small rank"]) == ("", "1")
    assert [row["small provisional"] for row in rows[:3]] == ["yes", "no", "no"]


def test_no_cell_runs_as_a_formula() -> None:
    """A name that begins like one stays text."""
    rows = _rows(table(sides("=1+1 ")))

    assert rows[0]["worker_name"] == "'=1+1 Person 0"


def test_the_page_has_the_numbers_of_the_table() -> None:
    """Every share and rank, the supervision asked, and the sentences of the terminal."""
    found = sides()

    told = read_page(ranking_page.html(found)).text

    for one in ranked(found):
        for percent in one.percents if one.ranks else ():
            assert ("full" if percent is None else f"{percent:,.1f}%") in told
    assert "W0 · Person 0" in told
    assert "S · Sky supervises 3 people whose cases ask for 45 min a week" in told
    assert "1 person has no supervisor in this batch" in told
    assert "W0 · Person 0: seniority is missing, worker assumed" in told


def test_the_chart_has_a_mark_for_everyone_with_capacity() -> None:
    """A line of text beside each row, and no mark for someone who has no percentage."""
    found = sides()
    drawn = chart(found)

    assert drawn is not None
    assert "Person 2" in drawn.svg
    assert "full → full" in drawn.svg
    labels = re.findall(r">(\d+% → \d+%)<", drawn.svg)
    assert len(labels) == 3
    assert "4 rows" in drawn.description


def test_of_a_large_team_those_who_move_furthest_are_drawn() -> None:
    """A page holds forty rows, and says that they are not all."""
    drawn = chart(sides(people=50))

    assert drawn is not None
    assert drawn.title.endswith(", for the 40 who move furthest")
    assert len(set(re.findall(r"W\d+ · Person \d+", drawn.svg))) == 40


def test_nobody_to_draw_is_no_chart() -> None:
    """A team of managers has a page all the same."""
    empty = sides(people=0)

    assert chart(empty) is None
    assert "0 people measured" in ranking_page.html(empty)


def test_one_policy_has_a_page_of_its_own() -> None:
    """Without another there is nothing to change, and the fullest comes first."""
    told = read_page(ranking_page.html({"small": sides()["small"]})).text

    assert "Workload measured" in told
    assert "Change" not in told
    assert "The fullest comes first" in told


def test_both_files_are_written_or_neither(tmp_path: Path) -> None:
    """A folder that cannot take one of them is left as it was."""
    written = write(sides(), tmp_path / "out")

    assert [path.name for path in written] == ["measure.csv", "measure.html"]
    assert {p.name: p.read_bytes() for p in written} == rendered(sides())
    (tmp_path / "blocked").write_text("a file")
    with pytest.raises(AllocatorError, match="cannot be written"):
        write(sides(), tmp_path / "blocked")
