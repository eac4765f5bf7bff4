"""``allocator skills pilot``: which questions a pilot found wanting, and the start of the next version."""

import os
from pathlib import Path

import rich_click as click

from allocator import shipped
from allocator.cli.skills import options
from allocator.policy.framework_loading import FOLDER, load_framework
from allocator.report import skills_pilot
from allocator.report.saving import save
from allocator.skills import piloting
from allocator.tables.audit_reading import read_audit


@click.command()
@options.audit
@options.framework
@click.option(
    "--version",
    "version",
    default="",
    metavar="VERSION",
    help="The version that was piloted. Default: the newest with answers.",
)
@options.out
@click.option(
    "--next",
    "next_version",
    default="",
    metavar="VERSION",
    help="With --out, also begin a framework file for this version, with the questions to word anew.",
)
def pilot(
    audit: Path, framework_name: str, version: str, out: Path | None, next_version: str
) -> None:
    """Tell which questions of AUDIT everyone answers alike, people answer far apart, find unclear or take long over."""
    if next_version and out is None:
        raise click.UsageError("--next needs --out, a folder for the new framework.")
    framework = load_framework(framework_name)
    if next_version in (one.version for one in framework.versions):
        raise click.BadParameter(
            f"'{next_version}' is a version already; name a new one.",
            param_hint="--next",
        )
    found = piloting.pilot(read_audit(audit, framework), framework, version)
    click.echo(skills_pilot.text(found, framework), nl=False)
    if out is not None:
        save(skills_pilot.files(found, framework), out)
        if next_version:
            name = f"{framework.name}-{next_version}.toml"
            based_on = _based_on(framework_name, out)
            content = skills_pilot.next_version(
                found, framework, next_version, based_on
            )
            save({name: content.encode()}, out, overwrite=False)
        click.echo(f"\nWritten to {out}: open {skills_pilot.PAGE} to read it.")


def _based_on(framework_name: str, out: Path) -> str:
    """How a file in a folder names the framework: by a shipped name, or by a path from there."""
    path = shipped.toml(framework_name, "models", FOLDER)
    if path.parent == shipped.folder("models", FOLDER):
        return path.stem
    return Path(os.path.relpath(path.resolve(), out.resolve())).as_posix()
