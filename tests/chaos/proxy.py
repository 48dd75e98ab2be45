"""A proxy on loopback before Elasticsearch, which answers in its place when it is told to."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

UPSTREAM_SECONDS = 60.0
PAGE = b"<html><body>Please log in</body></html>"
ANSWERS = ("429", "503", "401", "html", "reset", "truncated")
"""What the proxy can answer by itself: a status, a page under 200, no answer, half an answer."""

HOP_BY_HOP = frozenset({"connection", "transfer-encoding", "content-length", "keep-alive"})


class Proxy(ThreadingHTTPServer):
    """Passes requests on to Elasticsearch, unless ``answer`` is one of ``ANSWERS``."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        parts = urlsplit(upstream)
        self.upstream = (parts.hostname or "", parts.port or 80)
        self.answer: str | None = None
        self.answered: dict[str, int] = dict.fromkeys(ANSWERS, 0)
        """How many requests it has answered by itself, by kind."""

    @property
    def url(self) -> str:
        """Return the address under which workers reach Elasticsearch."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def running_proxy(upstream: str) -> Iterator[Proxy]:
    """Run a proxy before a server; then close it."""
    with Proxy(upstream) as proxy:
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        try:
            yield proxy
        finally:
            proxy.shutdown()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:  # the worker was killed, or has hung up
            self.close_connection = True

    def relay(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.answer
        if answer is None:
            self._pass_on(body)
            return
        self.server.answered[answer] += 1
        if answer == "reset":
            self.close_connection = True
            return
        status = int(answer) if answer.isdigit() else 200
        self._reply(status, {"Content-Type": "text/html"}, PAGE, whole=answer != "truncated")

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = relay  # noqa: N815 (named by the base class)

    def _pass_on(self, body: bytes) -> None:
        host, port = self.server.upstream
        headers = {name: text for name, text in self.headers.items() if name.lower() != "host"}
        upstream = http.client.HTTPConnection(host, port, timeout=UPSTREAM_SECONDS)
        with closing(upstream) as connection:
            try:
                connection.request(self.command, self.path, body or None, headers)
                response = connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException):
                self._reply(502, {"Content-Type": "text/html"}, PAGE)
                return
        kept = {n: text for n, text in response.getheaders() if n.lower() not in HOP_BY_HOP}
        self._reply(response.status, kept, content)

    def _reply(
        self, status: int, headers: dict[str, str], content: bytes, *, whole: bool = True
    ) -> None:
        self.send_response(status)
        for name, text in headers.items():
            self.send_header(name, text)
        if "x-elastic-product" not in {name.lower() for name in headers}:
            self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content if whole else content[: len(content) // 2])
        if not whole:
            self.close_connection = True

    def log_message(self, *words: object) -> None:
        del words
