"""``dateline settings``: list all settings with value, unit and meaning."""

import click
from rich.console import Console
from rich.table import Table

from streams.settings import Settings, load_settings

SECRET = {"elasticsearch_api_key", "alert_webhook_token", "alert_webhook_url"}
"""Settings shown only as set; the URL of a webhook often contains its key."""


@click.command()
def command() -> None:
    """List all settings: environment variable, current value and meaning."""
    settings = load_settings()
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("variable", "value", "meaning"):
        table.add_column(heading, overflow="fold")
    for name, info in Settings.model_fields.items():
        value = getattr(settings, name)
        shown = "(set)" if name in SECRET and value else "" if value is None else str(value)
        table.add_row(f"DATELINE_{name.upper()}", shown, info.description or "")
    Console().print(table)
