"""Tiles of an operator's choice under the map: the page may load them, and nothing else."""

import base64
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from benchmarks.load.stored import served
from tests.browser.conftest import Site, Window

pytestmark = [pytest.mark.servers, pytest.mark.browser]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""A PNG of one pixel."""
ATTRIBUTION = "<img src=x onerror=alert(1)> Example tiles"


@dataclass
class Tiles:
    """A tile server, and what was asked of it."""

    base: str
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def tiles() -> Iterator[Tiles]:
    """Serve the same tile for each address, from another origin than the page."""
    made = Tiles("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_tiles_are_loaded_and_their_attribution_is_text(
    site: Site, tiles: Tiles, window: Window
) -> None:
    environment = dict(os.environ) | {
        "DATELINE_PAGE_TILE_URL": f"{tiles.base}/{{z}}/{{x}}/{{y}}.png",
        "DATELINE_PAGE_TILE_ATTRIBUTION": ATTRIBUTION,
    }
    with served(site.settings, environment) as base:
        window.open(f"{base}/#map=3/35/38")
        window.page.wait_for_timeout(1500)
        assert tiles.asked, "no tile was asked for"
        elsewhere = [
            url
            for url in window.requests
            if not url.startswith((base, tiles.base, "data:", "blob:"))
        ]
        assert elsewhere == []
        assert ATTRIBUTION in (window.page.locator(".maplibregl-ctrl-attrib").text_content() or "")
        # What the operator did not name stays forbidden.
        policy = window.page.request.get(base).headers["content-security-policy"]
        assert f"img-src 'self' data: {tiles.base};" in policy
