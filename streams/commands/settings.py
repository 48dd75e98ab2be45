"""``dateline settings``: every setting with its value, unit and meaning."""

import click
from rich.console import Console
from rich.table import Table

from streams.settings import Settings, load_settings

SECRET = {"elasticsearch_api_key", "alert_webhook_token", "alert_webhook_url"}
"""Shown only as set; the address of a webhook often is its key."""


@click.command()
def command() -> None:
    """List all settings: the variable that sets each, its value now, and what it means."""
    settings = load_settings()
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("variable", "value", "meaning"):
        table.add_column(heading, overflow="fold")
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if name in SECRET and value else "" if value is None else str(value)
        table.add_row(f"DATELINE_{name.upper()}", shown, info.description or "")
    Console().print(table)
