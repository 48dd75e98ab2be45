"""A system for tests of the readers and reports: says what it is told to say."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evaluation.system import GazetteerPoint, Output, RawArticle
from schemas import Article, DeadLetter, Event, Extraction, Mention, Place, Toponym
from streams.ingest.articles import read_article


@dataclass
class Said:
    events: Sequence[Event]
    mentions: Sequence[Mention] = ()
    dead_letters: Sequence[DeadLetter] = ()


@dataclass
class Stub:
    """Answers every run with the same, and remembers the articles."""

    said: Callable[[Sequence[Article]], Said] = lambda _: Said([])
    reads: Callable[[Article], Extraction] | None = None
    places: dict[str, Place] = field(default_factory=dict)
    spots: dict[str, list[GazetteerPoint]] = field(default_factory=dict)
    word_places: dict[str, tuple[int, int]] = field(default_factory=dict)
    given: list[Article] = field(default_factory=list)

    def run(self, articles: Sequence[Article]) -> Output:
        self.given.extend(articles)
        return self.said(articles)

    def extract(self, article: Article) -> Extraction:
        self.given.append(article)
        if self.reads is not None:
            return self.reads(article)
        return Extraction(
            article_id=article.article_id,
            article_version=1,
            withdrawn=False,
            publisher=article.publisher,
        )

    def places_of(self, article: Article, start: int, end: int) -> Sequence[tuple[int, int]]:
        return [self.word_places[article.text[start:end]]] if self.word_places else []

    def resolve(
        self, toponyms: Sequence[Toponym], publisher: str | None, *, given: bool = False
    ) -> Sequence[Place | None]:
        return [self.places.get(toponym.name) for toponym in toponyms]

    def standing_events(self, articles: Sequence[RawArticle]) -> Sequence[Event]:
        return self.said([read_article(json.dumps(raw).encode()) for raw in articles]).events

    def geoparse(self, article: RawArticle) -> Sequence[tuple[str, Place | None]]:
        return [(name, place) for name, place in self.places.items() if name in article["text"]]

    def readings(self, name: str) -> Sequence[GazetteerPoint]:
        return self.spots.get(name, [])
