"""Pages, feeds and web archives: each article with its own title, address and time."""

import io
import json
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.ingest.reading import WHEN, Reading

BODY = (
    "<body><nav>Home Sport Weather</nav><article><h1>Bridge opened</h1><p>A bridge was opened in "
    "Mosul on Sunday, the governor said at the ceremony beside the river Tigris.</p></article>"
    "</body>"
)
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Daily"},
        {
            "@type": ["NewsArticle"],
            "headline": "Bridge opened in Mosul",
            "datePublished": "2024-05-12T18:40:00+03:00",
            "dateModified": "2024-05-12T20:00:00+03:00",
            "inLanguage": "en-GB",
            "publisher": {"@type": "Organization", "name": "The Daily"},
        },
    ],
}
CANONICAL = '<link rel="canonical" href="https://www.daily.example/1">'


def page(head: str, *, lang: str = "") -> str:
    return f"<!DOCTYPE html><html{lang}><head>{head}</head>{BODY}</html>"


def test_json_ld_is_read_first() -> None:
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    head = f"<title>T | D</title>{CANONICAL}{script}"
    found = Reading(page(head), "a.html").article
    assert found["title"] == "Bridge opened in Mosul"
    assert found["published_at"] == "2024-05-12T18:40:00+03:00"
    assert found["modified_at"] == "2024-05-12T20:00:00+03:00"
    assert (found["url"], found["publisher"]) == ("https://www.daily.example/1", "daily.example")
    assert found["language"] == "en-GB"
    assert "Mosul on Sunday" in found["text"]
    assert "Weather" not in found["text"]


@pytest.mark.parametrize(
    "time",
    [
        '<meta property="article:published_time" content="2024-05-12T18:40:00+03:00">',
        '<meta name="pubdate" content="Sun, 12 May 2024 18:40:00 +0300">',
        '<meta itemprop="datePublished" content="2024-05-12 18:40:00 +0300">',
    ],
)
def test_open_graph_and_meta_elements_are_read(time: str) -> None:
    head = (
        '<meta property="og:title" content="Bridge opened"><meta property="og:locale" '
        'content="en_US"><meta property="og:url" content="https://daily.example/2">'
    )
    found = Reading(page(head + time), "a.html").article
    assert (found["title"], found["language"]) == ("Bridge opened", "en-US")
    assert found["url"] == "https://daily.example/2"
    assert found["published_at"] == "2024-05-12T18:40:00+03:00"


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = (
        f"{CANONICAL}<title>Bridge opened - The Daily</title>"
        '<meta property="og:site_name" content="The Daily">'
    )
    found = Reading(page(head, lang=' lang="en"'), published_at=WHEN).article
    assert (found["title"], found["language"]) == ("Bridge opened", "en")


def test_a_page_without_a_time_is_refused_and_one_with_a_day_in_its_address_is_reported() -> None:
    undated = Reading(page(CANONICAL), "a.html")
    assert "--published-at" in undated.problems[0]
    dated = CANONICAL.replace("/1", "/2024/05/12/bridge")
    reading = Reading(page(dated), "a.html")
    assert reading.article["published_at"] == "2024-05-12T00:00:00+00:00"
    assert "2024-05-12" in reading.notes[0]


def test_a_page_without_address_needs_one() -> None:
    assert "--url" in Reading(page(""), "a.html", published_at=WHEN).problems[0]
    found = Reading(page(""), "a.html", published_at=WHEN, url="https://daily.example/3").article
    assert found["publisher"] == "daily.example"


RSS = """<?xml version="1.0" encoding="{code}"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Daily</title>
 <language>en-gb</language>
 <item><title>Bridge opened &amp; crossed</title><link>https://daily.example/1</link>
  <guid isPermaLink="false">17</guid><pubDate>Sun, 12 May 2024 18:40:00 +0300</pubDate>
  <description>Short é.</description>
  <content:encoded><![CDATA[<p>A bridge was opened.</p><p>It is long.</p>]]></content:encoded>
 </item>
 <item><title>No date</title><link>https://daily.example/2</link>
  <description>B</description></item>
 </channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Daily</title>
 <entry><title>Bridge opened</title><id>tag:daily.example,2024:1</id>
 <link href="https://daily.example/1"/><published>2024-05-12T18:40:00+03:00</published>
 <updated>2024-05-12T19:00:00+03:00</updated><summary>A bridge was opened.</summary>
 </entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Daily</title></channel>
 <item rdf:about="https://daily.example/1"><title>Bridge opened</title>
 <link>https://daily.example/1</link><dc:date>2024-05-12T18:40:00+03:00</dc:date>
 <description>A bridge was opened.</description></item></rdf:RDF>"""


@pytest.mark.parametrize("code", ["utf-8", "iso-8859-1", "utf-16"])
def test_items_of_rss_are_articles(code: str) -> None:
    reading = Reading(RSS.format(code=code).encode(code), "feed.xml")
    first, second = reading.articles
    assert first["title"] == "Bridge opened & crossed"
    assert first["text"] == "A bridge was opened.\nIt is long."
    assert first["published_at"] == "2024-05-12T15:40:00+00:00"
    assert (first["url"], first["publisher"]) == ("https://daily.example/1", "daily.example")
    assert first["language"] == "en-gb"
    assert [one.where for one in reading.documents] == ["feed.xml[0]", "feed.xml[1]"]
    assert "published_at" not in second


@pytest.mark.parametrize("feed", [ATOM, RDF])
def test_atom_and_rdf_are_read(feed: str) -> None:
    found = Reading(feed).article
    assert found["text"] == "A bridge was opened."
    assert found["published_at"] == "2024-05-12T15:40:00+00:00"


def test_broken_xml_is_read_as_far_as_possible_and_reported() -> None:
    broken = RSS.format(code="utf-8").replace("</channel></rss>", "<item><title>Cut")
    reading = Reading(broken, "feed.xml")
    assert len(reading.articles) >= 2
    assert "broken" in reading.notes[0]
    empty = Reading("<rss version='2.0'><channel><title>x</title></channel></rss>", "feed.xml")
    assert "without items" in empty.problems[0]


def archive(*records: tuple[str, str, bytes, str], gzip: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
    for status, url, content, content_type in records:
        headers = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
        kind = "response" if status else "conversion"
        extra: dict[str, Any] = {"http_headers": headers} if status else {}
        if not status:
            extra = {"warc_content_type": content_type}
        payload, size = io.BytesIO(content), len(content)
        record = writer.create_warc_record(url, kind, payload=payload, length=size, **extra)
        writer.write_record(record)
    return out.getvalue()


# The writer of archives leaves its temporary files to the garbage collector.
leftovers = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@leftovers
@pytest.mark.parametrize("gzip", [True, False])
def test_pages_of_a_web_archive_are_articles(gzip: bool) -> None:
    time = '<meta property="article:published_time" content="2024-05-12T18:40:00+03:00">'
    raw = archive(
        ("200 OK", "https://daily.example/1?x=1", page(CANONICAL + time).encode(), "text/html"),
        ("404 Not Found", "https://daily.example/2", b"gone", "text/html"),
        ("200 OK", "https://daily.example/3.png", b"\x89PNG", "image/png"),
        ("200 OK", "https://daily.example/4", page("").encode(), "text/html; charset=utf-8"),
        gzip=gzip,
    )
    reading = Reading(raw, "a.warc.gz")
    (found,) = reading.articles
    assert found["url"] == "https://www.daily.example/1"
    assert reading.problems[0].startswith("a.warc.gz#5: not read: a page")
    assert "1 image/png" in reading.notes[-1]
    assert "1 response with status 404" in reading.notes[-1]


@leftovers
def test_texts_of_wet_take_their_time_from_the_operator() -> None:
    raw = archive(
        ("", "https://daily.example/1", b"Bridge opened\nA bridge was opened.", "text/plain"),
        gzip=True,
    )
    assert "--published-at" in Reading(raw, "a.wet.gz").problems[0]
    found = Reading(raw, "a.wet.gz", published_at=WHEN).article
    assert (found["title"], found["text"]) == ("Bridge opened", "A bridge was opened.")


@leftovers
def test_a_damaged_archive_is_named() -> None:
    time = '<meta property="article:published_time" content="2024-05-12T18:40:00+03:00">'
    record = ("200 OK", "https://daily.example/1", page(CANONICAL + time).encode(), "text/html")
    raw = archive(record, record, gzip=False)
    reading = Reading(raw + b"WARC/1.0\r\nbroken", "a.warc")
    assert len(reading.articles) == 2
