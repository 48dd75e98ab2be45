"""Articles of ECB+ with the seminal event of their group: two files of JSON lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evaluation.files import broken, read_lines
from schemas import Article, Place
from schemas.record import Latitude, Longitude, UtcDatetime
from streams.geodesy import great_circle_km

UNKNOWN_OUTLET = "unknown.example"


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldPlace(_Line):
    """Where a seminal event was, WGS84 degrees."""

    name: str
    lat: Latitude
    lon: Longitude


class SeminalEvent(_Line):
    """The event that the articles of a group tell; without types where it is of no known type."""

    group: str
    split: Literal["dev", "test"]
    scope: Literal["in", "border", "out"]
    subtopic: Literal["ecb", "ecbplus"] | None = None
    topic: int | None = None
    types: tuple[str, ...] | None = None
    date_start: date | None = None
    place: GoldPlace | None = None
    tolerance_km: float | None = Field(default=None, gt=0)

    def placed_rightly(self, place: Place | None) -> bool:
        """Return whether a place lies within the tolerance of where it was."""
        if place is None or self.place is None or self.tolerance_km is None:
            return False
        away = great_circle_km(self.place.lat, self.place.lon, place.lat, place.lon)
        return away <= self.tolerance_km


class ArticleLine(_Line):
    """A line of ``articles.jsonl``."""

    doc_id: str
    group: str
    url: str | None
    publisher: str | None
    title: str | None
    text: str
    published_at: UtcDatetime | None
    assumed_published_at: UtcDatetime


@dataclass(frozen=True)
class SeminalReport:
    """An article and the seminal event that it tells."""

    article: Article
    event: SeminalEvent


def read_folder(folder: Path, part: str) -> list[SeminalReport]:
    """Return the articles of a part whose seminal event has a place, in order of publication.

    Raises:
        UsageError: if a file is missing, or a line is damaged or of an unknown group.
    """
    groups = read_lines(folder / "subtopics.jsonl", SeminalEvent)
    events = {event.group: event for _, event in groups}
    path = folder / "articles.jsonl"
    reports: list[SeminalReport] = []
    for number, line in read_lines(path, ArticleLine):
        if line.group not in events:
            raise broken(path, number, f"group {line.group} is not in subtopics.jsonl")
        event = events[line.group]
        if event.split == part and event.place is not None:
            reports.append(SeminalReport(_article(line), event))
    return sorted(reports, key=lambda one: (one.article.published_at, one.article.article_id))


STRESSED = frozenset({12, 13, 14, 16, 20, 23, 35})
"""Topics whose two happenings are so alike that only their time and place tell them apart."""


def stressed(reports: Iterable[SeminalReport]) -> list[SeminalReport]:
    """Return the articles with one of two alike happenings moved to beside the other.

    The ``ecbplus`` half of each topic of ``STRESSED`` is published whole weeks earlier or later, so
    that weekdays stay right and the two events lie at most half a week apart.
    """
    reports = list(reports)
    days = {one.event.topic: one.event.date_start for one in reports if one.event.subtopic == "ecb"}
    moved = [replace(one, article=_moved(one, days)) for one in reports]
    return sorted(moved, key=lambda one: (one.article.published_at, one.article.article_id))


def _moved(one: SeminalReport, days: Mapping[int | None, date | None]) -> Article:
    topic, own = one.event.topic, one.event.date_start
    other = days.get(topic)
    if topic not in STRESSED or one.event.subtopic != "ecbplus" or own is None or other is None:
        return one.article
    weeks = timedelta(weeks=round((other - own).days / 7))
    return one.article.model_copy(update={"published_at": one.article.published_at + weeks})


def _article(line: ArticleLine) -> Article:
    return Article(
        article_id=line.doc_id,
        url=line.url,
        publisher=line.publisher or UNKNOWN_OUTLET,
        title=line.title,
        text=line.text,
        published_at=line.published_at or line.assumed_published_at,
    )
