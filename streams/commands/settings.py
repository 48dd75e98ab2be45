"""``dateline settings``: list all settings with value and description."""

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from streams.secret_files import is_secret, without_password
from streams.settings import Settings, load_settings

INDENT = 4
"""Blanks before the value and the description of a setting."""


@click.command()
def command() -> None:
    """List all settings: environment variable, current value and description.

    Secrets are not shown. Each of them may also stand in a file, which DATELINE_<NAME>_FILE names.
    """
    settings = load_settings()
    console = Console(highlight=False)
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if is_secret(info) and value else "" if value is None else str(value)
        if name.endswith("_url"):
            shown = without_password(shown)
        console.print(Text(f"DATELINE_{name.upper()}", style="bold"))
        for text in (Text(shown, style="cyan"), Text(info.description or "")):
            if text.plain:
                console.print(Padding(text, (0, 0, 0, INDENT)))
