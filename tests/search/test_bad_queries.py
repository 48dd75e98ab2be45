"""An invalid query is reported in one line: which part, why, and what to do instead."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner, Result

from streams.commands import export, indices, search
from streams.commands.main import cli
from streams.errors import ServerError, UsageError
from streams.search.bodies import read_cursor, write_cursor
from streams.search.event_query import EventQuery
from streams.search.options import parse_words
from streams.settings import Settings, load_settings
from tests.index.records import event
from tests.search.conftest import Put


@contextmanager
def pointed_at(monkeypatch: pytest.MonkeyPatch, url: str, prefix: str = "test-") -> Iterator[None]:
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", url)
    monkeypatch.setenv("DATELINE_INDEX_PREFIX", prefix)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


@contextmanager
def server_that_says(body: dict[str, Any], headers: dict[str, str]) -> Iterator[str]:
    """Serve one answer to everything: no server of another version runs here."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            raw = json.dumps(body).encode()
            self.send_response(200)
            for name, value in (headers | {"Content-Length": str(len(raw))}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _run(*words: str) -> Result:
    return CliRunner().invoke(search.command, list(words), catch_exceptions=False)


@pytest.mark.parametrize("number", ["7.17.29", "9.2.0"])
def test_a_server_of_another_major_version_is_refused_by_every_command(
    number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {
        "Content-Type": "application/vnd.elasticsearch+json;compatible-with=8",
        "X-Elastic-Product": "Elasticsearch",
    }
    with (
        server_that_says({"version": {"number": number}}, headers) as url,
        pointed_at(monkeypatch, url),
    ):
        for command, words in (
            (search.command, ["fire"]),
            (export.command, []),
            (indices.command, ["create"]),
        ):
            with pytest.raises(
                ServerError, match=rf"has version {number}, but Dateline needs 8\.x"
            ):
                CliRunner().invoke(command, words, catch_exceptions=False)


def test_another_server_than_elasticsearch_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    headers = {"Content-Type": "application/json"}
    with (
        server_that_says({"hello": "world"}, headers) as url,
        pointed_at(monkeypatch, url),
        pytest.raises(ServerError, match="is not Elasticsearch"),
    ):
        _run("fire")


@pytest.mark.servers
def test_a_missing_index_says_how_to_make_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pointed_at(monkeypatch, settings.elasticsearch_url, settings.index_prefix):
        for command in (search.command, export.command):
            with pytest.raises(ServerError, match="no such index: run `dateline indices create`"):
                CliRunner().invoke(command, [], catch_exceptions=False)


ODD_WORDS = (
    '"', "(((", "a AND (b OR", "~~~", "\\", "* ? *", "-", "|", "fire~99", "\u202e\u0000fire",
    "é" * 900,
)  # fmt: skip


@pytest.mark.servers
def test_no_words_make_the_server_refuse(
    put: Put, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(event())
    with pointed_at(monkeypatch, settings.elasticsearch_url, settings.index_prefix):
        for text in ODD_WORDS:
            assert _run("--", text).exit_code == 0, text


@pytest.mark.servers
def test_zero_results_say_which_filter_emptied_them(
    put: Put, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(event())
    with pointed_at(monkeypatch, settings.elasticsearch_url, settings.index_prefix):
        said = _run("shells", "--near", "0,0", "--city", "Rastova").stderr
        assert "without --near: 1 event" in said
        assert "without --city" not in said
        said = _run("--min-killed", "26").stderr
        assert "without the limits on killed: 1 event" in said
        said = _run("--claimed-by", "nobody").stderr
        assert "without --claimed-by: 1 event" in said


def test_an_unknown_option_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(cli, ["search", "--citty", "Homs"])
    assert result.exit_code == 2
    assert "No such option: --citty" in result.stderr
    assert "--city" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("city:Homs", "use --city Homs"),
        ("fire type:raid", "use --type raid"),
        ("place.country:SY", "fields are not supported"),
        ("killd:10", "--min-killed 10"),
    ],
)
def test_a_field_among_the_words_is_reported(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_words(text)


@pytest.mark.parametrize(
    "text", ["at 10:30", "https://one.example/a", '"police: two dead"', "say: no", "fire", ""]
)
def test_other_colons_are_words(text: str) -> None:
    assert parse_words(text) == (text or None)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"since": date(2024, 5, 2), "until": date(2024, 5, 1)}, "swap them"),
        ({"min_killed": 5, "max_killed": 4}, "contradict each other"),
        ({"text": "x" * 1001}, "1001 characters, the limit is 1000"),
    ],
)
def test_filters_that_exclude_each_other_are_reported(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        EventQuery(**fields)


@pytest.mark.parametrize("word", ["", "abc", "%%%", write_cursor([1]), write_cursor([[1], 2, 3])])
def test_an_invalid_cursor_is_reported(word: str) -> None:
    with pytest.raises(UsageError, match="invalid cursor"):
        read_cursor(word, EventQuery())


def test_a_cursor_of_another_order_is_reported() -> None:
    word = write_cursor([1, 2, "e1"])
    assert read_cursor(word, EventQuery()) == (1, 2, "e1")
    with pytest.raises(UsageError, match="with the sort order it was made for"):
        read_cursor(word, EventQuery(text="fire"))
