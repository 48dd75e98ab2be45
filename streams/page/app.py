"""The web application of the page: three addresses, read-only, on loopback."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from importlib.resources import files

from aiohttp import web
from elasticsearch import BadRequestError

from streams.errors import DatelineError
from streams.index.client import make_async_client, server_errors
from streams.page.activity import surge_items
from streams.page.event_page import event_page
from streams.page.form import NAMES, read_form
from streams.page.html import message_page
from streams.page.map import load_towns
from streams.page.reads import Places, Reads
from streams.page.search_page import Background, search_page
from streams.runtime.health import is_loopback
from streams.search.event_query import EventQuery
from streams.search.options import explain_nothing
from streams.settings import Settings

logger = logging.getLogger(__name__)

READS = web.AppKey("reads", Reads)
PLACES = web.AppKey("places", Places)
SETTINGS = web.AppKey("settings", Settings)
STATIC_TYPES = {"page.css": "text/css", "page.js": "text/javascript", "icon.svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""Articles are untrusted: a page may run and load nothing but our own files."""

IDLE_SECONDS = 30.0
"""How long a connection may send nothing; a browser opens another one."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(settings: Settings) -> web.Application:
    """Return the application, which opens its client at the start and closes it at the end."""
    app = web.Application(middlewares=[_guarded])
    app[SETTINGS] = settings
    app.cleanup_ctx.append(_client)
    app.router.add_get("/", _search)
    app.router.add_get("/events/{event_id}", _event)
    app.router.add_get("/static/{name}", _static)
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with make_async_client(app[SETTINGS]) as client:
        app[READS] = Reads(client, app[SETTINGS])
        app[PLACES] = Places(app[SETTINGS])
        await asyncio.to_thread(load_towns)
        yield


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    if not is_loopback(request.host):
        # Another site may let its name resolve to loopback in order to read this page.
        return _html(message_page("Not here", "Open this page as http://127.0.0.1 only."), 403)
    try:
        with server_errors(request.app[SETTINGS]):
            response = await handler(request)
    except web.HTTPException as error:
        response = _html(message_page(error.reason, "There is no such page."), error.status)
    except DatelineError as error:
        logger.warning("%s", error)
        response = _failure(error)
    response.headers.update(HEADERS)
    return response


def _failure(error: DatelineError) -> web.Response:
    """Return the page of an error: of the address, if Elasticsearch refuses the request itself."""
    if isinstance(error.__cause__, BadRequestError):
        words = "This address asks for something that does not exist."
        return _html(message_page("Bad request", words), 400)
    return _html(message_page("Not available", str(error)), 503)


async def _search(request: web.Request) -> web.Response:
    reads = request.app[READS]
    now = datetime.now(UTC)
    form = await asyncio.to_thread(read_form, request.query, now.date(), request.app[PLACES].lookup)
    found, activity, alerts, places = await asyncio.gather(
        reads.events(form.query),
        reads.activity(form.query),
        reads.surges(form.query),
        reads.places(),
    )
    nothing = None if found.hits else await _why_nothing(reads, form.query, places)
    background = Background(load_towns(), activity, surge_items(form, alerts, now), places)
    return _html(search_page(form, found, background, nothing))


async def _event(request: web.Request) -> web.Response:
    reads = request.app[READS]
    event = await reads.event(request.match_info["event_id"])
    if event is None:
        raise web.HTTPNotFound
    wanted = sorted({evidence.article_id for evidence in event.evidence})
    articles = await reads.articles(wanted) if wanted else {}
    return _html(event_page(event, articles, load_towns()))


async def _static(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    if name not in STATIC_TYPES:
        raise web.HTTPNotFound
    body = (files("streams.page") / "static" / name).read_bytes()
    return web.Response(body=body, content_type=STATIC_TYPES[name], charset="utf-8")


async def _why_nothing(reads: Reads, query: EventQuery, places: list[str]) -> str:
    return explain_nothing(query, await reads.counts(query), places, NAMES)


def _html(text: str, status: int = 200) -> web.Response:
    response = web.Response(text=text, content_type="text/html", charset="utf-8", status=status)
    response.headers.update(HEADERS)
    return response
