"""The application on a real server: pages, safe headers, clear errors."""

import asyncio
from collections.abc import Sequence

import pytest
from aiohttp.test_utils import TestClient, TestServer

from streams.page.app import make_app
from streams.search.bodies import write_cursor
from streams.settings import Settings
from tests.index.records import activity, article, event, evidence
from tests.search.conftest import Put

EVIL = "<script>alert(1)</script>"
LOOPBACK = "127.0.0.1"


def get(
    settings: Settings, paths: Sequence[str], host: str | None = None
) -> list[tuple[int, str, dict[str, str]]]:
    """Return status, text and headers of some addresses of the application."""

    async def _get() -> list[tuple[int, str, dict[str, str]]]:
        server = TestServer(make_app(settings), host=LOOPBACK)
        headers = {"Host": host} if host else {}
        answers = []
        async with TestClient(server) as client:
            for path in paths:
                async with client.get(path, headers=headers) as answer:
                    answers.append((answer.status, await answer.text(), dict(answer.headers)))
        return answers

    return asyncio.run(_get())


@pytest.mark.servers
def test_a_search_leads_to_an_event_with_its_article(put: Put, settings: Settings) -> None:
    put(event(), article(), activity())
    found, detail, script = get(settings, ["/?text=shells", "/events/e1", "/static/app.js"])
    assert "1 event" in found[1]
    assert "/events/e1" in found[1]
    assert "City activity" in found[1]
    assert "<mark>Shells fell on the market" in detail[1]
    assert (script[0], script[2]["Content-Type"]) == (200, "text/javascript; charset=utf-8")


@pytest.mark.servers
def test_an_article_with_a_script_is_only_text(put: Put, settings: Settings) -> None:
    quoted = (evidence(title=EVIL, article_id="evil"),)
    put(event(evidence=quoted), article(article_id="evil", title=EVIL, text=EVIL))
    for status, text, headers in get(settings, ["/", "/events/e1", f"/?text={EVIL}"]):
        assert status == 200
        assert EVIL not in text
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.servers
def test_an_empty_search_says_what_emptied_it(put: Put, settings: Settings) -> None:
    put(event())
    ((status, text, _),) = get(settings, ["/?city=Rastov"])
    assert status == 200
    assert "without the place: 1 event" in text
    assert "the similar name Rast" in text
    assert 'href="/?all=1&amp;status=all"' in text


@pytest.mark.servers
def test_an_unknown_address_is_reported(put: Put, settings: Settings) -> None:
    answers = get(settings, ["/events/none", "/static/page.py", "/static/..%2Fapp.py", "/nowhere"])
    assert [status for status, _, _ in answers] == [404, 404, 404, 404]
    assert all("There is no such page" in text for _, text, _ in answers)


@pytest.mark.servers
def test_a_cursor_that_elasticsearch_refuses_is_a_bad_request(put: Put, settings: Settings) -> None:
    put(event())
    cursors = [write_cursor(["x", "y", 3]), write_cursor([10**40, 1e308, "e1"])]
    answers = get(settings, [f"/?after={cursor}" for cursor in cursors])
    assert [status for status, _, _ in answers] == [400, 400]
    assert "Content-Security-Policy" in answers[0][2]


def test_an_unreachable_server_is_reported() -> None:
    ((status, text, headers),) = get(Settings(elasticsearch_url="http://127.0.0.1:1"), ["/"])
    assert status == 503
    assert "dateline local up" in text
    assert "Content-Security-Policy" in headers


@pytest.mark.parametrize("host", ["rebound.example", "rebound.example:8600", "[2001:db8::1]:80"])
def test_only_loopback_names_are_answered(host: str) -> None:
    ((status, _, _),) = get(Settings(elasticsearch_url="http://127.0.0.1:1"), ["/"], host=host)
    assert status == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8600", "127.0.0.1:1", "[::1]:8600"])
def test_all_loopback_names_are_answered(host: str) -> None:
    ((status, _, _),) = get(
        Settings(elasticsearch_url="http://127.0.0.1:1"), ["/static/icon.svg"], host=host
    )
    assert status == 200
