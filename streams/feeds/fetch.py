"""Requests to servers of feeds: conditional, bounded in time and size, with pauses for hosts."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp

from streams import __version__

AGENT = f"Dateline/{__version__} (+feed reader)"
TOTAL_SECONDS = 30.0
"""Longest request, body included: a slow server does not hold up the others."""
MAX_BODY_BYTES = 16 * 1024 * 1024
MAX_REDIRECTS = 5
HOST_PAUSE_SECONDS = 1.0
"""Least time between two requests to one host."""
_MOVED, _MOVED_FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)


@dataclass(frozen=True)
class Response:
    """What a server answered, or why there is no answer (``status`` 0).

    ``address`` is where it has moved to for good. ``retry_after`` is in seconds.
    """

    status: int
    body: bytes = b""
    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    retry_after: float | None = None
    charset: str | None = None
    problem: str = ""


class Fetcher:
    """Sends requests through a session, and keeps to the pauses and rules of hosts."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        seconds: float = TOTAL_SECONDS,
        pause: float = HOST_PAUSE_SECONDS,
    ) -> None:
        self._session = session
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._pause = pause
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}

    async def get(
        self, url: str, *, etag: str | None = None, modified: str | None = None
    ) -> Response:
        """Return the answer to a request; errors of the network are answers with a problem."""
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        sent = {name: value for name, value in headers.items() if value}
        moved: str | None = None
        for_good = True
        try:
            for _ in range(MAX_REDIRECTS + 1):
                await self._wait(url)
                async with self._session.get(
                    url, headers=sent, timeout=self._timeout, allow_redirects=False
                ) as answer:
                    if answer.status not in _MOVED or "Location" not in answer.headers:
                        return await _response(answer, moved)
                    url = urljoin(url, answer.headers["Location"])
                    for_good = for_good and answer.status in _MOVED_FOR_GOOD
                    moved = url if for_good else moved
            return Response(0, problem=f"more than {MAX_REDIRECTS} redirects")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return Response(0, problem=f"{type(error).__name__}: {error}".rstrip(": "))

    async def allowed(self, url: str) -> bool:
        """Whether the robots.txt of a host lets us read a page; no, if it cannot be read."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            answer = await self.get(f"{host}/robots.txt")
            rules = RobotFileParser()
            if answer.status == 200:
                rules.parse(answer.body.decode("utf-8", "replace").splitlines())
            elif 400 <= answer.status < 500:
                rules.parse([])
            else:
                rules.parse(["User-agent: *", "Disallow: /"])
            self._rules[host] = rules
        return self._rules[host].can_fetch(AGENT, url)

    async def _wait(self, url: str) -> None:
        host = urlsplit(url).netloc
        ahead = self._last.get(host, -self._pause) + self._pause - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)
        self._last[host] = time.monotonic()


async def _response(answer: aiohttp.ClientResponse, moved: str | None) -> Response:
    body = b""
    if answer.status == 200:
        async for block in answer.content.iter_chunked(64 * 1024):
            body += block
            if len(body) > MAX_BODY_BYTES:
                return Response(0, problem=f"more than {MAX_BODY_BYTES >> 20} MiB")
    headers = answer.headers
    return Response(
        answer.status,
        body,
        moved,
        headers.get("ETag"),
        headers.get("Last-Modified"),
        _seconds(headers.get("Retry-After")),
        answer.charset,
        "" if answer.status in (200, 304) else f"status {answer.status}",
    )


def _seconds(text: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which has them or a date; None without one."""
    if text is None:
        return None
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
