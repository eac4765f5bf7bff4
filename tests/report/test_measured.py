import json

import pytest

from allocator.report import measured
from allocator.workload.measure import Workload
from tests.report.sides import sides


def test_what_is_streamed_is_the_document() -> None:
    """In parts or whole, one policy's document is the same, alone and among others."""
    found = sides()

    alone = [
        json.loads(b"".join(measured.json_parts({name: workload})))
        for name, workload in found.items()
    ]

    assert alone == [measured.document(workload) for workload in found.values()]
    assert json.loads(b"".join(measured.json_parts(found)))["policies"] == alone


@pytest.mark.parametrize("part", ["holdings", "asked"])
def test_nothing_is_written_before_everything_is_weighed(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be weighed is an error, never half a document."""
    found = sides()

    def refuse(workload: Workload) -> None:
        raise ArithmeticError

    monkeypatch.setattr(Workload, part, property(refuse))

    with pytest.raises(ArithmeticError):
        measured.json_parts(found)
