import pytest

from allocator.errors import (
    AllocatorError,
    BrokenAnswer,
    Fault,
    Impossible,
    InvalidBatch,
    InvalidPolicy,
    NoAnswerInTime,
    UnknownName,
    suggestion,
)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (
            Fault("cases.csv", 14, "urgency", "'hi' is not known."),
            "cases.csv row 14, urgency: 'hi' is not known.",
        ),
        (
            Fault("standard.toml", None, "balance.step_percent", "is missing."),
            "standard.toml, balance.step_percent: is missing.",
        ),
        (
            Fault("cases.csv", 2, "", "has too many cells."),
            "cases.csv row 2: has too many cells.",
        ),
        (Fault("cases.csv", None, "", "is empty."), "cases.csv: is empty."),
    ],
)
def test_a_fault_says_where_and_what(fault: Fault, told: str) -> None:
    """File, row where there is one, column where there is one, then what is wrong: one line."""
    assert str(fault) == told


def test_faults_are_sorted_as_a_person_reads_a_file() -> None:
    """Faults of one file order by row number, not by its digits."""
    tenth, second = (Fault("cases.csv", row, "type", "is blank.") for row in (10, 2))

    assert sorted([tenth, second]) == [second, tenth]


def test_the_first_hundred_faults_are_shown_and_the_rest_counted() -> None:
    """A thousand faults do not flood the screen, and none is lost to whoever asks for them."""
    faults = [Fault("cases.csv", row, "type", "is blank.") for row in range(1, 1235)]

    error = InvalidBatch(faults)

    lines = str(error).splitlines()
    assert lines[:100] == [str(fault) for fault in faults[:100]]
    assert lines[100:] == ["... and 1,134 more faults."]
    assert error.faults == tuple(faults)


def test_a_hundred_faults_need_no_count() -> None:
    """Nothing is said about more faults when all are shown."""
    error = InvalidPolicy([Fault("a.toml", None, "x", "is missing.")] * 100)

    assert len(str(error).splitlines()) == 100


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidBatch([]), 5),
        (InvalidPolicy([]), 2),
        (UnknownName("policy", "x", ()), 2),
        (Impossible([]), 3),
        (NoAnswerInTime(1), 4),
        (BrokenAnswer(), 1),
    ],
)
def test_every_error_has_its_exit_code_and_one_root(
    error: AllocatorError, code: int
) -> None:
    """Whatever goes wrong on purpose can be caught as one kind and ends the command as documented."""
    assert error.exit_code == code


def test_clashes_are_numbered() -> None:
    """What cannot hold together is listed so that a meeting can point at each part."""
    error = Impossible(["Pin A.", "Rule B."])

    assert str(error) == "These cannot all hold: (1) Pin A. (2) Rule B."
    assert error.clashes == ("Pin A.", "Rule B.")


def test_running_out_of_time_says_what_to_do() -> None:
    """Someone without an answer learns how long was tried and what would help."""
    told = "No proposal was found in 2.5 seconds. Allow more time."

    assert str(NoAnswerInTime(2.5)) == told


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    """A slip of the keyboard costs one look at the message."""
    error = UnknownName("grade", "advnced", ["advanced", "manager"])

    assert str(error) == "No grade is called 'advnced'. Did you mean 'advanced'?"
    assert (error.name, error.known) == ("advnced", ("advanced", "manager"))


@pytest.mark.parametrize(
    ("name", "known", "said"),
    [
        ("Advanced", ["advanced", "manager"], " Did you mean 'advanced'?"),
        ("zzz", ["advanced", "manager"], " Known: advanced, manager."),
        ("zzz", [f"grade_{n}" for n in range(16)], " Known: "),
        ("zzz", [f"grade_{n}" for n in range(17)], ""),
        ("zzz", [], ""),
    ],
)
def test_suggestions_help_or_are_silent(name: str, known: list[str], said: str) -> None:
    """The nearest name, or all of them when they are few; a long list helps nobody."""
    found = suggestion(name, known)

    assert found.startswith(said)
    assert bool(found) == bool(said)


def test_who_has_too_much_is_told_before_what_clashes() -> None:
    """The sentence that explains comes first, after what it is about."""
    shortage = "2 waiting cases weigh too much."

    assert str(Impossible(["a", "b"], shortage=shortage)) == (
        "2 waiting cases weigh too much. These cannot all hold: (1) a (2) b"
    )
    assert str(Impossible(["a"], "week 2", shortage)) == (
        "week 2: 2 waiting cases weigh too much. These cannot all hold: (1) a"
    )
    assert str(Impossible(["a"], "week 2")) == "week 2: these cannot all hold: (1) a"
