"""Records of services and programs, in the form in which their documentation shows them."""

import json
from typing import Any

import pytest

from streams.errors import UsageError
from streams.ingest.documents import article_of
from streams.ingest.mapping import parse_mapping
from tests.ingest.reading import WHEN, Reading, lines

URL = "https://www.daily.example/world/1"
NEWS_PLEASE = {
    "authors": [],
    "date_publish": "2024-05-12 15:40:00",
    "source_domain": "www.daily.example",
    "language": "en",
    "title": "Bridge opened",
    "maintext": "A bridge was opened.",
    "url": URL,
}
NEWS_API = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": None, "name": "The Daily"},
            "author": "A. Writer",
            "title": "Bridge opened",
            "description": "A bridge was opened.",
            "url": URL,
            "urlToImage": None,
            "publishedAt": "2024-05-12T15:40:00Z",
            "content": "A bridge was opened. It crosses the Tigris… [+4033 chars]",
        }
    ],
}
NEW_YORK_TIMES = {
    "status": "OK",
    "response": {
        "docs": [
            {
                "web_url": URL,
                "abstract": "A bridge was opened.",
                "lead_paragraph": "It crosses the Tigris.",
                "headline": {"main": "Bridge opened", "kicker": None},
                "pub_date": "2024-05-12T15:40:00+0000",
                "_id": "nyt://article/1",
            }
        ]
    },
}
MEDIA_CLOUD = {
    "stories": [
        {
            "id": "ab12",
            "media_name": "daily.example",
            "media_url": "daily.example",
            "title": "Bridge opened",
            "publish_date": "2024-05-12",
            "url": URL,
            "language": "en",
        }
    ]
}
GUARDIAN = {
    "response": {
        "results": [
            {
                "webTitle": "Bridge opened",
                "webUrl": URL,
                "webPublicationDate": "2024-05-12T15:40:00Z",
                "fields": {"bodyText": "A bridge was opened."},
            }
        ]
    }
}
GDELT = {
    "articles": [
        {
            "url": URL,
            "title": "Bridge opened",
            "seendate": "20240512T154000Z",
            "domain": "daily.example",
            "language": "English",
            "sourcecountry": "Iraq",
        }
    ]
}
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Daily",
    "language": "en-GB",
    "items": [
        {
            "id": "1",
            "url": URL,
            "title": "Bridge opened",
            "content_html": "<p>A bridge was opened.</p>",
            "date_published": "2024-05-12T18:40:00+03:00",
        }
    ],
}


@pytest.mark.parametrize(
    ("record", "name", "text"),
    [
        (NEWS_PLEASE, "news-please", "A bridge was opened."),
        (NEWS_API, "NewsAPI", "A bridge was opened. It crosses the Tigris"),
        (NEW_YORK_TIMES, "New York Times", "A bridge was opened.\nIt crosses the Tigris."),
        (MEDIA_CLOUD, "Media Cloud", "Bridge opened"),
        (GUARDIAN, "The Guardian", "A bridge was opened."),
        (GDELT, "GDELT", "Bridge opened"),
        (JSON_FEED, "JSON Feed", "A bridge was opened."),
    ],
)
@pytest.mark.parametrize("pretty", [True, False])
def test_known_records_become_articles(
    record: dict[str, Any], name: str, text: str, pretty: bool
) -> None:
    reading = Reading(json.dumps(record, indent=2 if pretty else None), "answer.json")
    (document,) = reading.documents
    found = article_of(document)
    assert (found.title, found.text, found.publisher) == ("Bridge opened", text, "daily.example")
    assert found.published_at.isoformat()[:10] == "2024-05-12"
    assert found.url == URL
    assert any(name in note for note in reading.notes)


def test_the_language_of_gdelt_and_of_a_feed_is_taken() -> None:
    assert Reading(json.dumps(GDELT)).article["language"] == "en"
    assert Reading(json.dumps(JSON_FEED)).article["language"] == "en-GB"


def test_an_item_of_an_answer_is_named_by_its_place() -> None:
    broken = json.loads(json.dumps(NEWS_API))
    broken["articles"].append({"title": None, "url": URL, "publishedAt": "2024-05-12T15:40:00Z"})
    reading = Reading(json.dumps(broken), "answer.json")
    assert [one.where for one in reading.documents] == [
        "answer.json.articles[0]",
        "answer.json.articles[1]",
    ]
    assert reading.documents[1].problem is not None


def test_a_table_of_gdelt_is_read() -> None:
    table = f"URL,MobileURL,Date,Title\n{URL},,2024-05-12 15:40:00,Bridge opened\n"
    assert Reading(table, "list.csv").article["published_at"] == "2024-05-12T15:40:00+00:00"


def test_other_fields_are_mapped_by_name() -> None:
    record = {"link": URL, "body": {"plain": "A bridge was opened."}, "when": "2024-05-12 18:40"}
    supplied: dict[str, Any] = {
        "mapping": parse_mapping("url=link, text=body.plain,published_at=when"),
        "timezone": "Asia/Baghdad",
        "publisher": "daily.example",
    }
    found = Reading(lines(record), **supplied).article
    assert (found["url"], found["text"]) == (URL, "A bridge was opened.")
    assert found["published_at"] == "2024-05-12T18:40:00+03:00"


@pytest.mark.parametrize("text", ["text", "text=", "=body", "colour=body"])
def test_a_mapping_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--map"):
        parse_mapping(text)


def test_a_language_that_is_no_tag_is_refused() -> None:
    with pytest.raises(UsageError, match="language tag"):
        Reading(lines({}), language="English (UK)", published_at=WHEN)


def test_columns_may_be_separated_by_semicolons_or_tabs_and_cells_may_hold_lines() -> None:
    for delimiter in ";\t,|":
        cells = (
            ["url", "title", "text", "published_at", "publisher"],
            [
                *(URL, "Bridge opened", '"A bridge\nwas ""opened""."'),
                *("Sun, 12 May 2024 18:40:00 +0300", "daily.example"),
            ],
        )
        table = "\n".join(delimiter.join(row) for row in cells)
        if delimiter == ",":
            table = table.replace("Sun, 12 May 2024 18:40:00 +0300", "2024-05-12T18:40:00+03:00")
        found = Reading(table, "-").article
        assert found["text"] == 'A bridge\nwas "opened".'
        assert found["published_at"] == "2024-05-12T18:40:00+03:00"


def test_rows_are_named_by_line_and_one_that_is_too_long_is_refused() -> None:
    table = 'url,title,published_at\nu,"a\nb",2024-05-12\nu,b,2024-05-12,x,y\n\nu,c,2024-05-12\n'
    reading = Reading(table, "a.csv", publisher="daily.example")
    assert [one.where for one in reading.documents] == ["a.csv:2", "a.csv:4", "a.csv:6"]
    assert "5 cells" in reading.problems[0]
