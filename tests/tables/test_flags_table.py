from pathlib import Path

from tests.tables.files import faults_of, read_tables

_HEAD = "worker_id,flag,since,until,stage,agreed_by\n"


def test_flags_come_with_a_batch(tmp_path: Path) -> None:
    """An optional table; without a stage a flag is proposed."""
    [one, other] = read_tables(
        tmp_path, flags=_HEAD + "W1,high_strain,2026-09-07,,agreed,W1 and M1\nW2,sustained overload,,,,\n"
    ).team.flags  # fmt: skip

    assert (one.stage, one.agreed_by) == ("agreed", "W1 and M1")
    assert (other.flag, other.stage) == ("sustained_overload", "proposed")


def test_every_fault_of_a_flag_is_told(tmp_path: Path) -> None:
    """Unknown people and flags, agreements with nobody, ends before beginnings: all at once."""
    assert faults_of(
        tmp_path,
        flags=_HEAD
        + "W9,high_strain,,,,\nW1,tired,,,,\nW1,high_strain,,,agreed,\nW2,high_strain,2026-09-07,2026-09-01,,\n",
    ) == [
        "flags.csv row 2, worker_id: 'W9' is not in the workers table.",
        "flags.csv row 3, flag: 'tired' is not one of sustained_overload, high_strain, missed_supervision, "
        "missed_learning.",
        "flags.csv row 4, agreed_by: is blank; a flag that is agreed says with whom.",
        "flags.csv row 5, until: 2026-09-01 is before since, 2026-09-07.",
    ]  # fmt: skip


def test_what_is_not_agreed_is_noted_without_a_name(tmp_path: Path) -> None:
    """That somebody reports strain is nobody's business who reads a batch."""
    notes = read_tables(tmp_path, flags=_HEAD + "W1,high_strain,,,,\n").notes

    [note] = [note for note in notes if note.startswith("flags.csv: 1 row ")]
    assert "belong in no batch" in note
    assert "W1" not in note
