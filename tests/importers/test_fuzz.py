"""Whatever stands in a file, an import comes out whole or is refused in words; seconds of each reader."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from allocator.domain.team import contradictions
from allocator.errors import AllocatorError
from allocator.importers import Kind
from allocator.importers.mapping_file import mapping_text
from allocator.policy.loading import load_policy
from tests.importers.exports import HEADINGS, census, come, worker_xml
from tests.importers.test_mapping import MAPPING

_SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)
_CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "1",
            "2",
            "#N/A",
            "a) Looked after child",
            "CP",
            "Closed",
            "Unallocated",
            "North Team",
            "Ana",
            "ana ",
            ";",
            "01/09/2026",
            "2026-13-45",
            "a) Yes",
            "-",
            "=1+1",
            "N2",
            "C1: ICO",
        ]
    ),
    st.text(max_size=20),
)
_ELEMENTS = (
    "SWENo",
    "FTE",
    "FTE30",
    "OrgRole",
    "RoleEndDate",
    "RoleStartDate",
    "Cases30",
    "CFKSSstatus",
    "Absat30Sept",
    "ReasonAbsence",
)
_XML_TEXT = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"), exclude_characters="<&>\ufffe\uffff"
    ),
    max_size=12,
)


def comes_whole_or_is_refused(path: Path, kind: Kind, format_name: str = "") -> None:
    """An import gives a team that agrees with itself, or an error that was meant."""
    try:
        done = come(path, kind, format=format_name)
    except AllocatorError:
        return
    assert [*contradictions(done.team)] == []
    assert done.quality.counts.held + done.quality.counts.waiting == len(
        done.team.cases
    )


def text_of(rows: list[list[str]]) -> str:
    """Rows as CSV."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@_SOME
@given(
    st.dictionaries(
        st.sampled_from([*HEADINGS]),
        st.lists(st.lists(_CELLS, max_size=11), max_size=6),
    )
)
@example({3: [], 4: [], 9: [["1", "", ";"]]})
def test_lists_of_anything(lists: dict[int, list[list[str]]]) -> None:
    """Any cells below the headings of an Annex A."""
    with tempfile.TemporaryDirectory() as name:
        for number, rows in {6: [], **lists}.items():
            wide = [row[: len(HEADINGS[number])] for row in rows]
            text = text_of([[*HEADINGS[number]], *wide])
            (Path(name) / f"List {number}.csv").write_bytes(
                text.encode("utf-8", "replace")
            )
        comes_whole_or_is_refused(Path(name), "annex-a")


@_SOME
@given(st.binary(max_size=400))
def test_files_of_any_bytes(content: bytes) -> None:
    """Any bytes as a workbook's, a list's, a census's and an export's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "lists"
        folder.mkdir()
        (folder / "List 6.csv").write_bytes(content)
        comes_whole_or_is_refused(folder, "annex-a")
        (Path(name) / "c.xml").write_bytes(content)
        comes_whole_or_is_refused(Path(name) / "c.xml", "workforce-census")
        (Path(name) / "a.xlsx").write_bytes(content)
        comes_whole_or_is_refused(Path(name) / "a.xlsx", "annex-a")


@_SOME
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(_ELEMENTS),
            _XML_TEXT | st.sampled_from(["1", "0.5", "3", "2026-09-01"]),
        ),
        max_size=5,
    )
)
def test_a_census_of_anything(workers: list[dict[str, str]]) -> None:
    """Any text in the elements of a census."""
    with tempfile.TemporaryDirectory() as name:
        path = census(
            Path(name) / "c.xml", *(worker_xml(**elements) for elements in workers)
        )
        comes_whole_or_is_refused(path, "workforce-census")


@_SOME
@given(st.lists(st.lists(_CELLS, max_size=8), max_size=8))
def test_an_export_of_anything(rows: list[list[str]]) -> None:
    """Any rows below and above the headings, by a mapping, and any guess at them is a mapping that can be read."""
    head = [
        "Client ref",
        "Category",
        "Allocated to",
        "Team",
        "Date referred",
        "Priority",
        "Notes",
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "m.toml").write_text(MAPPING, "utf-8")
        text = text_of([*rows[:1], head, *rows[1:]])
        (folder / "export.csv").write_bytes(text.encode("utf-8", "replace"))
        comes_whole_or_is_refused(
            folder / "export.csv", "table", str(folder / "m.toml")
        )
        try:
            made = mapping_text(folder / "export.csv", load_policy(), None)
        except AllocatorError:
            return
        (folder / "made.toml").write_text(made, "utf-8")
        comes_whole_or_is_refused(
            folder / "export.csv", "table", str(folder / "made.toml")
        )
