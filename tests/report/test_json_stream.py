import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allocator.report.json_stream import written

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.decimals(-1000, 1000, places=3, allow_nan=False).map(float)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abcdef"), VALUES), st.lists(VALUES))
def test_a_document_in_parts_is_the_document(
    document: dict[str, Any], rows: list[Any]
) -> None:
    """Put together it is what ``json.dumps`` writes, whether a list is there or is made while it is written."""
    whole = {**document, "rows": rows, "nested": [{"rows": rows}]}
    lazy = {**document, "rows": iter(rows), "nested": [{"rows": iter(rows)}]}

    for given_as in (whole, lazy):
        text = b"".join(written(given_as)).decode()
        assert json.loads(text) == whole
        # Tiny numbers are written with another exponent, which reads the same.
        if "e-" not in text:
            assert text == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def test_rows_are_made_one_by_one() -> None:
    """A row is written before the next is made: a long document never stands in memory whole."""
    made = []

    def rows() -> Any:
        for number in range(3):
            made.append(number)
            yield {"number": number}

    parts = written({"rows": rows()})
    while b'"number": 0' not in next(parts):
        pass

    assert made == [0]
