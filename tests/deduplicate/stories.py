"""Mentions to test with, made of a few words each."""

from datetime import UTC, date, datetime
from math import sqrt
from typing import Any

from schemas.mention import (
    Actor,
    ArticleSignature,
    Casualties,
    Claim,
    Figure,
    Mention,
    MentionConfidence,
    Withdrawal,
)
from schemas.ontology import load_ontology
from schemas.place import Place
from schemas.record import quote_hash
from streams.deduplicate.core import Deduplicator
from streams.runtime.memory_store import MemoryStore
from streams.runtime.store import KeyedStore

NOW = datetime(2031, 3, 11, 8, 0, tzinfo=UTC)
PUBLISHED = datetime(2031, 3, 10, 18, 0, tzinfo=UTC)
DAY = date(2031, 3, 10)


def make_place(name: str = "Northgate", **changes: Any) -> Place:
    """A district of the invented city of Arden, unless said otherwise."""
    base: dict[str, Any] = {
        "gazetteer_id": f"test:{name}",
        "name_as_written": name,
        "name": name,
        "lat": 10.0,
        "lon": 20.0,
        "feature_class": "district",
        "country": "XA",
        "country_iso3": "XAA",
        "admin1": "Arden",
        "admin1_code": "XA.01",
        "admin2": None,
        "city_id": "test:Arden",
        "city": "Arden",
        "precision": 1,
        "is_centroid": False,
        "uncertainty_km": 1.5,
        "confidence": 0.9,
    }
    return Place(**{**base, **changes})


def make_city(name: str = "Arden", **changes: Any) -> Place:
    """The city itself."""
    base: dict[str, Any] = {
        "feature_class": "city",
        "city_id": f"test:{name}",
        "city": name,
        "precision": 2,
        "uncertainty_km": 8.0,
    }
    return make_place(name, **{**base, **changes})


def make_mention(mention_id: str = "m1", **changes: Any) -> Mention:
    """A shelling of Northgate on the tenth, reported by one outlet; ``killed`` sets the toll."""
    killed = changes.pop("killed", None)
    quote = changes.pop("quote", "Shells fell on the quarter.")
    article = changes.pop("article_id", f"article-{mention_id}")
    base: dict[str, Any] = {
        "mention_id": mention_id,
        "article_id": article,
        "article_version": 1,
        "publisher": f"{article}.example",
        "url": None,
        "title": None,
        "published_at": PUBLISHED,
        "sentence": 0,
        "char_start": 0,
        "char_end": len(quote),
        "quote": quote,
        "quote_hash": quote_hash(quote),
        "trigger": quote.split()[0],
        "trigger_start": 0,
        "trigger_end": len(quote.split()[0]),
        "event_type": "shelling",
        "modality": "asserted",
        "temporal_role": "current",
        "claim": Claim(),
        "date_start": DAY,
        "date_end": DAY,
        "date_precision": 1,
        "date_basis": "relative",
        "casualties": Casualties(killed=None if killed is None else make_figure(killed)),
        "confidence": MentionConfidence(type=0.8, date=0.9, place=0.9, overall=0.8),
        "extractor_version": "1",
        "ontology_version": "1",
        "place": make_place(),
        "gazetteer_version": "1",
    }
    return Mention(**{**base, **changes})


def make_signature(words: str, *names: str, ages: tuple[int, ...] = ()) -> ArticleSignature:
    """The signature of an article: its rare words, names of two words, ages."""
    terms = words.split()
    weight = round(1 / sqrt(len(terms)), 3)
    return ArticleSignature(
        terms=dict.fromkeys(terms, weight), names=dict.fromkeys(names, 1.0), ages=ages
    )


def make_figure(number: int | tuple[int | None, int | None, int | None]) -> Figure:
    """An exact figure, or low, best and high."""
    low, best, high = number if isinstance(number, tuple) else (number, number, number)
    return Figure(low=low, best=best, high=high)


def make_withdrawal(mention: Mention, version: int | None = None) -> Withdrawal:
    """Take back a mention, as the next version of its article does."""
    return Withdrawal(
        mention_id=mention.mention_id,
        article_id=mention.article_id,
        article_version=version or mention.article_version + 1,
        block=mention.block,
    )


def agent(name: str) -> Actor:
    """Somebody who did it."""
    return Actor(name=name, role="agent")


def deduplicator(store: KeyedStore | None = None) -> Deduplicator:
    """A fresh one over a store of its own, or over a given one."""
    return Deduplicator(store or MemoryStore(), load_ontology(), "test")
