import tomllib
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InvalidBatch, InvalidPolicy
from allocator.importers import Imported
from allocator.importers.mapping_file import mapping_text
from allocator.policy.loading import load_policy
from tests.importers.exports import come, csv_file

ROWS = (
    [
        "Client ref",
        "Category",
        "Allocated to",
        "Team",
        "Date referred",
        "Priority",
        "Notes",
    ],
    ["A1", "CIN plan", "Ana Zoë", "North", "01/09/2026", "P2", "x"],
    ["A2", "Section 47", "Unallocated", "North", "02/09/2026", "Urgent", ""],
    ["A3", "PLO", "ben łuk", "South", "03/09/2026", "Red", ""],
)
MAPPING = """
title = "Ours"
source = "A test."
[cases]
waiting = ["Unallocated"]
[cases.columns]
case_id = ["Client number", "Client ref"]
type = "Category"
worker_id = "Allocated to"
referral_date = "Date referred"
urgency = "Priority"
[cases.values.type]
"CIN plan" = "child_in_need"
"Section 47" = "section_47"
"PLO" = "pre_proceedings"
[cases.values.urgency]
"P2" = "high"
"Red" = "urgent"
[cases.leave_out]
"Notes" = ["x"]
"""


def by(parent: Path, mapping: str, *rows: list[str], **asked: Any) -> Imported:
    """What rows come to by a mapping."""
    path = parent / "mapping.toml"
    path.write_text(mapping, "utf-8")
    return come(
        csv_file(parent / "export.csv", *rows), "table", format=str(path), **asked
    )


def test_an_export_becomes_a_batch_by_its_mapping(tmp_path: Path) -> None:
    """Headings and values stand for what the mapping says, words for nobody mean waiting, unwanted rows stay out."""
    done = by(tmp_path, MAPPING, *ROWS)

    assert [(c.case_id, c.type, c.worker_id, c.urgency) for c in done.team.cases] == [
        ("A2", "section_47", "", "urgent"),
        ("A3", "pre_proceedings", "ben łuk", "urgent"),
    ]
    assert [worker.worker_id for worker in done.team.workers] == ["ben łuk"]
    assert done.quality.counts.left_out == 1


def test_every_fault_is_told_in_the_exports_own_row(tmp_path: Path) -> None:
    """Unreadable cells, ids that come twice and types the policy does not know are told at once, by row and column."""
    rows = [
        ROWS[0],
        ["A1", "CIN plan", "", "", "soon", "P2", ""],
        ["A2", "Something", "", "", "", "P9", ""],
        ["A2", "PLO", "", "", "", "", ""],
    ]

    with pytest.raises(InvalidBatch) as refused:
        by(tmp_path, MAPPING, *rows)

    assert {(f.file, f.row, f.column) for f in refused.value.faults} == {
        ("export.csv", 2, "referral_date"),
        ("export.csv", 3, "type"),
        ("export.csv", 3, "urgency"),
        ("export.csv", 4, "case_id"),
    }


def test_what_an_export_does_not_say_can_be_filled(tmp_path: Path) -> None:
    """A blank cell, or a column that is not there, is what the mapping fills in, and told as assumed."""
    mapping = (
        MAPPING.replace('type = "Category"\n', "")
        + '[cases.fill]\ntype = "assessment"\n'
    )

    done = by(tmp_path, mapping, *ROWS)

    assert {case.type for case in done.team.cases} == {"assessment"}
    assert any("takes it to be assessment" in one.said for one in done.quality.findings)


def test_a_failed_lookup_is_treated_as_in_an_annex_a(tmp_path: Path) -> None:
    """A case whose worker is #N/A stays out unless people say that it waits."""
    rows = [ROWS[0], ["A1", "PLO", "#N/A", "", "", "", ""]]

    assert by(tmp_path, MAPPING, *rows).team.cases == ()
    [case] = by(tmp_path, MAPPING, *rows, failed_wait=True).team.cases
    assert case.is_waiting


def test_one_export_may_hold_workers_and_cases(tmp_path: Path) -> None:
    """Each part of a mapping reads its own sheet of a folder or workbook."""
    folder = tmp_path / "export"
    folder.mkdir()
    csv_file(folder / "Work.csv", ["Ref", "Kind", "Who"], ["1", "assessment", "S1"])
    csv_file(
        folder / "Staff.csv", ["Staff ID", "Hours", "Grade"], ["S1", "30", "Manager"]
    )
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'title = "t"\nsource = "s"\n[cases]\nsheet = "work"\n[cases.columns]\ncase_id = "Ref"\ntype = "Kind"\n'
        'worker_id = "Who"\n[workers]\nsheet = "Staff"\n[workers.columns]\nworker_id = "Staff ID"\n'
        'contracted_hours = "Hours"\nseniority = "Grade"\n',
        "utf-8",
    )

    done = come(folder, "table", format=str(mapping))

    [worker] = done.team.workers
    assert (worker.contracted_hours, worker.seniority) == (30, "manager")
    assert done.team.case["1"].worker_id == "S1"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("urgency =", "urgncy ="), "Did you mean 'urgency'"),
        (('type = "Category"', ""), "every row needs it"),
        (("[cases]", "[cases]\ncolour = 1"), "colour"),
    ],
)
def test_a_faulty_mapping_is_told(
    tmp_path: Path, change: tuple[str, str], problem: str
) -> None:
    """A misspelt column, a missing one and an unknown key are told with what would be right."""
    with pytest.raises(InvalidPolicy, match=problem):
        by(tmp_path, MAPPING.replace(*change), *ROWS)


def test_an_export_without_the_headings_is_told(tmp_path: Path) -> None:
    """Where none of the headings is there, the columns are named."""
    with pytest.raises(InvalidBatch, match="no column for case_id"):
        by(tmp_path, MAPPING, ["Something"], ["1"])


def test_adults_requests_come_in_by_the_mapping_that_ships(tmp_path: Path) -> None:
    """Requests, assessments and reviews of adults are cases of the adults' policy; closed ones stay out."""
    path = csv_file(
        tmp_path / "requests.csv",
        [
            "Request ID",
            "Event type",
            "Allocated worker",
            "Request date",
            "Priority",
            "Status",
        ],
        ["R1", "Request", "", "01/09/2026", "P1", "Open"],
        ["R2", "Section 42 enquiry", "Ana Zoë", "02/09/2026", "", "Open"],
        ["R3", "Review", "", "", "", "Closed"],
    )

    done = come(path, "table", "adults-workload", format="adult-requests")

    assert [(c.case_id, c.type, c.urgency) for c in done.team.cases] == [
        ("R1", "assessment", "urgent"),
        ("R2", "safeguarding", None),
    ]


def test_guesses_make_a_mapping_that_works(tmp_path: Path) -> None:
    """Without anyone to ask, headings and values are guessed, marked as guessed, and import as they are."""
    path = csv_file(tmp_path / "export.csv", *ROWS)

    text = mapping_text(path, load_policy(), None)

    made = tomllib.loads(text)["cases"]
    assert made["columns"] == {
        "case_id": "Client ref",
        "type": "Category",
        "worker_id": "Allocated to",
        "team": "Team",
        "referral_date": "Date referred",
        "urgency": "Priority",
    }
    assert made["waiting"] == ["Unallocated"]
    assert made["values"]["type"] == {
        "CIN plan": "child_in_need",
        "PLO": "pre_proceedings",
    }
    lines = [
        line
        for line in text.splitlines()
        if " = " in line and line.startswith(("case_id", '"PLO"', "waiting"))
    ]
    assert len(lines) == 3
    assert all("guessed" in line for line in lines)
    mapping = tmp_path / "m.toml"
    mapping.write_text(text, "utf-8")
    assert len(come(path, "table", format=str(mapping)).team.cases) == 3


def test_what_people_answer_is_what_is_written(tmp_path: Path) -> None:
    """Answers take the place of guesses, a blank answer leaves a column out, and nothing is marked as guessed."""
    path = csv_file(tmp_path / "export.csv", *ROWS)
    asked: list[str] = []

    def ask(question: str, answers: Any, guessed: str) -> str:
        asked.append(question)
        if "which heading is team" in question:
            return ""
        return "care_proceedings" if "'PLO'" in question else guessed

    text = mapping_text(path, load_policy(), ask)

    made = tomllib.loads(text)["cases"]
    assert "team" not in made["columns"]
    assert made["values"]["type"]["PLO"] == "care_proceedings"
    assert "guessed" not in text
    assert any("'PLO'" in question for question in asked)


def test_an_export_like_nothing_known_is_told(tmp_path: Path) -> None:
    """Where no heading is known, there is nothing to guess from."""
    path = csv_file(tmp_path / "export.csv", ["Alpha", "Beta"], ["1", "2"])

    with pytest.raises(InvalidBatch, match="looks like cases or workers"):
        mapping_text(path, load_policy(), None)


def test_headings_that_would_break_the_file_are_quoted(tmp_path: Path) -> None:
    """Quotation marks, backslashes and control characters of an export stay text in the mapping."""
    rows = [["Case ID", "Type", 'a "b" \\ \x7f'], ["1", 'x"\\', "y"]]

    text = mapping_text(csv_file(tmp_path / 'e"x.csv', *rows), load_policy(), None)

    assert tomllib.loads(text)["title"] == 'Mapping of e"x.csv'
