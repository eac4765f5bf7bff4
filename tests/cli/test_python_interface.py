import json
from pathlib import Path

import allocator
from allocator import allocate, load_policy, read_batch
from allocator.report.files import json_text
from tests.cli.conftest import Call


def test_three_lines_give_what_the_command_gives(tiny: Path, call: Call) -> None:
    """From Python the same batch and policy give the same account."""
    policy = load_policy("caseload-count")
    batch = read_batch(tiny, policy)
    outcome = allocate(batch, policy)

    told = call("allocate", tiny, "--json", "--policy", "caseload-count")
    mine, theirs = json.loads(json_text(outcome.account)), json.loads(told.out)
    assert mine | {"seconds": 0} == theirs | {"seconds": 0}


def test_a_batch_may_be_read_before_a_policy_is_chosen(tiny: Path) -> None:
    """One reading serves several policies."""
    batch = read_batch(str(tiny))

    costs = {
        name: len(allocate(batch, load_policy(name)).account.assignments)
        for name in ("caseload-count", "caseload-three-point")
    }

    assert costs == {"caseload-count": 3, "caseload-three-point": 3}


def test_everything_public_is_said() -> None:
    """What the package offers is what it names, and each has its sentence and its types."""
    assert allocator.__all__ == ["allocate", "load_policy", "read_batch"]
    for name in allocator.__all__:
        offered = getattr(allocator, name)
        assert offered.__doc__
        assert "return" in offered.__annotations__
    assert (Path(allocator.__file__).parent / "py.typed").is_file()
