"""``allocator policies``: what ships, and what one policy says."""

import rich_click as click

from allocator import shipped
from allocator.policy.policy import load_policy
from allocator.report.policy import described


@click.group()
def policies() -> None:
    """List the policies that ship, or show one."""


@policies.command("list")
def list_() -> None:
    """List the policies that ship, each with its approach."""
    for name in shipped.names("models", "policies"):
        policy = load_policy(name)
        click.echo(f"{name}\n    {policy.approach}")


@policies.command()
@click.argument("name")
def show(name: str) -> None:
    """Show what a policy says: limits, goals, rules, weighting and grades. NAME may be a path."""
    click.echo(described(load_policy(name)), nl=False)
