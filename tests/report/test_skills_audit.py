import csv
import dataclasses
import io
import itertools
import json
from typing import Any

import openpyxl
import pytest

from allocator import shipped
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_audit_text, skills_files
from allocator.report.skills_audited import Audited
from allocator.report.skills_framework import described
from allocator.report.skills_heat import INK_ON, SHADES, level_cell, share_cell
from allocator.report.skills_sentences import prompt
from allocator.skills.compiling import compile_audit
from allocator.tables.audit_reading import read_audit
from tests.builders import worker
from tests.report.markup import read_page
from tests.skills.audits import compiled, pairs

FRAMEWORK = load_framework("children")
SHARED = ("audit.html", "audit.json", "competencies.csv", "groups.csv")


@pytest.fixture(scope="module")
def audited() -> Audited:
    """The audit of forty people that ships."""
    folder = shipped.folder("scenarios", "audits", "children")
    return compile_audit(read_audit(folder, FRAMEWORK), FRAMEWORK)


@pytest.fixture(scope="module")
def files(audited: Audited) -> dict[str, bytes]:
    """What is written of it, by name."""
    return skills_files.rendered(audited)


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file by heading."""
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


@pytest.mark.parametrize("name", SHARED)
def test_what_is_shared_names_nobody(
    name: str, audited: Audited, files: dict[str, bytes]
) -> None:
    """Neither ids nor names nor reasons stand in the files that may be handed round."""
    said = files[name].decode()

    for one in audited.workers:
        assert one.name not in said
        assert f">{one.worker_id}<" not in said
        assert f'"{one.worker_id}"' not in said
        assert f"{one.worker_id} · " not in said
    assert not any(level.reason in said for level in audited.levels if level.reason)


def test_the_terminal_names_nobody(audited: Audited) -> None:
    """What is printed may be read over someone's shoulder; lines fit 80 columns."""
    said = skills_audit_text.text(audited)

    assert not any(one.name in said for one in audited.workers)
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "Ash below the others" in said


def test_evidence_is_in_no_report() -> None:
    """What somebody wrote about their work is for the two who talk."""
    answers = [one.changed(evidence="SECRET") for one in pairs("W1", (4, 1), (2, 2))]

    found = skills_files.rendered(compiled(answers))

    assert all(b"SECRET" not in content for content in found.values())


def test_the_allocator_reads_what_is_agreed(
    audited: Audited, files: dict[str, bytes]
) -> None:
    """skills.csv has each agreed level once, both answers where nothing is agreed, and skills of cases only."""
    table = rows(files["skills.csv"])

    told = {(one["worker_id"], one["skill"], one["source"]): one for one in table}
    assert len(told) == len(table)
    for level in audited.levels:
        place = (level.worker_id, level.competency)
        if level.competency not in FRAMEWORK.skills:
            assert (*place, "agreed") not in told
        elif level.agreed is not None:
            assert told[(*place, "agreed")]["level"] == str(level.agreed)
            assert told[(*place, "agreed")]["date"] == level.date.isoformat()
            assert (*place, "self") not in told
        elif level.how == "apart":
            assert told[(*place, "self")]["level"] == str(level.own)
            assert told[(*place, "supervisor")]["level"] == str(level.supervisor)


def test_every_level_has_its_row(audited: Audited, files: dict[str, bytes]) -> None:
    """levels.csv is all of them, blank where somebody did not answer."""
    table = rows(files["levels.csv"])

    assert len(table) == len(audited.levels)
    for row, level in zip(table, audited.levels, strict=True):
        said = (row["self_level"], row["supervisor_level"], row["agreed_level"])
        expected = (level.own, level.supervisor, level.agreed)
        assert said == tuple("" if one is None else str(one) for one in expected)
        assert row["required"] == str(level.asked)


def test_json_is_the_account(audited: Audited, files: dict[str, bytes]) -> None:
    """Read back, it is what was compiled."""
    document = json.loads(files["audit.json"])

    assert document["schema"] == 1
    assert type(audited.account).model_validate(document) == audited.account


def test_the_same_audit_gives_the_same_bytes(
    audited: Audited, files: dict[str, bytes]
) -> None:
    """Nothing depends on when it is written."""
    assert skills_files.rendered(audited) == files


def test_the_heat_map_of_the_workbook_is_the_levels(
    audited: Audited, files: dict[str, bytes]
) -> None:
    """Numbers stay numbers, short of what is asked framed, not agreed marked, whatever the colour."""
    sheet = openpyxl.load_workbook(io.BytesIO(files["audit.xlsx"]))["People"]
    titles = {
        FRAMEWORK.competencies[name].title: name for name in FRAMEWORK.competencies
    }
    columns = {titles[cell.value]: cell.column for cell in sheet[1][2:]}
    told = 0
    for row in sheet.iter_rows(min_row=2, max_row=41):
        worker_id = str(row[0].value).split(" · ")[0]
        for name, column in columns.items():
            level, cell = audited.level.get((worker_id, name)), row[column - 1]
            if level is None:
                assert cell.value is None
                continue
            told += 1
            assert cell.value == level.taken
            assert ("?" in cell.number_format) == (level.agreed is None)
            assert (cell.border.left.style == "medium") == (level.asked > level.taken)
            assert cell.fill.start_color.rgb == "FF" + SHADES[level.taken][1:]
    assert told == len(audited.levels)


def test_shades_read_in_grey_and_text_reads_on_them() -> None:
    """Each level is darker than the one below by a clear step, and its text has a contrast of 4.5 or more."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [
            p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light = [luminance(shade) for shade in SHADES]
    ratios = [(one + 0.05) / (other + 0.05) for one, other in itertools.pairwise(light)]
    assert min(ratios) > 1.15
    for shade, ink in zip(SHADES, INK_ON, strict=True):
        pair = sorted([luminance(shade), luminance(ink)])
        assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5


def test_a_cell_says_what_its_colour_says() -> None:
    """Level, question mark and what is asked stand in words in every cell."""
    people = [worker("W1", seniority="lead")]
    agreed, apart = compiled(pairs("W1", (2, 2), (4, 1)), workers=people).levels

    assert level_cell(agreed)[:3] == ("2", 2, "of 3")
    assert level_cell(apart)[:3] == ("1?", 1, "")
    assert level_cell(None).shade is None
    assert [share_cell(one).shade for one in (0, 39.9, 40, 60, 75, 90, 100)] == [
        0,
        0,
        1,
        2,
        3,
        4,
        4,
    ]
    assert share_cell(None).text == "few"


def test_a_prompt_asks_and_does_not_judge() -> None:
    """Sentences for each kind, with the numbers they rest on."""
    answers = [
        *pairs("W1", (3, 2), (3, 2), (2, 1), (4, 2)),
        *pairs("W2", (4, 1), supervisor="N"),
    ]
    audit = compiled(answers, workers=[worker("W1", name="Ada"), worker("W2")])

    told = [prompt(audit, one) for one in audit.prompts]

    assert told[0] == (
        "W1 · Ada sees themselves on average 1.2 levels above M, over 4 competencies, most in Talking, Care and Law."
        " What has each seen that the other has not?"
    )
    assert (
        "W2 and N are 3 levels apart on Law: talk, and write down the level and the reason."
        in told
    )
    assert not any(
        word in " ".join(told) for word in ("wrong", "fail", "poor", "must ")
    )


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x>', "=1+1", "\u202eevil"]
)
def test_names_are_text_wherever_they_stand(text: str, audited: Audited) -> None:
    """Markup, formulas and reversed text in names, teams and reasons stay text in every file."""
    workers = tuple(
        one.changed(name=text + one.name, team=text + one.team)
        for one in audited.workers
    )
    laid: Any = dataclasses.replace(
        audited,
        workers=workers,
        levels=tuple(
            level._replace(reason=text + level.reason) for level in audited.levels
        ),
    )

    found = skills_files.rendered(laid)

    for name in ("people.html", "audit.html"):
        before = read_page(skills_files.rendered(audited)[name].decode())
        page = read_page(found[name].decode())
        assert page.elements == before.elements
        assert "\u202e" not in found[name].decode()
    for name in ("levels.csv", "prompts.csv"):
        cells = [cell for row in rows(found[name]) for cell in row.values()]
        assert not any(cell.startswith("=") for cell in cells)
    book = openpyxl.load_workbook(io.BytesIO(found["audit.xlsx"]))
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


def test_a_framework_is_told_whole() -> None:
    """Every question, level, standard, need and version of the shipped framework stands in its description."""
    said = " ".join(described(FRAMEWORK).split())

    for one in FRAMEWORK.competencies.values():
        assert one.question in said
        assert all(level in said for level in one.levels)
    assert all(need.reason in said for need in FRAMEWORK.future)
    assert all(one.asks in said for one in FRAMEWORK.experience.values())
    assert all(one.why in said for one in FRAMEWORK.versions)
    assert "6: Child and family assessment, not verified" in said
    assert "Looked for by: care proceedings (3)" not in said.split("[assessment]")[0]
    assert "care proceedings (3); adoption (1)" in said
    assert all(len(line) <= 80 for line in described(FRAMEWORK).splitlines())
