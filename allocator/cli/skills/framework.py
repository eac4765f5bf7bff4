"""``allocator skills framework``: what an audit asks, of whom, and whether it can be used."""

import rich_click as click

from allocator import shipped
from allocator.policy.framework_fit import undescribed
from allocator.policy.framework_loading import DEFAULT, FOLDER, load_framework
from allocator.report.skills_framework import described


@click.group()
def framework() -> None:
    """List, show and check what an audit asks."""


@framework.command("list")
def list_() -> None:
    """List the frameworks that ship."""
    for name in shipped.names("models", FOLDER):
        found = load_framework(name)
        click.echo(f"{name}\n    {found.title}, version {found.version}")


@framework.command()
@click.argument("name", default=DEFAULT)
def show(name: str) -> None:
    """Show everything a framework says, in words. NAME may be a path."""
    click.echo(described(load_framework(name)), nl=False)


@framework.command()
@click.argument("file", default=DEFAULT)
def check(file: str) -> None:
    """Tell every fault in FILE: a framework and the competency file it belongs to.

    FILE may also be a shipped name.
    """
    found = load_framework(file)
    click.echo(
        f"{found.name} has no faults: {len(found.competencies)} competencies in {len(found.areas)} areas,"
        f" version {found.version}; digest {found.digest[:12]}."
    )
    for name in undescribed(found, found.grades):
        click.echo(
            f"The skill '{name}' of the competency file is in no question, so nobody's level of it is asked."
        )
