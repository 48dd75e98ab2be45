"""Text in, places out: extraction's place names through the geocoder, without any event."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from schemas import Article, Place, Toponym
from schemas.record import describe
from streams.errors import MalformedRecord
from streams.extract.core import Extractor
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer
from streams.ingest.articles import check_size
from streams.rules.table import use_language
from streams.settings import Settings, load_settings

NO_PUBLISHER = "unknown"
"""Stands for an outlet that nobody told; it has no home country."""
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""Places do not depend on when a text was published."""


class Document(BaseModel):
    """A text to geoparse; further fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: str | int | None = Field(
        default=None, validation_alias=AliasChoices("id", "article_id"), union_mode="left_to_right"
    )
    text: str
    title: str | None = None
    publisher: str | None = None
    language: str | None = None

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read a document.

        Raises:
            MalformedRecord: if it is not JSON, or has no text.
            TooLarge: if the text is over the limit for articles.
        """
        try:
            document = cls.model_validate_json(raw)
        except ValidationError as error:
            raise MalformedRecord(describe(error, "Document")) from error
        check_size(document.text)
        return document


@dataclass(frozen=True)
class Located:
    """A place name of a text, and its place; None where no reading of the name is likely."""

    toponym: Toponym
    place: Place | None

    def record(self) -> dict[str, Any]:
        """Return it as a JSON object; offsets count code points of the given text."""
        place = self.place
        return {
            "start": self.toponym.char_start,
            "end": self.toponym.char_end,
            "name": self.toponym.name,
            "id": place and place.gazetteer_id,
            "lat": place and place.lat,
            "lon": place and place.lon,
            "country": place and place.country,
            "admin1": place and place.admin1,
            "precision": place and place.precision,
            "confidence": place and place.confidence,
            "candidates": [one.model_dump() for one in place.candidates] if place else [],
        }


@dataclass(frozen=True)
class Geoparsed:
    """The place names of a text; ``skipped`` is why it was not read, such as "language:de"."""

    toponyms: list[Located]
    skipped: str | None = None


class Geoparser:
    """Finds the places of texts. Holds nothing between texts."""

    def __init__(self, extractor: Extractor, gazetteer: Gazetteer) -> None:
        self._extractor = extractor
        self._gazetteer = gazetteer
        self._geocoder = Geocoder(gazetteer)

    def parse(self, document: Document) -> list[Located]:
        """Return the place names of a text in their order; none for one that is not English."""
        return self.read(document).toponyms

    def read(self, document: Document) -> Geoparsed:
        """Return the place names of a text in their order, or why it was not read."""
        if not document.text.strip():
            return Geoparsed([])
        article = Article(
            article_id="geoparse",
            publisher=document.publisher or NO_PUBLISHER,
            title=document.title,
            text=document.text,
            content_type="text/plain",
            language=document.language,
            published_at=_ANY_DAY,
        )
        extraction = self._extractor.extract(article)
        return Geoparsed(self.locate(extraction.toponyms, document.publisher), extraction.skipped)

    def locate(self, toponyms: Sequence[Toponym], publisher: str | None) -> list[Located]:
        """Return the places of the toponyms of one text, resolved together."""
        home = self._gazetteer.home_of(publisher)
        places = self._geocoder.resolve(toponyms, home)
        # Names of the title help to resolve the others, but are no spans of the text.
        found = [
            Located(one, place)
            for one, place in zip(toponyms, places, strict=True)
            if one.char_end > one.char_start
        ]
        return sorted(found, key=lambda one: (one.toponym.char_start, one.toponym.char_end))


def make_geoparser(
    settings: Settings | None = None, report: Callable[[str], None] = lambda _: None
) -> Geoparser:
    """Return a geoparser on the installed gazetteer, building that on first use."""
    settings = settings or load_settings()
    use_language(settings.rules_language)
    return Geoparser(Extractor(settings.language_pipeline), open_gazetteer(settings, report))
