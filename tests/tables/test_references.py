from pathlib import Path

from tests.tables.files import faults_of, read_tables


def test_an_unknown_worker_is_told_with_the_id_that_may_be_meant(
    tmp_path: Path,
) -> None:
    """A spreadsheet that ate the leading zeros is found out."""
    told = faults_of(
        tmp_path,
        workers="worker_id,contracted_hours\n007,37\nA-1,37\n",
        cases="case_id,type,worker_id\nC1,assessment,7\nC2,assessment,a1\nC3,assessment,W3\n",
    )

    assert told == [
        "cases.csv row 2, worker_id: '7' is not in the workers table. Did you mean '007'?",
        "cases.csv row 3, worker_id: 'a1' is not in the workers table. Did you mean 'A-1'?",
        "cases.csv row 4, worker_id: 'W3' is not in the workers table.",
    ]


def test_contradictory_pins_are_told_by_row(tmp_path: Path) -> None:
    """Two pins that cannot both hold, and a pin against who holds the case."""
    told = faults_of(
        tmp_path,
        cases="case_id,type,worker_id\nC1,assessment,\nC2,assessment,W1\n",
        pins="case_id,worker_id,kind\nC1,W1,must\nC1,W2,must\nC1,W1,never\nC2,W2,must\n",
    )

    assert [line.partition(":")[0] for line in told] == [
        "pins.csv row 2, kind",
        "pins.csv row 3, worker_id",
        "pins.csv row 5, worker_id",
    ]


def test_a_pin_with_a_fault_clashes_with_nothing(tmp_path: Path) -> None:
    """What a broken pin would have said is not guessed."""
    told = faults_of(tmp_path, pins="case_id,worker_id,kind\nC1,W1,must\nC1,W2,nver\n")

    assert told == ["pins.csv row 3, kind: 'nver' is not one of must, never."]


def test_people_who_have_left_are_noted(tmp_path: Path) -> None:
    """A known worker or a supervisor need not be in the batch, but it is said who is not."""
    batch = read_tables(
        tmp_path,
        workers="worker_id,contracted_hours,supervisor_id\nW1,37,S1\n",
        cases="case_id,type,known_worker_ids\n"
        + "".join(f"C{n},x,L{n};W1\n" for n in range(8)),
    )

    assert batch.notes == (
        "workers.csv, supervisor_id: not in the workers table: 'S1'.",
        "cases.csv, known_worker_ids: not in the workers table:"
        " 'L0', 'L1', 'L2', 'L3', 'L4' and 3 more.",
    )


def test_a_missing_table_makes_no_further_faults(tmp_path: Path) -> None:
    """Without a workers table nobody can be found, and that is one fault."""
    told = faults_of(
        tmp_path,
        workers="",
        cases="case_id,type,worker_id,barred_worker_ids\nC1,assessment,W1,W2;W3\n",
        pins="case_id,worker_id\nC9,W4\n",
    )

    assert told == [
        "workers.csv: is empty; its first row names the columns.",
        "pins.csv row 2, case_id: 'C9' is not in the cases table.",
    ]


def test_messages_show_no_hidden_text(tmp_path: Path) -> None:
    """An id that would turn the line around is written out."""
    (told,) = faults_of(
        tmp_path, cases="case_id,type,worker_id\nC1,assessment,W\u202e1\n"
    )

    assert "'W\\u202e1' is not in the workers table." in told
