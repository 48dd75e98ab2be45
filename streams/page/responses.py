"""Answers of the page: HTML, JSON and files, with the headers that keep articles harmless."""

import gzip
import json
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from streams.settings import Settings

STATIC_TYPES = {
    "page.css": "text/css",
    "app.css": "text/css",
    "app.js": "text/javascript",
    "map-worker.js": "text/javascript",
    "land.json": "application/json",
    "borders.json": "application/json",
    "countries.json": "application/json",
    "provinces.json": "application/json",
    "province-names.json": "application/json",
    "icon.svg": "image/svg+xml",
}
"""Files in ``static/`` that are served, and their media types."""
ETAG_CHARACTERS = 20
"""Hexadecimal digits of the hash that names a version of a file."""


def safe_headers(settings: Settings) -> dict[str, str]:
    """Return the headers of every answer.

    Articles are untrusted: a page may run and load nothing but our own files and, if an operator
    chose some, the tiles of the map. ``data:`` is for the buttons in MapLibre's style sheet.
    """
    tiles = _origin(settings.page_tile_url)
    more = f" {tiles}" if tiles else ""
    policy = (
        "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; "
        f"img-src 'self' data:{more}; connect-src 'self'{more}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def html_response(text: str, status: int = 200) -> web.Response:
    """Return a page."""
    response = web.Response(text=text, content_type="text/html", charset="utf-8", status=status)
    response.enable_compression()
    return response


def json_response(value: Any, status: int = 200) -> web.Response:
    """Return a value as JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    response = web.Response(text=text, content_type="application/json", status=status)
    response.enable_compression()
    return response


def static_response(request: web.Request, name: str) -> web.Response:
    """Return a file of ``static/``; a browser that has this version is told so instead.

    Raises:
        web.HTTPNotFound: if there is no such file.
    """
    if name not in STATIC_TYPES:
        raise web.HTTPNotFound
    body, etag = _static(name)
    headers = {"ETag": f'"{etag}"', "Cache-Control": "no-cache"}
    if any(one.value == etag for one in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        body, headers["Content-Encoding"] = _compressed(name), "gzip"
    return web.Response(
        body=body, content_type=STATIC_TYPES[name], charset="utf-8", headers=headers
    )


@lru_cache(maxsize=len(STATIC_TYPES))
def _compressed(name: str) -> bytes:
    """Return a file compressed, once for all requests: all of them take 0.7 s."""
    return gzip.compress(_static(name)[0])


@lru_cache(maxsize=len(STATIC_TYPES))
def _static(name: str) -> tuple[bytes, str]:
    body = (files("streams.page") / "static" / name).read_bytes()
    return body, sha256(body).hexdigest()[:ETAG_CHARACTERS]


def _origin(url: str | None) -> str | None:
    if url is None:
        return None
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
