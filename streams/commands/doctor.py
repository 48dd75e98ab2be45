"""``dateline doctor``: check this machine, the servers and the data."""

import sys

import click

from streams.settings import load_settings
from streams.wiring.doctor import State, examine

MARKS: dict[State, tuple[str, str]] = {
    "ok": ("ok", "green"),
    "warning": ("look", "yellow"),
    "problem": ("fail", "red"),
}
"""The word before a finding, and its colour."""
NAME_WIDTH = 20


@click.command()
def command() -> None:
    """Check this machine, the servers and the data, and say what to do next.

    Versions, Java, memory, disk, ports and who has them, the local servers and whose they are,
    Kafka with topics and the lag of the workers, Elasticsearch with indices, and the gazetteer. The
    exit status is 1 if something has to be done before Dateline can work.
    """
    failed = False
    for finding in examine(load_settings()):
        word, colour = MARKS[finding.state]
        click.secho(f"{word:<5}", fg=colour, nl=False)
        click.echo(f" {finding.name:<{NAME_WIDTH}} {finding.text}")
        if finding.next_step:
            click.echo(f"      {'':<{NAME_WIDTH}} {finding.next_step}")
        failed = failed or finding.state == "problem"
    sys.exit(1 if failed else 0)
