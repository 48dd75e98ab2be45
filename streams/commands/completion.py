"""``dateline completion``: print what a shell needs to complete commands and values."""

import click
from click.shell_completion import get_completion_class

from streams.errors import UsageError

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> None:
    """Print the completion of commands, options and values for SHELL.

    Event types, facets, countries, statuses, time zones, names of cities and ids of events are
    completed, the last two from the index if it answers.

    \b
    bash  add to ~/.bashrc:  eval "$(dateline completion bash)"
    zsh   add to ~/.zshrc:   eval "$(dateline completion zsh)"
    fish  dateline completion fish > ~/.config/fish/completions/dateline.fish
    """  # noqa: D301 (click wants the character)
    from streams.commands.main import cli  # noqa: PLC0415 (main imports this module by name)

    found = get_completion_class(shell)
    if found is None:
        msg = f"there is no completion for {shell}"
        raise UsageError(msg)
    click.echo(found(cli, {}, "dateline", "_DATELINE_COMPLETE").source())
