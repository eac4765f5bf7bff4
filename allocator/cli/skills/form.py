"""``allocator skills form``: questionnaires for workers and supervisors, to print and as workbooks."""

from pathlib import Path

import rich_click as click

from allocator.cli import options as shared
from allocator.cli.skills import options
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_form_files
from allocator.tables.audit_reading import read_people


@click.command()
@click.argument("audit", required=False, type=shared.Place(path_type=Path))
@options.framework
@click.option(
    "--out", type=shared.folder, required=True, help="Write the forms into this folder."
)
@click.option(
    "--pilot",
    is_flag=True,
    help="Ask also how long each question took and whether it was clear.",
)
def form(audit: Path | None, framework_name: str, out: Path, pilot: bool) -> None:
    """Make a form for workers and one for supervisors; with AUDIT, also a workbook for each of its workers.

    AUDIT needs a workers table only. Supervisors are those it names.
    """
    framework = load_framework(framework_name)
    workers = read_people(audit, framework) if audit else ()
    written = skills_form_files.write(framework, workers, out, pilot=pilot)
    click.echo(
        f"Wrote {len(written)} forms to {out}: {len(framework.competencies)} questions, version {framework.version}."
    )
