"""``dateline explain``: explain how an event was assembled."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from schemas import Event
from streams.commands.completion_values import complete_event
from streams.errors import UsageError
from streams.index.client import make_client, server_errors
from streams.index.ready import check_server
from streams.search.query import events_absorbed_by, events_by_ids, events_of_prefix
from streams.search.story import rejected_by, story
from streams.settings import load_settings

MIN_ID_CHARACTERS = 4
"""Minimum number of characters of an id; fewer would match several events."""
SHOWN_IDS = 5
"""Maximum number of ids to list if several events match."""


@click.command()
@click.argument("event_id", shell_complete=complete_event)
@click.option(
    "--input",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read events from the output of `dateline run --history`, without servers.",
)
def command(event_id: str, path: Path | None) -> None:
    """Explain how an event was assembled.

    Lists its mentions in order of publication, why each was merged into it, and which other
    events were rejected.

    EVENT_ID is the id of the event, or its first characters if they are unique: the column "id" of
    `dateline search`.
    """
    if len(event_id) < MIN_ID_CHARACTERS:
        msg = f"{event_id!r} is too short; give at least {MIN_ID_CHARACTERS} characters of the id"
        raise UsageError(msg)
    event, known, absorbed = _from_file(event_id, path) if path else _from_index(event_id)
    named = {other.event_id: other for other in known}
    Console(file=sys.stdout).print(story(event, named, absorbed))


def _from_file(event_id: str, path: Path) -> tuple[Event, Sequence[Event], Sequence[Event]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    events = [Event.from_json(line) for line in lines if line.strip()]
    event = _only([one for one in events if one.event_id.startswith(event_id)], event_id)
    return event, events, [one for one in events if one.superseded_by == event.event_id]


def _from_index(event_id: str) -> tuple[Event, Sequence[Event], Sequence[Event]]:
    settings = load_settings()
    with make_client(settings) as client, server_errors(settings):
        check_server(client, settings)
        event = _only(events_of_prefix(client, settings, event_id), event_id)
        wanted = [*rejected_by(event), *([event.superseded_by] if event.superseded_by else [])]
        known = events_by_ids(client, settings, wanted)
        return event, known, events_absorbed_by(client, settings, event.event_id)


def _only(found: Sequence[Event], event_id: str) -> Event:
    if not found:
        msg = f"no event id begins with {event_id!r}; find events with `dateline search`"
        raise UsageError(msg)
    if len(found) > 1:
        ids = ", ".join(sorted(event.event_id for event in found)[:SHOWN_IDS])
        msg = f"several event ids begin with {event_id!r}: {ids}; give more characters"
        raise UsageError(msg)
    return found[0]
