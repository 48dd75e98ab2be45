"""Articles on gun violence and the incidents that they tell: two files of JSON lines."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from evaluation.files import broken, noon, read_lines
from schemas import Article
from schemas.record import Latitude, Longitude

FIRST_TEST_YEAR = 2015
"""Articles published before it are for work on the system, later ones for reporting."""


_COUNTY = re.compile(r"\bcounty\b", re.IGNORECASE)
_NAMES = re.compile(r"\s*[()]\s*")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Incident(_Record):
    """One incident: its local day, place, and persons killed and injured."""

    incident: str
    date: date
    state: str
    city: str
    ints: tuple[int, int] = Field(description="Killed, injured.")
    latlon: tuple[Latitude, Longitude] | None

    @field_validator("date", mode="before")
    @classmethod
    def _read_day(cls, told: object) -> object:
        """Read "January 27, 2014"; what is not written so is left to the schema."""
        try:
            return datetime.strptime(str(told), "%B %d, %Y").date()  # noqa: DTZ007 (a day)
        except ValueError:
            return told

    @property
    def has_city(self) -> bool:
        """Whether the archive names a city; some incidents have only a county."""
        return not _COUNTY.search(self.city)

    @property
    def city_names(self) -> tuple[str, ...]:
        """The city's names: in "Pittsburgh (Homewood)" both the city's and the part's count."""
        return tuple(name for name in _NAMES.split(self.city) if name)

    @property
    def killed(self) -> int:
        """Persons killed."""
        return self.ints[0]

    @property
    def injured(self) -> int:
        """Persons injured."""
        return self.ints[1]


class ArticleLine(_Record):
    """A line of ``articles.jsonl``."""

    id: str
    title: str | None
    content: str
    dct: date = Field(description="Day of publication.")
    uri: str | None
    incident: str


@dataclass(frozen=True)
class LabelledReport:
    """An article and the incident that it tells."""

    article: Article
    incident: Incident


def read_folder(folder: Path) -> list[LabelledReport]:
    """Return the articles that tell a known incident, in the order of publication.

    An article whose incident is not in ``incidents.jsonl``, or that has no text, is left out. One
    that stands twice under an id is taken once, with the first incident that it is linked to.

    Raises:
        UsageError: if a file is missing, or a line is damaged or stands twice.
    """
    incidents: dict[str, Incident] = {}
    path = folder / "incidents.jsonl"
    for number, incident in read_lines(path, Incident):
        if incident.incident in incidents:
            raise broken(path, number, f"incident {incident.incident} stands twice")
        incidents[incident.incident] = incident
    reports = [report for _, report in read_lines(folder / "articles.jsonl", ArticleLine)]
    told = [told for report in reports if (told := _told(report, incidents))]
    once = {one.article.article_id: one for one in reversed(told)}
    return sorted(once.values(), key=lambda one: (one.article.published_at, one.article.article_id))


def part_of(told: Sequence[LabelledReport], part: str) -> list[LabelledReport]:
    """Return the articles of ``dev`` (before 2015) or ``test``."""
    later = part == "test"
    return [one for one in told if (one.article.published_at.year >= FIRST_TEST_YEAR) == later]


def sample_of(told: Sequence[LabelledReport], nth: int) -> list[LabelledReport]:
    """Return all articles of every n-th incident, by the order of the incidents' ids."""
    names = sorted({one.incident.incident for one in told})
    chosen = frozenset(names[::nth])
    return [one for one in told if one.incident.incident in chosen]


def _told(report: ArticleLine, incidents: Mapping[str, Incident]) -> LabelledReport | None:
    incident = incidents.get(report.incident)
    if incident is None or not report.content.strip():
        return None
    article = Article(
        article_id=report.id,
        url=report.uri,
        publisher=_publisher(report.uri),
        title=report.title,
        text=report.content,
        published_at=noon(report.dct),
    )
    return LabelledReport(article, incident)


def _publisher(uri: str | None) -> str:
    """Return the outlet's host; archived pages have it behind the archive's own address."""
    host = (uri or "").rpartition("://")[2].partition("/")[0].removeprefix("www.")
    return host or "unknown.example"
