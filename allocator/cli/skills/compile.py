"""``allocator skills compile``: agreed levels, agreement between raters, groups compared, and what to talk about."""

from pathlib import Path

import rich_click as click

from allocator.cli.options import as_json
from allocator.cli.output import print_json, print_written
from allocator.cli.skills import options
from allocator.cli.uncollected import uncollected
from allocator.policy.framework_loading import load_framework
from allocator.report import skills_audit_text, skills_files
from allocator.skills.compiling import compile_audit
from allocator.tables.audit_reading import read_audit


@click.command("compile")
@options.audit
@options.framework
@options.out
@as_json
def compile(audit: Path, framework_name: str, out: Path | None, as_json: bool) -> None:
    """Agree levels in AUDIT by the framework's rule, tell how far raters agree, and compare teams and grades.

    People are named in some of the files only, and nowhere in what is printed.
    """
    framework = load_framework(framework_name)
    with uncollected():
        compiled = compile_audit(read_audit(audit, framework), framework)
        if out is not None:
            skills_files.write(compiled, out)
    if as_json:
        print_json(skills_files.json_text(compiled.account))
    else:
        click.echo(skills_audit_text.text(compiled), nl=False)
        print_written(out, skills_files.PAGE, in_haste=False)
