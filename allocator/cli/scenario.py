"""``allocator scenario``: what ships, what a scenario says, whether it can be run, and one like your own authority."""

from pathlib import Path

import rich_click as click

from allocator.cli import options
from allocator.errors import AllocatorError
from allocator.report.columns import wrapped
from allocator.report.saving import save
from allocator.report.wording import count, listed, plain
from allocator.simulation import profile_file
from allocator.simulation.described import described
from allocator.simulation.horizon import not_reached
from allocator.simulation.loading import load_scenario, names
from allocator.simulation.plan import plan
from allocator.simulation.profile import likeness


@click.group()
def scenario() -> None:
    """List, show and check scenarios, and make one like your own authority."""


@scenario.command("list")
def list_() -> None:
    """List the scenarios that ship, each with the question it asks."""
    for name in names():
        click.echo(f"{name}\n    {load_scenario(name).question}")


@scenario.command()
@click.argument("name")
def show(name: str) -> None:
    """Show everything a scenario says, in words. NAME may be a path."""
    click.echo(described(load_scenario(name)), nl=False)


@scenario.command()
@click.argument("file")
def check(file: str) -> None:
    """Tell every fault in FILE, together with the team and the policies it names. FILE may be a shipped name."""
    ready = plan(load_scenario(file))
    lines = ", ".join(course.name for course in ready.courses)
    said = (
        f"{plain(ready.scenario.title)}: no faults. {count(len(ready.team.workers), 'person', 'people')} and "
        f"{count(len(ready.team.cases), 'case')} at the start; compares {plain(lines)}."
    )
    late = not_reached(ready.scenario)
    if late:
        weeks = count(ready.scenario.run.weeks, "week")
        said += f" The {weeks} of a run end before {plain(listed([*late]))}."
    click.echo("\n".join(wrapped(said)))


@scenario.command("from-profile")
@click.argument("name")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=12,
    show_default=True,
    help="Case holders of the team.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Another seed, another team.",
)
@click.option(
    "--out",
    type=options.Place(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the scenario to this file; without it, it is printed.",
)
def from_profile(name: str, workers: int, seed: int, out: Path | None) -> None:
    """Make a scenario of a team like those of authority NAME, from its published figures."""
    usual = load_scenario("steady-state")
    written = profile_file.text(likeness(name, workers, usual), seed)
    if out is None:
        click.echo(written, nl=False)
        return
    if out.exists():
        raise AllocatorError(
            f"{out} exists; name another file, so that nothing of yours is overwritten."
        )
    save({out.name: written.encode()}, out.parent, overwrite=False)
    click.echo(f"Wrote {out}. Next: allocator scenario show {out}")
