"""Hostile messages, for the tests that send them to real servers."""

import json
from typing import Any

from kafka import KafkaProducer

from streams.runtime.delivery import ORIGIN_HEADER
from streams.settings import Settings

ARTICLE = {
    "publisher": "lantern.example",
    "published_at": "2024-06-04T18:00:00Z",
    "text": "A ferry was delayed in the harbour.",
}
HUGE_BYTES = 30_000_000
"""Compressed, this is far below the limit of the broker; as a dead letter it would be above."""

Headers = list[tuple[str, bytes]]


class NotText(str):
    """A header name whose bytes are not UTF-8; kafka-python encodes names without asking."""

    __slots__ = ()

    def encode(self, *_: Any) -> bytes:
        return b"\xff\xfe-trace"


HOSTILE_HEADERS: list[Headers] = [
    [(ORIGIN_HEADER, b"9" * 400)],
    [(ORIGIN_HEADER, b"9" * 311)],
    [(ORIGIN_HEADER, b"253402300799000")],
    [(NotText("trace"), b"x")],
    [("x" * 60_000, b"y" * 400_000)],
    [("dateline-reason", b""), ("dateline-offset", b"-1")],
]
"""Headers that must change nothing: the articles that carry them are good ones."""

ANY_JSON: list[Any] = [[], {}, [[1]], {"a": 1}, True, -1, 1.5, 10**30, "", "\x00", "x" * 5000]
FIELDS = (
    *("article_id", "url", "publisher", "title", "text", "content_type", "language"),
    *("published_at", "modified_at", "timezone", "version", "status", "schema_version", "id"),
)


def named(name: str, **changes: Any) -> bytes:
    return json.dumps(ARTICLE | {"article_id": name} | changes).encode()


def odd_articles() -> list[bytes]:
    """Return an article for each field and each kind of JSON value."""
    return [
        named(f"odd-{field}-{number}", **{field: value})
        for field in FIELDS
        for number, value in enumerate(ANY_JSON)
    ]


def refused() -> dict[str, bytes]:
    return {
        "huge": b'{"text": "' + b"x" * HUGE_BYTES + b'"}',
        "version": named("version", version=2**63),
        "first-day": named("first-day", published_at="0001-01-01T00:00:00Z"),
        "last-day": named("last-day", published_at="9999-12-31T23:59:59Z"),
        "tomorrow": named("tomorrow", published_at="2100-01-01T00:00:00Z"),
        "no-json": b"\x80" * 100,
        "deep": b"[" * 100_000,
        "slow": named("slow", text='"Two men were shot," she told us, ' * 30_000),
    }


def unlimited_producer(settings: Settings) -> KafkaProducer:
    """Return a producer that compresses what the broker would refuse by its size."""
    return KafkaProducer(
        bootstrap_servers=settings.kafka_bootstrap_servers.split(","),
        compression_type="gzip",
        max_request_size=HUGE_BYTES + 1_000_000,
        linger_ms=20,
    )
