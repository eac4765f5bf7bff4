"""From a batch to a proposal that is written and told, however it is found."""

import datetime
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import monotonic

import rich_click as click

from allocator.cli.output import print_json, print_written
from allocator.cli.progress import Tell
from allocator.cli.running import stoppable
from allocator.errors import Impossible
from allocator.pipeline import impossible_account
from allocator.policy.loading import load_policy
from allocator.policy.policy import Policy
from allocator.report import files, text
from allocator.report.outcome import Outcome
from allocator.solvers.answer import Limits
from allocator.tables.batch import Batch, read_batch


def proposal(
    find: Callable[[Batch, Policy, Tell], Outcome],
    batch: Path,
    policy_name: str,
    *,
    as_of: datetime.date | None,
    limits: Limits,
    out: Path | None,
    as_json: bool,
) -> Outcome:
    """What is found, after it has been written to ``out`` and told as text or JSON."""
    started = monotonic()

    def run(tell: Tell) -> Outcome:
        policy = load_policy(policy_name)
        read = read_batch(batch, policy)
        if out is not None:
            # Before the search rather than after it: once interrupted, there is little time to write in.
            import_module("allocator.report.page")
            import_module("allocator.report.workbook")
        try:
            outcome = find(read, policy, tell)
        except Impossible as clash:
            if as_json:
                took = monotonic() - started
                account = impossible_account(
                    read, policy, clash, as_of=as_of, limits=limits, seconds=took
                )
                print_json(files.json_text(account))
            raise
        if out is not None:
            tell("Writing the reports")
            files.write(outcome, out)
        return outcome

    outcome = stoppable(run, limits.stop)
    if as_json:
        print_json(files.json_text(outcome.account))
    else:
        click.echo(text.text(outcome), nl=False)
        print_written(out, "proposal.html", in_haste=outcome.interrupted)
    return outcome
