"""Standard output that another program reads."""

import rich_click as click


def print_json(document: str) -> None:
    """JSON is UTF-8, whatever the terminal is."""
    click.echo(document.rstrip("\n").encode())
