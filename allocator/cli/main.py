"""The map of the command line: every command, and how errors become exit codes."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

import rich_click as click
from rich.text import Text

from allocator.cli.lazily import Lazily
from allocator.cli.running import INTERRUPTED, interruptible
from allocator.errors import AllocatorError

# Said here rather than read from the commands: a command's module is imported only when it is used,
# so that help and completion come at once.
COMMANDS = {
    "demo": "Show a proposal for the shipped example team.",
    "check": "Tell every fault in a batch, with file, row and column.",
    "import": "Turn an Annex A, a workforce census or any other export into a batch.",
    "measure": "Tell what every case asks and every worker has.",
    "allocate": "Propose a worker for every waiting case, and explain why.",
    "rebalance": "Propose which held cases should move: someone leaves, comes back, or is overloaded.",
    "explain": "Say why a case went where it did, or why not to someone else.",
    "plans": "Find several good plans to choose from.",
    "compare": "Lay several ways of allocating one batch side by side.",
    "backtest": "Tell what two policies would have proposed for past batches.",
    "frontier": "Draw what skill match costs in evenness.",
    "trends": "Tell how cases, visits and hours moved over dated batches.",
    "diary": "Write a diary's form, check diaries, and tell where time goes.",
    "calibrate": "Tell what diaries say of a weighting, and propose one beside it.",
    "survey": "Write a questionnaire's form, check the answers, and tell what may be told of them.",
    "combined": "Lay measured workload beside what people report.",
    "guard": "Raise flags for people to talk over: overload, strain, missed supervision.",
    "weekly": "Propose for every new batch of an inbox, once, and tell what changed.",
    "waiting": "Tell how long cases have waited, whose clock ran out, and what keeps them waiting.",
    "fairness": "Look back on past weeks: who was given new cases and duty, and whose turn it is.",
    "simulate": "Simulate the weeks of a scenario, and answer its question.",
    "staffing": "Find how many people keep a team from breaking, at least cost.",
    "scenario": "List, show and check scenarios, and make one like your own authority.",
    "policies": "List, show, check, compare, copy and explain policies.",
    "skills": "Run a skills audit: forms, agreed levels, gaps, plans, and what is due.",
    "example": "Make a fictional batch from the published figures of an authority.",
    "completion": "Print what a shell needs to complete commands.",
}

EXIT_CODES = """\
Exit codes:
  0    all went well
  2    wrongly called, or something cannot be read or written
  3    no proposal can satisfy the rules and pins; the clashing ones are named
  4    time ran out before there was any proposal
  5    the batch has faults; all are told, and nothing is written
  6    a case is left without a worker (with --fail-on-unallocated)
  130  interrupted; the best proposal so far is saved"""


@click.command(
    cls=Lazily, said=COMMANDS, package="allocator.cli", epilog=Text(EXIT_CODES)
)
@click.version_option(package_name="case-allocator", prog_name="allocator")
def allocator() -> None:
    """Propose which worker should hold which case. The engine proposes; people decide."""


def command(name: str) -> click.Command:
    """A command of the map, found in the module of its name."""
    return allocator.whole(name)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with the code its help documents."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that is not UTF-8 shows a question mark where it cannot show a letter.
            stream.reconfigure(errors="replace")
    with interruptible():
        sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = allocator.main(arguments, prog_name="allocator", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        # Whoever was reading has gone; Python would say so once more when it flushes for the last time.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        # The machine's doing, not a bug: a full disk, a name too long, a folder that is closed to us.
        where = f"{error.filename}: " if error.filename else ""
        click.echo(f"{where}{error.strerror or error}.", err=True)
        return AllocatorError.exit_code
    except AllocatorError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
