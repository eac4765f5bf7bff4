"""``allocator completion``: what a shell needs to complete commands and options."""

import rich_click as click
from click.shell_completion import get_completion_class


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    r"""Print what SHELL needs to complete commands and options.

    \b
    bash  allocator completion bash >> ~/.bashrc
    zsh   allocator completion zsh >> ~/.zshrc
    fish  allocator completion fish > ~/.config/fish/completions/allocator.fish
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"No completion is known for {shell}.")
    click.echo(
        kind(ctx.find_root().command, {}, "allocator", "_ALLOCATOR_COMPLETE").source()
    )
