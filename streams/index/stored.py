"""Reads documents back: as records, and as writes that store them again."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from schemas import Alert, CityActivity, Event, Mention
from streams.index.documents import (
    ALERTS,
    ARTICLES,
    CITY_ACTIVITY,
    EVENTS,
    EXTRACTIONS,
    MENTIONS,
    Action,
    activity_action,
    alert_action,
    article_action,
    document_id,
    event_action,
    mention_action,
)
from streams.ingest.articles import read_article

ADDED_AT_INDEXING = ("counts", "event_label", "days")
"""Fields that documents have and records do not; places also have ``location``."""

Stored = Mapping[str, Any]


def event_of(source: Stored) -> Event:
    """Return the event of a document.

    Raises:
        MalformedRecord: if it is not an event of this version of Dateline.
    """
    return Event.from_json(_record(source))


def mention_of(source: Stored) -> Mention:
    """Return the mention of a document.

    Raises:
        MalformedRecord: if it is not a mention of this version of Dateline.
    """
    return Mention.from_json(_record(source))


def activity_of(source: Stored) -> CityActivity:
    """Return the window of a document.

    Raises:
        MalformedRecord: if it is not a window of this version of Dateline.
    """
    return CityActivity.from_json(_record(source))


def alert_of(source: Stored) -> Alert:
    """Return the alert of a document.

    Raises:
        MalformedRecord: if it is not an alert of this version of Dateline.
    """
    return Alert.from_json(_record(source))


def rewritten(name: str, source: Stored) -> Action:
    """Return the write that stores a document again in the format of this version.

    Raises:
        MalformedRecord: if it is not a document of the index ``name``.
    """
    return _REWRITE[name](source)


def _rewrite_event(source: Stored) -> Action:
    event = event_of(source)
    return event_action(event, event.indexed_at or datetime.now(UTC))


def _rewrite_extraction(source: Stored) -> Action:
    """Keep the document as it is: it has only counts of the lists that the record has."""
    version = int(source["article_version"])
    identity = document_id(str(source["article_id"]))
    return Action("index", EXTRACTIONS, identity, version, dict(source))


_REWRITE: Mapping[str, Callable[[Stored], Action]] = {
    ARTICLES: lambda source: article_action(read_article(json.dumps(source))),
    EXTRACTIONS: _rewrite_extraction,
    MENTIONS: lambda source: mention_action(mention_of(source)),
    EVENTS: _rewrite_event,
    CITY_ACTIVITY: lambda source: activity_action(activity_of(source)),
    ALERTS: lambda source: alert_action(alert_of(source)),
}


def _record(source: Stored) -> str:
    fields = {name: value for name, value in source.items() if name not in ADDED_AT_INDEXING}
    for place in ("place", "area"):
        if fields.get(place):
            fields[place] = {k: v for k, v in fields[place].items() if k != "location"}
    return json.dumps(fields)
