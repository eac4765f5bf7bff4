"""``allocator policies``: what ships, what a policy says, whether it can be used, and how it weighs a case."""

import datetime
from pathlib import Path

import rich_click as click

from allocator import shipped
from allocator.cli import options
from allocator.cli.output import print_json
from allocator.errors import InvalidPolicy
from allocator.pipeline.weighing import weigh_case
from allocator.policy import checking
from allocator.policy.loading import load_policy
from allocator.report import policy_changes, policy_copy, weighed
from allocator.report.policy import described
from allocator.tables.batch import read_batch


@click.group()
def policies() -> None:
    """List, show, check, compare, copy and explain policies."""


@policies.command("list")
def list_() -> None:
    """List the policies that ship, each with its approach."""
    for name in shipped.names("models", "policies"):
        policy = load_policy(name)
        click.echo(f"{name}\n    {policy.approach}")


@policies.command()
@click.argument("name")
def show(name: str) -> None:
    """Show everything a policy says, in words. NAME may be a path."""
    click.echo(described(load_policy(name)), nl=False)


@policies.command()
@click.argument("file")
def check(file: str) -> None:
    """Tell every fault in FILE: a policy with all it names, or one part of a policy.

    What it is, is told by its keys. FILE may also be a shipped name.
    """
    found = checking.recognised(file)
    try:
        click.echo(checking.check(found))
    except InvalidPolicy:
        click.echo(f"{found}.", err=True)
        raise


@policies.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@options.as_json
def diff(before: str, after: str, as_json: bool) -> None:
    """Say in words what changes from policy A to policy B; each is a name or a path."""
    old, new = load_policy(before), load_policy(after)
    if as_json:
        print_json(policy_changes.json_text(old, new))
    else:
        click.echo(policy_changes.text(old, new), nl=False)


@policies.command()
@options.batch
@click.argument("case_id", metavar="CASE")
@click.option(
    "--worker",
    "worker_id",
    default="",
    metavar="WORKER",
    help="Ask what it would be in this worker's hands.",
)
@options.policy
@options.as_json
@options.as_of
def explain(
    batch: Path,
    case_id: str,
    worker_id: str,
    policy_name: str,
    as_json: bool,
    as_of: datetime.date | None,
) -> None:
    """Say how CASE of BATCH came to its units: every term, its table, its source, and what was assumed."""
    policy = load_policy(policy_name)
    found = weigh_case(
        read_batch(batch, policy), policy, case_id, worker_id, as_of=as_of
    )
    if as_json:
        print_json(found.model_dump_json(indent=2, by_alias=True))
    else:
        click.echo(weighed.text(found, policy), nl=False)


@policies.command()
@click.argument("name")
@click.argument("folder", type=options.folder)
def copy(name: str, folder: Path) -> None:
    """Copy policy NAME with its three parts into FOLDER, ready to change; nothing is overwritten."""
    click.echo(policy_copy.text(policy_copy.copy(name, folder)), nl=False)
