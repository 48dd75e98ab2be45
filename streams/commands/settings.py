"""``dateline settings``: list all settings with value and description."""

import click
from rich.console import Console
from rich.table import Table

from streams.secret_files import is_secret, without_password
from streams.settings import Settings, load_settings


@click.command()
def command() -> None:
    """List all settings: environment variable, current value and description.

    Secrets are not shown. Each of them may also stand in a file, which DATELINE_<NAME>_FILE names.
    """
    settings = load_settings()
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("variable", "value", "description"):
        table.add_column(heading, overflow="fold")
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if is_secret(info) and value else "" if value is None else str(value)
        if name.endswith("_url"):
            shown = without_password(shown)
        table.add_row(f"DATELINE_{name.upper()}", shown, info.description or "")
    Console().print(table)
