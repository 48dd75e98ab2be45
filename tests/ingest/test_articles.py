"""What an article needs, and how what is missing is filled or refused."""

import json
from datetime import timedelta
from typing import Any

import pytest

from schemas import Article
from streams.errors import MalformedRecord, TooLarge
from streams.ingest.addresses import article_id_of
from streams.ingest.articles import MAX_TEXT_BYTES, read_article

GOOD: dict[str, Any] = {
    "article_id": "a1",
    "publisher": "daily.example",
    "published_at": "2024-05-01T12:00:00+02:00",
    "title": "A title",
    "text": "Some text.",
}


def read(**changes: Any) -> Article:
    fields = {name: value for name, value in (GOOD | changes).items() if value is not ...}
    return read_article(json.dumps(fields))


def test_keeps_text_and_offset_as_sent() -> None:
    article = read(text="  Läuft\r\nweiter ")
    assert article.text == "  Läuft\r\nweiter "
    assert article.published_at.utcoffset() == timedelta(hours=2)


def test_takes_fields_that_it_does_not_know() -> None:
    assert read(section="world", tags=["x"]).article_id == "a1"


def test_takes_id_for_article_id() -> None:
    assert read(article_id=..., id="other").article_id == "other"


def test_derives_the_id_from_the_url() -> None:
    url = "https://Daily.example/story?b=2&a=1&utm_source=feed#top"
    article = read(article_id=..., url=url)
    assert article.article_id == article_id_of("https://daily.example/story?a=1&b=2")


def test_different_stories_have_different_ids() -> None:
    assert article_id_of("https://daily.example/1") != article_id_of("https://daily.example/2")


@pytest.mark.parametrize("text", [..., None, "", " \n"])
def test_title_stands_in_for_text(text: Any) -> None:
    assert read(text=text).text == "A title"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"article_id": ...}, "article_id"),
        ({"publisher": ...}, "publisher"),
        ({"publisher": ""}, "publisher"),
        ({"published_at": ...}, "published_at"),
        ({"published_at": "2024-05-01T12:00:00"}, "published_at"),
        ({"published_at": "yesterday"}, "published_at"),
        ({"title": ..., "text": ...}, "text"),
        ({"title": " ", "text": " "}, "text"),
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"version": 0}, "version"),
        ({"status": "deleted"}, "status"),
    ],
)
def test_names_the_field_that_is_wrong(changes: dict[str, Any], named: str) -> None:
    with pytest.raises(MalformedRecord, match=named):
        read(**changes)


@pytest.mark.parametrize("raw", [b"", b"no json", b"[]", b"\xff\xfe", b'{"a":', b'"text"', b"null"])
def test_what_is_no_article_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedRecord, match="Article is malformed"):
        read_article(raw)


def test_text_of_exactly_the_limit_is_taken() -> None:
    assert len(read(text="x" * MAX_TEXT_BYTES).text) == MAX_TEXT_BYTES


def test_one_byte_more_is_too_large() -> None:
    with pytest.raises(TooLarge, match="at most 1048576"):
        read(text="x" * (MAX_TEXT_BYTES - 1) + "é")


@pytest.mark.parametrize("content_type", [5, True, [], {}, ["text/html"], "text/markdown"])
def test_an_odd_content_type_is_malformed(content_type: Any) -> None:
    with pytest.raises(MalformedRecord, match="content_type: Input should be 'text/plain'"):
        read(content_type=content_type)


def test_the_article_id_wins_over_id() -> None:
    assert read(article_id="a1", id=5).article_id == "a1"


def test_producers_may_write_numbers_as_text() -> None:
    assert read(version="2").version == 2


def test_the_message_does_not_repeat_the_contents() -> None:
    with pytest.raises(MalformedRecord) as caught:
        read(version="secret words")
    assert "secret words" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20240512", "2024-05-12T00:00:00+00:00"),
        (20240512, "2024-05-12T00:00:00+00:00"),
        ("202405121830", "2024-05-12T18:30:00+00:00"),
        ("20240512183059", "2024-05-12T18:30:59+00:00"),
        (1715500000, "2024-05-12T07:46:40+00:00"),
        ("1715500000000", "2024-05-12T07:46:40+00:00"),
        (20240512.0, "2024-05-12T00:00:00+00:00"),
        ("20240512.0", "2024-05-12T00:00:00+00:00"),
        ("1715500000.5", "2024-05-12T07:46:40.500000+00:00"),
    ],
)
def test_dates_of_digits_only(written: object, expected: str) -> None:
    assert read(published_at=written).published_at.isoformat() == expected


@pytest.mark.parametrize(
    "written",
    [
        *("20241345", "12", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", 99999999999),
        *(-5, "-1715500000", "+20240512", 20240512.5, 5.0, 1e300, 10**100),
    ],
)
def test_a_date_that_cannot_be_is_refused(written: object) -> None:
    with pytest.raises(MalformedRecord, match="published_at"):
        read(published_at=written)


def test_records_of_news_please_are_read() -> None:
    record = {
        "maintext": "A storm hit the coast.",
        "title": "Storm",
        "url": "https://daily.example/storm",
        "source_domain": "daily.example",
        "date_publish": "2024-05-12 08:30:00",
        "date_modify": None,
    }
    article = read_article(json.dumps(record))
    assert (article.text, article.publisher) == ("A storm hit the coast.", "daily.example")
    assert article.published_at.isoformat() == "2024-05-12T08:30:00+00:00"
