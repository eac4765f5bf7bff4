"""Files that are not what they seem, or mean harm: each is refused in a sentence, and quickly."""

import zipfile
from pathlib import Path

import pytest

from allocator.errors import InvalidBatch
from tests.importers.exports import (
    annex_a,
    census,
    come,
    csv_file,
    open_case,
    worker_xml,
)
from tests.tables.files import repacked

_BOMB = '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">'
    for inner, name in zip("abcdefghi", "bcdefghij", strict=True)
)


def refusal(path: Path, kind: str = "annex-a") -> str:
    """Why a file is refused."""
    with pytest.raises(InvalidBatch) as refused:
        come(path, kind)  # type: ignore[arg-type]  # a kind by its name
    return str(refused.value)


@pytest.mark.parametrize(
    "start",
    [
        _BOMB + "]>",
        '<!DOCTYPE m SYSTEM "file:///etc/hostname">',
        '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE m [<!ENTITY % p SYSTEM "http://localhost/x"> %p;]>',
        "<!DOCTYPE m>",
    ],
)
def test_a_census_that_declares_anything_is_not_read(
    tmp_path: Path, start: str
) -> None:
    """A bomb of entities, a file to be drawn in or an address: no declaration is ever followed."""
    path = census(tmp_path / "c.xml", worker_xml(QualInst="&j;"), start=start)

    assert "declares a document type" in refusal(path, "workforce-census")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"<Message><CSWWWorker>", "is not whole XML"),
        (b"", "is not whole XML"),
        (b"\x00\x01\x02", "is not whole XML"),
        (b'<?xml version="1.0" encoding="klingon"?><m/>', "encoding"),
        (b"<Message/>", "holds no worker"),
        (b"<a>" * 50 + b"</a>" * 50, "deep"),
    ],
)
def test_a_broken_census_is_told_for_what_it_is(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    """What is cut off, empty, of another encoding or another kind is refused in a sentence."""
    path = tmp_path / "c.xml"
    path.write_bytes(content)

    assert problem in refusal(path, "workforce-census")


def test_a_census_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    """A file of 51 MB, here a hole, is refused by its size."""
    path = tmp_path / "c.xml"
    with path.open("wb") as file:
        file.truncate(51_000_000)

    assert "larger than 50 MB" in refusal(path, "workforce-census")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_census_may_be_of_another_encoding(tmp_path: Path, encoding: str) -> None:
    """The encodings that systems write are read."""
    named = "iso-8859-1" if encoding == "iso-8859-1" else encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{named}"?><Message>{worker_xml(SWENo="Ä1")}</Message>'
    path = tmp_path / "c.xml"
    path.write_bytes(text.encode(encoding))

    assert [w.worker_id for w in come(path, "workforce-census").team.workers] == ["Ä1"]


def test_a_csv_file_called_xlsx_is_told_to_be_none(tmp_path: Path) -> None:
    """The name of a file makes it no workbook."""
    path = csv_file(tmp_path / "annex.xlsx", ["Child Unique ID"], ["1"])

    assert "is not an .xlsx workbook, whatever its name says" in refusal(path)


def test_a_workbook_called_csv_is_told_to_be_one(tmp_path: Path) -> None:
    """Nor does it make it a text file."""
    path = annex_a(tmp_path, {6: [open_case("1")]})
    folder = tmp_path / "lists"
    folder.mkdir()
    path.rename(folder / "List 6.csv")

    assert "is a workbook, whatever its name says" in refusal(folder)


def test_macros_and_passwords_are_refused(tmp_path: Path) -> None:
    """A workbook with macros, and one that a password protects, are never opened."""
    macros = annex_a(tmp_path, {6: [open_case("1")]})
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    )

    assert "holds macros" in refusal(macros)
    assert "password" in refusal(locked)


def test_a_stray_cell_in_the_far_corner_ends_nothing(tmp_path: Path) -> None:
    """A sheet whose last cell is XFD1048576 would take all memory; the child that reads it is ended instead."""
    sheet = (
        b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>Child Unique ID</t></is></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = repacked(annex_a(tmp_path, {6: []}), xl__worksheets__sheet4=sheet)

    said = refusal(path)

    assert "more than" in said or "memory" in said


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A small archive that holds 300 MB of nothing is not unpacked."""
    path = annex_a(tmp_path, {6: [open_case("1")]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/hole.bin", b"\0" * 300_000_000)

    assert "unpacks to" in refusal(path)


def test_what_would_run_or_hide_in_a_cell_is_only_text(tmp_path: Path) -> None:
    """Formulas, markup, directions and 32,000 letters are names like any other, cut to a length an id may have."""
    names = [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "a\u202eb",
        "x" * 32_000,
    ]

    done = come(
        annex_a(
            tmp_path,
            {6: [open_case(str(n), w) for n, w in enumerate(names)]},
            strings_to_formulas=False,
        )
    )

    assert len(done.team.workers) == 4
    assert all(len(worker.worker_id) <= 100 for worker in done.team.workers)


def test_nothing_is_there(tmp_path: Path) -> None:
    """A path that leads nowhere is told."""
    assert "no file or folder is here" in refusal(tmp_path / "none.xlsx")
