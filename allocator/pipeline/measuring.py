"""One batch measured by several policies, once all of them can read it."""

import datetime
from collections.abc import Sequence
from pathlib import Path

from allocator.pipeline.steps import measure
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.tables.batch import read_batch
from allocator.tables.several import read_batches
from allocator.workload.measure import Workload


def side_by_side(
    batch: Path, policy_names: Sequence[str], *, as_of: datetime.date | None = None
) -> dict[str, Workload]:
    """The batch as each policy weighs it, the first of them the base of comparison.

    Raises InvalidBatch with everything that any of the policies cannot read.
    """
    policies = _by_name(policy_names)
    first, *others = policies.values()
    # Read for one policy, it is in that policy's terms; another might not know them.
    read = (
        next(iter(read_batches([batch], [first, *others]).values()))
        if others
        else read_batch(batch, first)
    )
    return {
        name: measure(read, policy, as_of=as_of) for name, policy in policies.items()
    }


def _by_name(given: Sequence[str]) -> dict[str, Policy]:
    """Policies by name; those of one name, as last year's and this year's may be, by what was given for each."""
    policies = {each: load_policy(each) for each in given}
    names = [policy.name for policy in policies.values()]
    return {
        policy.name if names.count(policy.name) == 1 else each: policy
        for each, policy in policies.items()
    }
