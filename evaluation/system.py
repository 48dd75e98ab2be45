"""What an evaluation measures: the stages, as they are installed or as a test replaces them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from schemas import Article, DeadLetter, Event, Extraction, Mention, Place, Toponym
from streams.extract.article.event_word_places import EventWordPlaces
from streams.extract.article.passes import Components
from streams.extract.core import Extractor
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer
from streams.ingest.articles import read_article
from streams.settings import load_settings
from streams.wiring.geoparse import Document, Geoparser
from streams.wiring.pipeline import Pipeline, arrival

RawArticle = Mapping[str, Any]
"""An article as a producer sends it, before it is checked."""


class Output(Protocol):
    """What the pipeline leaves behind."""

    @property
    def events(self) -> Sequence[Event]:
        """Final revisions."""
        ...

    @property
    def mentions(self) -> Sequence[Mention]:
        """Mentions that stand."""
        ...

    @property
    def dead_letters(self) -> Sequence[DeadLetter]:
        """What no stage could take."""
        ...


@dataclass(frozen=True)
class GazetteerPoint:
    """A place, as far as a scorer needs it: WGS84 degrees, ISO 3166-1 alpha-2 country."""

    id: str
    name: str
    feature_class: str
    country: str | None
    lat: float
    lon: float


def gazetteer_point(place: Place) -> GazetteerPoint:
    """Return a resolved place as a spot."""
    return GazetteerPoint(
        place.gazetteer_id, place.name, place.feature_class, place.country, place.lat, place.lon
    )


class System(Protocol):
    """The stages, each on its own and all together."""

    def run(self, articles: Sequence[Article]) -> Output:
        """Run the whole pipeline, empty at first, over articles in their order."""
        ...

    def extract(self, article: Article) -> Extraction:
        """Read one article."""
        ...

    def places_of(self, article: Article, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans of the places that belong to the word at a span of the text."""
        ...

    def resolve(
        self, toponyms: Sequence[Toponym], publisher: str | None, *, given: bool = False
    ) -> Sequence[Place | None]:
        """Locate the toponyms of one article; ``given`` ones are known to be places."""
        ...

    def readings(self, name: str) -> Sequence[GazetteerPoint]:
        """Return all that the gazetteer has under a name."""
        ...

    def standing_events(self, articles: Sequence[RawArticle]) -> Sequence[Event]:
        """Run the whole pipeline over articles as producers send them; return what stands."""
        ...

    def geoparse(self, article: RawArticle) -> Sequence[tuple[str, Place | None]]:
        """Return the place names of a text with their places, as ``dateline geoparse`` does."""
        ...


class RememberingExtractor(Extractor):
    """Keeps what it read in memory, by the article's id and version."""

    def __init__(self, pipeline: str, without: Components = frozenset()) -> None:
        super().__init__(pipeline, without)
        self._known: dict[tuple[str, int], tuple[Article, Extraction]] = {}

    def extract(self, article: Article) -> Extraction:
        """Return the drafts of one version of an article."""
        key = article.article_id, article.version
        known = self._known.get(key)
        if known is None or known[0] != article:
            known = self._known[key] = article, super().extract(article)
        return known[1]


class Installed:
    """The stages as they are installed. Loaded when first needed, and then kept.

    ``without`` names components of extraction that are left out.
    """

    def __init__(self, without: Components = frozenset()) -> None:
        self._without = without

    def run(self, articles: Sequence[Article]) -> Output:
        """Run the whole pipeline, empty at first, over articles in their order."""
        pipeline = Pipeline(self._extractor, self._geocoder)
        for article in articles:
            arrived = article.modified_at or article.published_at
            pipeline.feed(article.article_id.encode(), article.to_json(), arrived)
        return pipeline.result()

    def extract(self, article: Article) -> Extraction:
        """Read one article."""
        return self._extractor.extract(article)

    def places_of(self, article: Article, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans of the places that belong to the word at a span of the text."""
        return self._asker.places(article, start, end)

    def resolve(
        self, toponyms: Sequence[Toponym], publisher: str | None, *, given: bool = False
    ) -> Sequence[Place | None]:
        """Locate the toponyms of one article; ``given`` ones are known to be places."""
        home = self._gazetteer.home_of(publisher)
        return self._geocoder.resolve(toponyms, home, given=given)

    def readings(self, name: str) -> Sequence[GazetteerPoint]:
        """Return all that the gazetteer has under a name."""
        return [
            GazetteerPoint(e.id, e.name, e.feature_class, e.country, e.lat, e.lon)
            for e in self._gazetteer.lookup(name)
        ]

    def standing_events(self, articles: Sequence[RawArticle]) -> Sequence[Event]:
        """Run the whole pipeline over articles as producers send them; return what stands.

        Raises:
            TerminalError: if one of them is no article.
        """
        pipeline = Pipeline(self._extractor, self._geocoder)
        for raw in articles:
            value = json.dumps(raw).encode()
            article = read_article(value)
            pipeline.feed(article.article_id.encode(), value, arrival(article))
        return [event for event in pipeline.result().events if event.stands]

    def geoparse(self, article: RawArticle) -> Sequence[tuple[str, Place | None]]:
        """Return the place names of a text with their places, as ``dateline geoparse`` does."""
        geoparser = Geoparser(self._extractor, self._gazetteer)
        found = geoparser.parse(Document.from_json(json.dumps(article)))
        return [(one.toponym.name, one.place) for one in found]

    @cached_property
    def _extractor(self) -> Extractor:
        return RememberingExtractor(load_settings().language_pipeline, self._without)

    @cached_property
    def _asker(self) -> EventWordPlaces:
        return EventWordPlaces()

    @cached_property
    def _geocoder(self) -> Geocoder:
        return Geocoder(self._gazetteer)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        settings = load_settings()
        return open_gazetteer(settings, lambda _: None)
