import pytest
from hypothesis import given
from hypothesis import strategies as st

from allocator.tables.formulas import bare_cell, safe_cell


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "\r=1", "'=1"]
)
def test_text_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    """No cell we write starts with what starts a formula."""
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["W1", "O'Neill", "'t Hooft", "", "a=b"])
def test_other_text_is_left_alone(text: str) -> None:
    """Names with an apostrophe stay as they are."""
    assert safe_cell(text) == text


@given(st.text(alphabet="'=+-@\t\rab"))
def test_the_guard_is_taken_off_exactly(text: str) -> None:
    """What was guarded comes back as it was, however it looked before."""
    assert bare_cell(safe_cell(text)) == text
