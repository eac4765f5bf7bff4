"""Refuses a workbook that should not be opened, by its first bytes and list of contents."""

import io
import zipfile

from allocator.tables import limits

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CSV_INSTEAD = "save its sheets as CSV files in a folder instead."


def refusal(content: bytes) -> str:
    """Why a workbook is not opened, or nothing where it may be."""
    if content.startswith(_OLD_OFFICE):
        if _ENCRYPTED in content:
            return "is protected by a password; save it without one."
        return "is a workbook of the old .xls kind; save it as .xlsx."
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return (
            "is not an .xlsx workbook, whatever its name says; save it as .xlsx again."
        )
    names = {part.filename.replace("\\", "/").lower() for part in parts}
    unpacked = sum(part.file_size for part in parts)
    if any(name.endswith("vbaproject.bin") for name in names):
        return "holds macros; save it as .xlsx without them."
    if "xl/workbook.bin" in names:
        return "is a workbook of the .xlsb kind; save it as .xlsx."
    if "xl/workbook.xml" not in names:
        return (
            "is not an .xlsx workbook, whatever its name says; save it as .xlsx again."
        )
    if unpacked > limits.LARGEST_UNPACKED_BYTES:
        return (
            f"unpacks to {unpacked // 1_000_000:,} MB, and at most"
            f" {limits.LARGEST_UNPACKED_BYTES // 1_000_000} are read; {_CSV_INSTEAD}"
        )
    return ""


def too_large(size: int) -> str:
    """Why a file of this size is not read, or nothing where it may be."""
    if size <= limits.LARGEST_WORKBOOK_BYTES:
        return ""
    return f"is larger than {limits.LARGEST_WORKBOOK_BYTES // 1_000_000} MB; {_CSV_INSTEAD}"
