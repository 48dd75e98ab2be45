"""``dateline dead-letters``: inspect and replay dead letters."""

import click

from streams.commands.groups import CommandGroup
from streams.runtime.dead_letters import preview, read_dead_letters, replay_dead_letters
from streams.settings import load_settings

PREVIEW_CHARACTERS = 160
"""Characters of the original message to show; about two lines of a terminal."""


@click.group(cls=CommandGroup)
def command() -> None:
    """Inspect and replay dead letters.

    A dead letter is a message that no stage could process, kept byte for byte with the reason.
    """


@command.command("list")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="Maximum number to show."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSONL, with the bytes in base64.")
def list_(limit: int, as_json: bool) -> None:
    """Show the newest dead letters: reason, origin and the start of the message."""
    letters = list(read_dead_letters(load_settings()))[-limit:]
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
        if not letter.whole:
            click.echo(f"    only the start of {letter.value_bytes_in_full} bytes is kept")
        click.secho(f"    {preview(letter.value, PREVIEW_CHARACTERS)}", dim=True)
    click.echo(f"{len(letters)} dead letters.")


@command.command("replay")
@click.option("--stage", help="Replay only dead letters of this stage.")
@click.option("--reason", help="Replay only dead letters with this reason.")
def replay(stage: str | None, reason: str | None) -> None:
    """Send dead letters back to their original topics, byte for byte.

    They stay in the dead-letter queue. Replaying a message twice changes nothing downstream.
    """
    replay = replay_dead_letters(load_settings(), stage, reason)
    click.echo(f"{replay.sent} dead letters sent back to their topics.")
    if replay.truncated:
        click.echo(
            f"{replay.truncated} dead letters are not whole, as the messages were too large: send "
            "them again from their source.",
            err=True,
        )
