"""Feeds of a real HTTP server, with everything that such servers do."""

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner

from streams.commands.main import cli
from streams.errors import UsageError
from streams.feeds.fetch import Fetcher
from streams.feeds.follow import Follower, Polled
from streams.feeds.subscriptions import MAX_SEEN, StateFile, Subscription, read_list
from streams.ingest.articles import read_article
from streams.ingest.documents import Supplied, article_of
from streams.runtime.clients import make_admin
from streams.runtime.topics import create_topics
from streams.settings import Settings, load_settings
from tests.stack import environment_of, messages_of

ITEM = """<item><title>Item {n}</title><link>{url}/page/{n}</link><guid>{n}</guid>
<pubDate>Sun, 12 May 2024 18:40:00 +0300</pubDate><description>Short {n}.</description></item>"""
PAGE = "<html><body><article><p>{}</p></article></body></html>".format("A bridge was opened. " * 20)
NOW = 1_000_000.0
Answer = tuple[int, dict[str, str], str]


@dataclass
class Site:
    """A server that answers as it is told, and what it was asked."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pause: float = 0.0

    def feed(self, *numbers: int) -> str:
        items = "".join(ITEM.format(n=number, url=self.url) for number in numbers)
        return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, headers, body = site.answers.get(self.path, (404, {}, ""))
            etag = headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                status, body = 304, ""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            time.sleep(site.pause)
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()


def poll(
    feed: Subscription, *, pages: bool = False, seconds: float = 5.0
) -> tuple[Polled, list[str]]:
    notes: list[str] = []

    async def once() -> Polled:
        async with aiohttp.ClientSession() as session:
            fetcher = Fetcher(session, seconds=seconds, pause=0.0)
            follower = Follower(fetcher, Supplied(), 900, pages=pages, note=notes.append)
            return await follower.poll(feed, NOW)

    return asyncio.run(once()), notes


def test_new_items_are_articles_and_the_next_request_is_conditional(site: Site) -> None:
    site.answers["/feed"] = (200, {"ETag": '"1"', "Last-Modified": "x"}, site.feed(1, 2, 2))
    feed = Subscription(f"{site.url}/feed")
    polled, _ = poll(feed)
    assert [article_of(one).title for one in polled.documents] == ["Item 1", "Item 2"]
    assert feed.due == NOW + 900
    feed.note_seen(list(polled.identities))
    assert poll(feed)[0] == Polled()
    assert site.asked[-1][1]["If-None-Match"] == '"1"'
    site.answers["/feed"] = (200, {"ETag": '"2"'}, site.feed(2, 3))
    assert [article_of(one).title for one in poll(feed)[0].documents] == ["Item 3"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_pause_gets_it(site: Site, status: int) -> None:
    site.answers["/feed"] = (status, {"Retry-After": "7200"}, "")
    feed = Subscription(f"{site.url}/feed")
    poll(feed)
    assert (feed.due, feed.failures) == (NOW + 7200, 1)


def test_a_server_that_fails_is_left_alone_for_longer_each_time(site: Site) -> None:
    site.answers["/feed"] = (500, {}, "")
    feed = Subscription(f"{site.url}/feed")
    pauses = []
    for _ in range(9):
        poll(feed)
        pauses.append(feed.due - NOW)
    assert pauses[:4] == [900, 1800, 3600, 7200]
    assert pauses[-1] == 24 * 3600
    site.answers["/feed"] = (200, {}, site.feed(1))
    poll(feed)
    assert (feed.failures, feed.due) == (0, NOW + 900)


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(site: Site) -> None:
    site.answers["/old"] = (301, {"Location": "/new"}, "")
    site.answers["/new"] = (200, {}, site.feed(1))
    feed = Subscription(f"{site.url}/old")
    polled, notes = poll(feed)
    assert len(polled.documents) == 1
    assert feed.address == f"{site.url}/new"
    assert "moved to" in notes[0]
    poll(feed)
    assert [path for path, _ in site.asked] == ["/old", "/new", "/new"]


def test_a_feed_that_moved_for_a_while_keeps_its_address(site: Site) -> None:
    site.answers["/old"] = (302, {"Location": "/new"}, "")
    site.answers["/new"] = (200, {}, site.feed(1))
    feed = Subscription(f"{site.url}/old")
    assert len(poll(feed)[0].documents) == 1
    assert feed.address == ""


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.answers["/feed"] = (301, {"Location": "/feed"}, "")
    _, notes = poll(Subscription(f"{site.url}/feed"))
    assert "redirects" in notes[-1]
    assert len(site.asked) == 6


def test_broken_xml_is_read_as_far_as_possible(site: Site) -> None:
    site.answers["/feed"] = (200, {}, site.feed(1, 2).replace("</channel></rss>", "<item><ti"))
    polled, notes = poll(Subscription(f"{site.url}/feed"))
    assert [article_of(one).title for one in polled.documents[:2]] == ["Item 1", "Item 2"]
    assert "broken" in notes[0]


def test_what_is_no_feed_and_what_is_away_fail(site: Site) -> None:
    site.answers["/feed"] = (200, {}, "<html>hello</html>")
    for url in (f"{site.url}/feed", f"{site.url}/none", "http://127.0.0.1:1/feed"):
        feed = Subscription(url)
        assert poll(feed)[0] == Polled()
        assert feed.failures == 1


def test_a_feed_that_has_ended_is_not_asked_again(site: Site) -> None:
    site.answers["/feed"] = (410, {}, "")
    feed = Subscription(f"{site.url}/feed")
    poll(feed)
    assert feed.gone


def test_a_slow_body_does_not_hold_up_the_others(site: Site) -> None:
    site.answers["/feed"] = (200, {}, site.feed(1))
    site.pause = 3.0
    feed = Subscription(f"{site.url}/feed")
    started = time.monotonic()
    _, notes = poll(feed, seconds=0.5)
    assert time.monotonic() - started < 2.5
    assert "Timeout" in notes[0]
    assert feed.failures == 1


@pytest.mark.parametrize(
    ("robots", "whole"),
    [
        ((404, {}, ""), True),
        ((200, {}, "User-agent: *\nDisallow: /private"), True),
        ((200, {}, "User-agent: *\nDisallow: /page"), False),
        ((500, {}, ""), False),
    ],
)
def test_the_page_of_a_summary_is_fetched_where_the_host_allows_it(
    site: Site, robots: Answer, whole: bool
) -> None:
    site.answers |= {
        "/feed": (200, {}, site.feed(1)),
        "/robots.txt": robots,
        "/page/1": (200, {"Content-Type": "text/html"}, PAGE),
    }
    (document,) = poll(Subscription(f"{site.url}/feed"), pages=True)[0].documents
    article = article_of(document)
    assert article.title == "Item 1"
    assert ("A bridge was opened" in article.text) == whole
    assert (article.text == "Short 1.") != whole
    assert ("/page/1" in [path for path, _ in site.asked]) == whole


def test_lists_are_opml_or_text(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        "<opml version='2.0'><body><outline text='News'><outline xmlUrl='https://a.example/f'/>"
        "</outline><outline xmlUrl='http://b.example/f'/></body></opml>"
    )
    text = tmp_path / "feeds.txt"
    text.write_text("# news\nhttps://a.example/f\n\nhttp://b.example/f\nhttps://a.example/f\n")
    assert read_list(opml) == read_list(text) == ["https://a.example/f", "http://b.example/f"]
    text.write_text("https://a.example/f\nfile:///etc/passwd\n")
    with pytest.raises(UsageError, match=r"feeds\.txt:2"):
        read_list(text)
    text.write_text("# nothing\n")
    with pytest.raises(UsageError, match="names no feed"):
        read_list(text)


def test_what_is_remembered_of_a_feed_is_bounded() -> None:
    feed = Subscription("https://a.example/f")
    feed.note_seen([str(number) for number in range(MAX_SEEN + 5)])
    assert (len(feed.seen), feed.seen[0]) == (MAX_SEEN, "5")


def test_the_command_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    site.answers["/feed"] = (200, {}, site.feed(1, 2))
    (tmp_path / "list").write_text(f"{site.url}/feed\n")
    out, state = tmp_path / "articles.jsonl", tmp_path / "state"
    arguments = ["feeds", str(tmp_path / "list"), "--state", str(state), "--output", str(out)]
    first = CliRunner().invoke(cli, [*arguments, "--once"])
    assert first.exit_code == 0, first.output
    assert [json.loads(line)["title"] for line in out.read_text().splitlines()] == [
        "Item 1",
        "Item 2",
    ]
    kept = json.loads(state.read_text())
    kept["feeds"][0]["due"] = 0
    state.write_text(json.dumps(kept))
    site.answers["/feed"] = (200, {}, site.feed(2, 3))
    CliRunner().invoke(cli, [*arguments, "--once"])
    assert len(out.read_text().splitlines()) == 3
    (feed,) = StateFile(state).subscriptions([f"{site.url}/feed"])
    assert feed.seen == ["1", "2", "3"]


def test_another_file_is_no_state(tmp_path: Path) -> None:
    (tmp_path / "state").write_text('{"files": {}}')
    with pytest.raises(UsageError, match="--state"):
        StateFile(tmp_path / "state")


@pytest.mark.servers
def test_new_items_reach_kafka_once_and_again_only_without_the_state(
    site: Site, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment_of(settings).items():
        monkeypatch.setenv(name, value)
    load_settings.cache_clear()
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    (tmp_path / "list").write_text(f"{site.url}/feed\n")
    state = tmp_path / "state"

    def follow(*numbers: int) -> None:
        site.answers["/feed"] = (200, {}, site.feed(*numbers))
        arguments = ["feeds", str(tmp_path / "list"), "--state", str(state), "--once"]
        done = CliRunner().invoke(cli, [*arguments, "--fetch-pages"])
        assert done.exit_code == 0, done.output

    site.answers["/page/2"] = (200, {"Content-Type": "text/html"}, PAGE)
    follow(1, 2)
    kept = json.loads(state.read_text())
    kept["feeds"][0]["due"] = 0
    state.write_text(json.dumps(kept))
    follow(2, 3)
    sent = [read_article(value or b"") for _, value in messages_of(settings, "articles")]
    whole = {one.title: "bridge was opened" in one.text for one in sent}
    assert whole == {"Item 1": False, "Item 2": True, "Item 3": False}
    assert len(sent) == 3
    state.unlink()
    follow(2, 3)
    keys = [key for key, _ in messages_of(settings, "articles")]
    assert (len(keys), len(set(keys))) == (5, 3)
    load_settings.cache_clear()
