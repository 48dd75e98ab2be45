"""``dateline dead-letters``: what no stage could take, and putting it back."""

import click

from streams.runtime.dead_letter_queue import read_letters, replay
from streams.runtime.dead_letters import printable
from streams.settings import load_settings


@click.group()
def command() -> None:
    """Look at what no stage could take, and put it back."""


@command.command("list")
@click.option("--limit", type=click.IntRange(1), default=50, help="Most letters to show.")
@click.option("--json", "as_json", is_flag=True, help="JSONL, with the bytes in base64.")
def list_(limit: int, as_json: bool) -> None:
    """Show the newest dead letters: why, from where, and the start of the bytes."""
    letters = list(read_letters(load_settings()))[-limit:]
    if as_json:
        for letter in letters:
            click.echo(letter.to_json())
        return
    for letter in letters:
        click.secho(
            f"{letter.first_failed_at:%Y-%m-%d %H:%M:%S}  {letter.stage}  {letter.reason}  "
            f"{letter.topic}[{letter.partition}]@{letter.offset}",
            bold=True,
        )
        click.echo(f"    {letter.message}")
        click.secho(f"    {printable(letter.value, 160)}", dim=True)
    click.echo(f"{len(letters)} dead letters.")


@command.command("replay")
@click.option("--stage", help="Only those of this stage.")
@click.option("--reason", help="Only those with this reason.")
def replay_(stage: str | None, reason: str | None) -> None:
    """Send dead letters back to the topics they came from, byte for byte.

    They stay in the dead letters; sending one twice changes nothing downstream.
    """
    sent = replay(load_settings(), stage, reason)
    click.echo(f"{sent} dead letters sent back to their topics.")
