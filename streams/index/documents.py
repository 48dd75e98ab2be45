"""Records to writes: which document goes where, under which id and version. Pure."""

import hashlib
from dataclasses import dataclass
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
"""All indices, by the names that settings prefix."""

YEARLY = frozenset({EVENTS, CITY_ACTIVITY, ALERTS})
"""Indices kept as one per year: their records name a year that no revision changes."""

FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Years beyond share the index of the nearest: misread dates must not open indices without end."""

MAX_ID_BYTES = 512
"""Elasticsearch's limit; one longer id fails the bulk request as a whole."""

Source = dict[str, Any]


@dataclass(frozen=True)
class Action:
    """One write. A version lets it win only over older or equal ones (``external_gte``)."""

    op: Op
    index: str
    """Name without prefix, one of ``INDICES``."""
    id: str
    version: int | None
    source: Source | None
    year: int | None = None
    """Of which yearly index; None where there is only one."""


def article_action(article: Article) -> Action:
    """Write an article, under its version; a retracted one stays, with its status."""
    return Action(
        "index",
        ARTICLES,
        document_id(article.article_id),
        article.version,
        article.model_dump(mode="json"),
    )


def tombstone_action(article_id: str) -> Action:
    """Delete an article, whatever its version: its producer sent a null value."""
    return Action("delete", ARTICLES, document_id(article_id), None, None)


def extraction_action(extraction: Extraction) -> Action:
    """Write the result of an article: how many mentions it gave, or why it was skipped."""
    identity = document_id(extraction.article_id)
    if extraction.withdrawn:
        return Action("delete", EXTRACTIONS, identity, extraction.article_version, None)
    source = extraction.model_dump(mode="json", exclude={"drafts", "toponyms"})
    source |= {"n_drafts": len(extraction.drafts), "n_toponyms": len(extraction.toponyms)}
    return Action("index", EXTRACTIONS, identity, extraction.article_version, source)


def mention_action(message: Mention | Withdrawal) -> Action:
    """Write a mention, or delete a withdrawn one.

    The id holds the block: a mention that moved is withdrawn from its old block and written to
    the new one on another partition, and the two may arrive in either order.
    """
    identity = document_id(f"{message.mention_id}@{message.block}")
    if isinstance(message, Withdrawal):
        return Action("delete", MENTIONS, identity, message.article_version, None)
    source = _with_search_fields(message, message.model_dump(mode="json"))
    return Action("index", MENTIONS, identity, message.article_version, source)


def event_action(event: Event, indexed_at: datetime) -> Action:
    """Write an event under its revision; ``indexed_at`` is the time of writing."""
    stamped = event.model_copy(update={"indexed_at": indexed_at})
    source = _with_search_fields(stamped, stamped.model_dump(mode="json"))
    year = home_year(event.home_year or event.first_seen.year)
    return Action("index", EVENTS, document_id(event.event_id), event.revision, source, year)


def activity_action(activity: CityActivity) -> Action:
    """Write a window's state under its revision."""
    return _of_area(CITY_ACTIVITY, activity.activity_id, activity)


def alert_action(alert: Alert) -> Action:
    """Write an alert under its revision; a resolved one stays, with its status."""
    return _of_area(ALERTS, alert.alert_id, alert)


def home_year(year: int) -> int:
    """Return the year whose index holds a year."""
    return max(FIRST_YEAR, min(year, LAST_YEAR))


def document_id(key: str) -> str:
    """Return the key itself, or its SHA-256 where Elasticsearch would refuse its length."""
    raw = key.encode()
    return key if len(raw) <= MAX_ID_BYTES else hashlib.sha256(raw).hexdigest()


def _of_area(index: str, identity: str, record: CityActivity | Alert) -> Action:
    source = record.model_dump(mode="json")
    source["area"]["location"] = _point(source["area"])
    year = home_year(record.window_start.year)
    return Action("index", index, document_id(identity), record.revision, source, year)


def _with_search_fields(record: Mention | Event, source: Source) -> Source:
    source["counts"] = record.counts
    source["event_label"] = record.event_type.replace("_", " ")
    source["days"] = {"gte": source["date_start"], "lte": source["date_end"]}
    if source["place"] is not None:
        source["place"]["location"] = _point(source["place"])
    return source


def _point(place: Source) -> Source:
    return {"lat": place["lat"], "lon": place["lon"]}
