"""A group of commands that knows each by name, and imports the one that is asked for."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import rich_click as click


class Lazily(click.RichGroup):
    """Help and completion come at once: a command's module is imported only when it is used."""

    def __init__(
        self, *arguments: Any, said: Mapping[str, str], package: str, **settings: Any
    ) -> None:
        super().__init__(*arguments, **settings)
        self._package = package
        self.commands = {
            name: click.RichCommand(name=name, help=text) for name, text in said.items()
        }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order people meet them."""
        return list(self.commands)

    def whole(self, name: str) -> click.Command:
        """A command with its options, found in the module of its name."""
        called = name.replace("-", "_")
        if iskeyword(called):
            called += "_"
        module = import_module(f"{self._package}.{called}")
        found: click.Command = getattr(module, called)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; an error that suggests the nearest where none does."""
        name, known, rest = super().resolve_command(ctx, args)
        return name, self.whole(name) if name and known else None, rest
