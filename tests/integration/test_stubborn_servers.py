"""A worker whose Elasticsearch is away or answers nonsense: it waits, says so, and can be ended."""

import json
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from streams.runtime.clients import make_admin, make_producer
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.stack import Worker

pytestmark = pytest.mark.servers

END_SECONDS = 30.0
ARTICLE = {
    "article_id": "a1",
    "publisher": "lantern.example",
    "published_at": "2024-06-04T18:00:00Z",
    "text": "A ferry was delayed in the harbour.",
}


class Nonsense(BaseHTTPRequestHandler):
    """Answers every request with a page, as a proxy does, under the name of Elasticsearch."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        page = b"<html>Please log in</html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_HEAD = do_POST = do_PUT = answer  # noqa: N815 (the base class names them)

    def log_message(self, *words: object) -> None:
        del words


@contextmanager
def waiting_worker(settings: Settings, url: str, folder: Path) -> Iterator[Worker]:
    """Run an index worker on a server of this address, until it has had to try again."""
    away = settings.model_copy(update={"elasticsearch_url": url})
    worker = Worker("index", away, folder)
    worker.start()
    try:
        _until(lambda: "retrying in" in worker.log(), worker)
        yield worker
    finally:
        if worker.process is not None and worker.process.poll() is None:
            worker.kill()


def test_a_worker_waits_and_ends_within_half_a_minute(settings: Settings, tmp_path: Path) -> None:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    with closing(make_producer(settings)) as producer:
        producer.send(settings.topic("articles"), json.dumps(ARTICLE).encode(), key=b"a1")
        producer.flush()
    with ThreadingHTTPServer(("127.0.0.1", 0), Nonsense) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        with waiting_worker(settings, url, tmp_path) as worker:
            assert worker.process is not None
            assert worker.process.poll() is None
            assert "not Elasticsearch" in worker.log()
            started = time.monotonic()
            worker.process.send_signal(signal.SIGTERM)
            worker.process.wait(END_SECONDS)
            assert time.monotonic() - started < END_SECONDS
        server.shutdown()


def test_a_second_signal_ends_the_worker_at_once(settings: Settings, tmp_path: Path) -> None:
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    with closing(make_producer(settings)) as producer:
        producer.send(settings.topic("articles"), json.dumps(ARTICLE).encode(), key=b"a1")
        producer.flush()
    with waiting_worker(settings, "http://127.0.0.1:1", tmp_path) as worker:
        assert worker.process is not None
        for _ in range(2):
            worker.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
        worker.process.wait(3.0)


def _until(true: Callable[[], bool], worker: Worker, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, worker.log()
        time.sleep(0.2)
