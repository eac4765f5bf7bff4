import csv
import io
import re
from pathlib import Path

import pytest

from allocator.errors import AllocatorError
from allocator.report import ranking_page
from allocator.report.measured_files import rendered, table, write
from allocator.report.ranking_chart import chart
from allocator.workload.measure import Workload
from allocator.workload.ranking import ranked
from tests.builders import (
    case,
    small_policy,
    small_weighting,
    team,
    weighted,
    worker,
)
from tests.report.markup import read_page
from tests.report.sides import sides
from tests.workload.beside import counting


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


def _asked() -> dict[str, Workload]:
    """Three workers of 10 points under a policy that asks how full they are, beside one that only counts."""
    says = {"W1": "95.5", "W2": "", "W3": "120"}
    workers = [
        worker(w, name=f"Person {w}", criteria={"says": said} if said else {})
        for w, said in says.items()
    ]
    cases = [case(f"C-{w}", "eight", worker_id=w) for w in says]
    asks = small_weighting(
        worker_columns={"says": {"meaning": "How full.", "kind": "number"}},
        reported={"column": "says", "differs_by_percent": 20},
    )
    facts = team(*workers, *cases)
    return {
        "count": weighted(facts, counting()),
        "asks": weighted(facts, small_policy(asks)),
    }


def test_the_table_has_what_people_say_where_a_policy_asks() -> None:
    """Everyone is 80% full: 95.5 is let pass at twenty points, 120 is not, and a blank is no answer."""
    rows = _rows(table(_asked()))

    assert [row["asks says_percent"] for row in rows] == ["95.5", "", "120.0"]
    assert [row["asks differs"] for row in rows] == ["no", "", "yes"]
    assert "count says_percent" not in rows[0]
    assert {len(row) for row in rows} == {4 + 6 + 8 + 1}
    assert rows[2]["rank_change"] == "0"


def test_the_page_says_what_people_say_where_a_policy_asks() -> None:
    """A column of its own, and for whom it differs; nothing of it where nobody is asked."""
    found = _asked()

    html = ranking_page.html({"asks": found["asks"]})
    told = read_page(html).text

    assert re.findall(r'<th scope="col"[^>]*>(\w+)</th>', html)[3:] == [
        "Workload", "Share", "Says", "Rank",
    ]  # fmt: skip
    assert "2 people say how full their week is. It changes no number" in told
    assert "Say they are fuller than measured: W3 · Person W3." in told
    assert "Says is how full people say their week is" in told
    assert '<td class="number">120%</td>' in html
    without = read_page(ranking_page.html({"count": found["count"]})).text
    assert "Says" not in without
    assert "people say" not in without


def test_the_page_names_the_policy_that_asks() -> None:
    """Beside another, it is plain which measure they say something else than."""
    told = read_page(ranking_page.html(_asked())).text

    assert "Beside asks" in told
    assert "Beside count" not in told


def test_the_page_says_when_more_than_cases_counts() -> None:
    """Work beside the cases is in the sum, so it is in the sentence about the sum."""
    own = {"kind": "constant", "name": "Stable", "units": 1}
    facts = team(worker("W1"), case("C1", worker_id="W1"))
    policies = [small_policy(), small_policy(small_weighting(worker_terms=[own]))]

    told = [
        read_page(ranking_page.html({"one": weighted(facts, policy)})).text
        for policy in policies
    ]

    assert ["the work beside cases" in said for said in told] == [False, True]
