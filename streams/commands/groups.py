"""Groups of commands: what is called by mistake gets a suggestion, and help has examples."""

from difflib import get_close_matches

import click

from streams.commands.examples import examples_of

SIMILAR = 0.6
"""Similarity (0-1) from which a command is suggested for another word; the default of difflib."""


class CommandGroup(click.Group):
    """A group that suggests the command that was probably meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments name.

        Raises:
            click.UsageError: if there is none; the message names similar ones.
        """
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            close = suggestions(name, self.list_commands(ctx))
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            msg = f"No such command {name!r}.{hint}"
            raise click.UsageError(msg, ctx)
        return super().resolve_command(ctx, args)


def suggestions(word: str, known: list[str]) -> list[str]:
    """Return the names most similar to a word, best first, at most two.

    >>> suggestions("serch", ["search", "events"])
    ['search']
    """
    starting = [name for name in known if name.startswith(word.lower())]
    return (starting or get_close_matches(word.lower(), known, 2, SIMILAR))[:2]


def with_examples(command: click.Command, path: str) -> click.Command:
    """Return a command whose help ends with its examples; ``path`` is such as "local up"."""
    examples = examples_of(path)
    if examples and not command.epilog:
        command.epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in examples)
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            with_examples(inner, f"{path} {name}")
    return command
