import pytest

from allocator.report.columns import fitted, wrapped

HEADING = ("Worker", "caseload-count", "Rank")
NAME = "Speedwell Chiffchaff of the Long House"


@pytest.mark.parametrize("width", [38, 50, 61, 62, 80])
def test_a_table_fits_and_loses_nothing(width: int) -> None:
    """Headings wrap before names do, and nothing is cut off."""
    lines = fitted(HEADING, [(NAME, "101%", "1st")], width, right=(1, 2))

    assert max(map(len, lines)) <= width
    told = " ".join(" ".join(line[: width - 16] for line in lines[1:]).split())
    assert all(word in told for word in NAME.split())
    assert sum(line.count("%") for line in lines) == 1


def test_names_have_as_much_room_as_there_is() -> None:
    """A name wraps only where the other columns leave it too little, and a heading breaks after its hyphen first."""
    row = (NAME, "101%", "1st")
    wide = len(NAME) + 2 + len("caseload-count") + 2 + len("Rank")
    narrow = wide - len("caseload-count") + len("caseload-")

    def first_lines(width: int) -> tuple[str, str]:
        lines = fitted(HEADING, [row], width, right=(1, 2))
        return lines[0].split()[1], lines[-1][: len(NAME)]

    assert first_lines(wide) == ("caseload-count", NAME)
    assert first_lines(wide - 1) == ("caseload-", NAME)
    assert first_lines(narrow) == ("caseload-", NAME)
    assert first_lines(narrow - 1)[1] != NAME


def test_the_first_column_never_vanishes() -> None:
    """In a terminal too narrow for the others, names still have a dozen columns."""
    lines = fitted(HEADING, [("Speedwell", "101%", "1st")], 10)

    assert lines[-1].startswith("Speedwell")


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("caseload-three-point", 10, ["caseload-", "three-", "point"]),
        ("caseload-three-point", 15, ["caseload-three-", "point"]),
        ("caseload-count", 14, ["caseload-count"]),
        ("unbroken", 4, ["unbr", "oken"]),
        ("a-unbroken", 4, ["a-", "unbr", "oken"]),
    ],
)
def test_long_words_break_after_a_hyphen(
    text: str, width: int, lines: list[str]
) -> None:
    """Only where a word is too long, and anywhere in it only where it has no hyphen."""
    assert wrapped(text, width) == lines
