"""Both folders of a weekly run."""

from pathlib import Path

import pytest

from tests.weekly.boxes import Boxes


@pytest.fixture
def boxes(tmp_path: Path) -> Boxes:
    """An inbox and an outbox, both empty."""
    return Boxes(tmp_path)
