"""``python -m benchmarks.backcast``: holds the simulation against published figures, and writes the page about it."""

import click

from allocator.simulation.loading import load_scenario
from benchmarks.backcast.england import lines
from benchmarks.backcast.expected import accuracy, care, open_cases, plans
from benchmarks.backcast.page import PAGE, text
from benchmarks.backcast.simulated import chosen, simulated
from benchmarks.files import write_whole

_EXPECTED = {
    "children in need": (open_cases, "open_cases"),
    "on a protection plan": (plans, "protection_plans"),
    "looked after": (care, "looked_after"),
}


@click.command()
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=40,
    show_default=True,
    help="Case holders of each simulated team.",
)
@click.option(
    "--replications",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    help="Replications for each authority.",
)
@click.option("--page/--no-page", default=False, help=f"Write {PAGE.name} in docs.")
def main(workers: int, replications: int, page: bool) -> None:
    """Hold the simulation against published figures and print the page, or write it."""
    usual = load_scenario("steady-state")
    found = {
        about: accuracy(usual, expect, column)
        for about, (expect, column) in _EXPECTED.items()
    }
    years = [simulated(name, workers, replications, usual) for name in chosen()]
    made = text([*lines(usual)], found, years, replications)
    if page:
        write_whole(PAGE, made)
    else:
        click.echo(made, nl=False)


if __name__ == "__main__":
    main()
