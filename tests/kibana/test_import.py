"""The import call, against a small stand-in for Kibana that records it: none runs here."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from click.testing import CliRunner

from streams.commands import kibana
from streams.errors import ServerError
from streams.kibana.send import import_objects, read_files
from streams.settings import Settings, load_settings

OBJECTS = read_files()
READY = {"version": {"number": "8.19.13"}, "status": {"overall": {"level": "available"}}}
IMPORTED = {"success": True, "successCount": len(OBJECTS)}


@dataclass
class FakeKibana:
    """What it answers, and what it was sent."""

    statuses: list[tuple[int, Any]] = field(default_factory=lambda: [(200, READY)])
    answer: tuple[int, Any] = (200, IMPORTED)
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""

    def posted(self) -> tuple[str, dict[str, str], bytes]:
        ((_, path, headers, body),) = [r for r in self.requests if r[0] == "POST"]
        return path, headers, body


@pytest.fixture
def fake() -> Iterator[FakeKibana]:
    """Serve a stand-in on a free port."""
    state = FakeKibana()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self, status: int, body: Any) -> None:
            raw = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def _record(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            state.requests.append((self.command, self.path, dict(self.headers.items()), body))

        def do_GET(self) -> None:
            self._record()
            last = len(state.statuses) == 1
            self._answer(*(state.statuses[0] if last else state.statuses.pop(0)))

        def do_POST(self) -> None:
            self._record()
            self._answer(*state.answer)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    yield state
    server.shutdown()
    server.server_close()


def _import(fake: FakeKibana, **settings: Any) -> int:
    where = Settings(kibana_url=fake.url, **settings)
    return import_objects(where, OBJECTS, lambda _: None, timeout=0.2)


def test_objects_are_posted_as_a_file_and_replace_those_of_their_ids(fake: FakeKibana) -> None:
    assert _import(fake, kibana_api_key="c2VjcmV0") == len(OBJECTS)
    path, headers, body = fake.posted()
    assert path == "/api/saved_objects/_import?overwrite=true"
    assert headers["kbn-xsrf"]
    assert headers["Authorization"] == "ApiKey c2VjcmV0"
    raw = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body
    message = BytesParser(policy=HTTP).parsebytes(raw)
    (part,) = message.iter_parts()
    assert part.get_param("name", header="content-disposition") == "file"
    assert (part.get_filename() or "").endswith(".ndjson")
    lines = part.get_payload(decode=True).decode().splitlines()  # type: ignore[union-attr]
    assert [json.loads(line) for line in lines] == OBJECTS


def test_it_waits_for_a_kibana_that_is_starting(fake: FakeKibana) -> None:
    starting = {**READY, "status": {"overall": {"level": "unavailable"}}}
    fake.statuses = [(503, {}), (200, starting), (200, READY)]
    said: list[str] = []
    import_objects(Settings(kibana_url=fake.url), OBJECTS, said.append, timeout=5)
    assert said == [f"waiting for Kibana at {fake.url} ..."]
    assert [request[0] for request in fake.requests] == ["GET", "GET", "GET", "POST"]


def test_a_kibana_that_refuses_objects_says_which(fake: FakeKibana) -> None:
    error = {"type": "lens", "id": "dateline-events", "error": {"type": "missing_references"}}
    fake.answer = (200, {"success": False, "successCount": 3, "errors": [error]})
    with pytest.raises(ServerError, match="refused 1 objects: lens dateline-events: missing_refer"):
        _import(fake)


def test_a_bad_request_is_reported_with_its_answer(fake: FakeKibana) -> None:
    fake.answer = (400, {"message": "Request must contain a kbn-xsrf header."})
    with pytest.raises(ServerError, match=r"answered 400: .*kbn-xsrf"):
        _import(fake)


@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_key_names_its_setting(fake: FakeKibana, status: int) -> None:
    fake.statuses = [(status, {})]
    with pytest.raises(ServerError, match="DATELINE_KIBANA_API_KEY"):
        _import(fake)


@pytest.mark.parametrize("number", ["7.17.0", "9.1.0"])
def test_another_major_version_is_refused(fake: FakeKibana, number: str) -> None:
    fake.statuses = [(200, {**READY, "version": {"number": number}})]
    with pytest.raises(ServerError, match=rf"is {number}; .* need 8\.x"):
        _import(fake)


def test_another_server_than_kibana_is_reported(fake: FakeKibana) -> None:
    fake.statuses = [(200, ["hello"])]
    with pytest.raises(ServerError, match="is not Kibana"):
        _import(fake)


def test_an_unreachable_kibana_says_how_to_start_it() -> None:
    where = Settings(kibana_url="http://127.0.0.1:1")
    with pytest.raises(ServerError, match=r"127\.0\.0\.1:1 cannot be reached.*--profile observe"):
        import_objects(where, OBJECTS, lambda _: None, timeout=0.1)


def test_the_command_imports_for_its_own_indices(
    fake: FakeKibana, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_KIBANA_URL", fake.url)
    monkeypatch.setenv("DATELINE_INDEX_PREFIX", "second-")
    load_settings.cache_clear()
    result = CliRunner().invoke(kibana.command, ["import"], catch_exceptions=False)
    load_settings.cache_clear()
    assert f"imported {len(OBJECTS)} objects into {fake.url}" in result.stdout
    assert f"{fake.url}/app/dashboards#/view/second-analysts" in result.stdout
    body = fake.posted()[2].decode()
    assert '"title": "second-events"' in body
    assert "dateline-events" not in body
