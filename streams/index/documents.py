"""Turns records into writes: index, id, version and document. Pure."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from schemas import Alert, Article, CityActivity, Event, Extraction, Mention, Withdrawal

Op = Literal["index", "delete"]

ARTICLES = "articles"
EXTRACTIONS = "extractions"
MENTIONS = "mentions"
EVENTS = "events"
CITY_ACTIVITY = "city-activity"
ALERTS = "alerts"
INDICES = (ARTICLES, EXTRACTIONS, MENTIONS, EVENTS, CITY_ACTIVITY, ALERTS)
"""All indices, by their names without prefix."""

BY_YEAR = frozenset({EVENTS, CITY_ACTIVITY, ALERTS})
"""Indices that are divided by the year of a record, which never changes."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Earlier and later years use the first and last index, so that misread dates create no others."""

FIRST_SINGLE_YEAR = 2020
"""Earlier years share an index per decade: news retells few of their events, and each index costs
a shard. It is a constant, because a document of a year must not get another index over time."""

DECADE = 10

MAX_ID_BYTES = 512
"""Limit of Elasticsearch; one longer id makes the whole bulk request fail."""

Source = dict[str, Any]


@dataclass(frozen=True)
class Action:
    """One write. It replaces only documents of the same or an older version (``external_gte``)."""

    op: Op
    index: str
    """Name without prefix, one of ``INDICES``."""
    id: str
    version: int | None
    source: Source | None
    year: int | None = None
    """First year of the index, if it is divided by year, else None."""


def article_action(article: Article) -> Action:
    """Write an article under its version; a retracted article is kept, with its status."""
    return Action(
        "index",
        ARTICLES,
        document_id(article.article_id),
        article.version,
        article.model_dump(mode="json"),
    )


def tombstone_action(article_id: str) -> Action:
    """Delete an article in any version: its producer sent a null value."""
    return Action("delete", ARTICLES, document_id(article_id), None, None)


def extraction_action(extraction: Extraction) -> Action:
    """Write the result of an article: how many mentions it has, or why it was skipped."""
    identity = document_id(extraction.article_id)
    if extraction.withdrawn:
        return Action("delete", EXTRACTIONS, identity, extraction.article_version, None)
    source = extraction.model_dump(mode="json", exclude={"drafts", "toponyms"})
    source |= {"n_drafts": len(extraction.drafts), "n_toponyms": len(extraction.toponyms)}
    return Action("index", EXTRACTIONS, identity, extraction.article_version, source)


def mention_action(message: Mention | Withdrawal) -> Action:
    """Write a mention, or delete a withdrawn one.

    The id contains the block: a mention that moves is withdrawn from its old block and written to
    its new one on another partition, and the two messages may arrive in any order.
    """
    identity = document_id(f"{message.mention_id}@{message.block}")
    if isinstance(message, Withdrawal):
        return Action("delete", MENTIONS, identity, message.article_version, None)
    fields = message.model_dump(mode="json", exclude={"signature_in"})
    source = _with_search_fields(message, fields)
    return Action("index", MENTIONS, identity, message.article_version, source)


def event_action(event: Event, indexed_at: datetime) -> Action:
    """Write an event under its revision; ``indexed_at`` is the time of writing."""
    source = _with_search_fields(event, event.model_dump(mode="json"))
    year = home_year(event.home_year or event.first_seen.year)
    action = Action("index", EVENTS, document_id(event.event_id), event.revision, source, year)
    return stamped(action, indexed_at)


def stamped(action: Action, indexed_at: datetime) -> Action:
    """Return the write of an event with another time of writing (UTC)."""
    time = indexed_at.isoformat().replace("+00:00", "Z")
    return replace(action, source={**(action.source or {}), "indexed_at": time})


def activity_action(activity: CityActivity) -> Action:
    """Write the state of a window under its revision."""
    return _of_area(CITY_ACTIVITY, activity.activity_id, activity)


def alert_action(alert: Alert) -> Action:
    """Write an alert under its revision; a resolved alert is kept, with its status."""
    return _of_area(ALERTS, alert.alert_id, alert)


def home_year(year: int) -> int:
    """Return the first year of the index to which documents of a year belong."""
    return home_span(year).start


def home_span(year: int) -> range:
    """Return the years of the index to which documents of a year belong."""
    near = max(FIRST_YEAR, min(year, LAST_YEAR))
    if near >= FIRST_SINGLE_YEAR:
        return range(near, near + 1)
    first = near - near % DECADE
    return range(first, first + DECADE)


def document_id(key: str) -> str:
    """Return the key, or its SHA-256 if it is too long for Elasticsearch."""
    raw = key.encode()
    return key if len(raw) <= MAX_ID_BYTES else hashlib.sha256(raw).hexdigest()


def _of_area(index: str, identity: str, record: CityActivity | Alert) -> Action:
    source = record.model_dump(mode="json")
    source["area"]["location"] = _point(source["area"])
    year = home_year(record.window_start.year)
    return Action("index", index, document_id(identity), record.revision, source, year)


def _with_search_fields(record: Mention | Event, source: Source) -> Source:
    source["counts"] = record.counts
    source["event_label"] = " ".join((record.event_type, *record.facets)).replace("_", " ")
    source["days"] = {"gte": source["date_start"], "lte": source["date_end"]}
    if source["place"] is not None:
        source["place"]["location"] = _point(source["place"])
    return source


def _point(place: Source) -> Source:
    return {"lat": place["lat"], "lon": place["lon"]}
