"""Options of commands that list results: the maximum number and the output format."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from streams.search.event_query import DEFAULT_LIMIT, MAX_LIMIT

Command = Callable[..., Any]

limit_option = click.option(
    "--limit",
    default=DEFAULT_LIMIT,
    show_default=True,
    type=click.IntRange(1, MAX_LIMIT),
    help="Maximum number of results.",
)
"""Add ``--limit`` to a command."""


def format_option(
    formats: Sequence[str], default: str = "table", text: str = "Output format."
) -> Callable[[Command], Command]:
    """Return the option ``--format``, passed to the command as ``form``; ``text`` is its help."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help=text,
    )
