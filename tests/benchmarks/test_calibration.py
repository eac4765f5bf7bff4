"""The study of calibration counts what it says it counts, and its page is made from its rows alone."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.calibration import __main__ as command
from benchmarks.calibration import speed, study
from benchmarks.calibration.page import text
from benchmarks.calibration.speed import Timed
from benchmarks.calibration.study import Row, Scenario

_ROW = Row(
    scenario="usual", people=24, weeks=4, truth="as believed", parts="by task", diaries=60, numbers=38.0,
    held_percent=90.1, error_of_that=0.7, alone_percent=84.9, entangled_numbers=12.0, entangled_percent=91.7,
    sums_percent=91.4, few_people_percent=float("nan"), width_percent=51.0, closer_percent=47.0, seconds=2.0,
)  # fmt: skip


def _texts(row: Row | Timed) -> dict[str, str]:
    return {name: str(value) for name, value in vars(row).items()}


@pytest.mark.slow
def test_a_scenario_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice, on a small service: shares are percentages, and most intervals hold."""
    small = Scenario(8, 2, "as believed", "by task", "small")
    monkeypatch.setitem(study.SCENARIOS, "usual", small)

    row = study.run("usual", 2)

    assert (row.people, row.weeks, row.diaries) == (8, 2, 2)
    assert row.numbers > 10
    assert 60 <= row.held_percent <= 100
    assert row.width_percent > 0


def test_a_row_takes_the_place_of_its_earlier_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Run piece by piece, the rows of a day are one of each scenario; the page is made from the newest."""
    monkeypatch.setattr(command, "RESULTS", tmp_path)
    monkeypatch.setattr(command, "PAGE", tmp_path / "page.md")
    shares = iter((88.0, 90.1))

    def run(name: str, times: int) -> Row:
        return Row(**{**vars(_ROW), "held_percent": next(shares), "diaries": times})

    monkeypatch.setattr(command, "run", run)
    for _ in range(2):
        told = CliRunner().invoke(
            command.main, ["--scenario", "usual", "--diaries", "60", "--page"]
        )
        assert told.exit_code == 0, told.output

    [place] = tmp_path.glob("*-calibration.csv")
    assert len(place.read_text("utf-8").splitlines()) == 2
    assert "90.1 ± 0.7%" in (tmp_path / "page.md").read_text("utf-8")


def test_the_page_says_where_it_fails(tmp_path: Path) -> None:
    """What lies outside 85 to 95% is said in words; what lies inside is said too."""
    poor = Row(**{**vars(_ROW), "scenario": "far-off", "held_percent": 70.0})
    timed = Timed("speed", "diary report", 500, 4, 100_000, 9.5)

    page = text(
        [_texts(poor), _texts(_ROW), _texts(timed)],
        tmp_path / "2026-01-02-calibration.csv",
    )

    assert "between 85% and 95% of the time with: three teams for four weeks." in page
    assert (
        "With numbers much further off than believed they hold too seldom: 70.0%."
        in page
    )
    assert "Diaries alone promise more than they hold (under 85%) with:" in page
    assert "| `allocator diary report` | 9.5 |" in page
    assert "100,000 lines" in page
    assert "none |" in page


@pytest.mark.slow
def test_commands_are_timed_from_start_to_end() -> None:
    """Each of the three has a row with its seconds, over the lines that were drawn."""
    rows = [*speed.timed(people=16, weeks=1)]

    assert [row.command for row in rows] == ["diary check", "diary report", "calibrate"]
    assert all(row.seconds > 0 for row in rows)
    assert {row.lines for row in rows} == {rows[0].lines}
