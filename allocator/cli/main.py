"""The map of the command line: every command, and how errors become exit codes."""

import sys
from collections.abc import Sequence
from importlib import import_module

import rich_click as click

from allocator.errors import AllocatorError

# A command's module is imported when it is used, so that help and completion come at once.
COMMANDS = {
    "demo": "Show a proposal for the shipped example team.",
    "check": "Tell every fault in a batch, with file, row and column.",
    "measure": "Tell what every case asks and every worker has.",
    "allocate": "Propose a worker for every waiting case, and explain why.",
    "explain": "Say why a case went where it did, or why not to someone else.",
    "compare": "Lay several ways of allocating one batch side by side.",
    "policies": "List the policies that ship, or show one.",
    "example": "Make a fictional batch from the published figures of an authority.",
    "completion": "Print what a shell needs to complete commands.",
}

EXIT_CODES = """\b
0 ok · 2 usage · 3 no proposal can satisfy the rules and pins · 4 time ran out with nothing
5 input rows invalid · 6 cases left unallocated (with --fail-on-unallocated) · 130 interrupted"""


class Commands(click.RichGroup):
    """Finds each command in the module of its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(
            import_module(f"allocator.cli.{cmd_name}"), cmd_name
        )
        return command


@click.command(cls=Commands, epilog=EXIT_CODES)
@click.version_option(package_name="case-allocator", prog_name="allocator")
def allocator() -> None:
    """Propose which worker should hold which case. The engine proposes; people decide."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code its help documents."""
    try:
        code = allocator.main(arguments, prog_name="allocator", standalone_mode=False)
    except AllocatorError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # Whoever was reading has gone; there is nobody left to tell.
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
