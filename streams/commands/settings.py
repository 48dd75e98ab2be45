"""``dateline settings``: list all settings with value and description."""

import click
from rich.console import Console
from rich.table import Table

from streams.settings import Settings, load_settings

SECRET = {"elasticsearch_api_key", "alert_webhook_token", "alert_webhook_url"}
"""Settings whose value is hidden; the URL of a webhook often contains a key."""


@click.command()
def command() -> None:
    """List all settings: environment variable, current value and description."""
    settings = load_settings()
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("variable", "value", "description"):
        table.add_column(heading, overflow="fold")
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if name in SECRET and value else "" if value is None else str(value)
        table.add_row(f"DATELINE_{name.upper()}", shown, info.description or "")
    Console().print(table)
