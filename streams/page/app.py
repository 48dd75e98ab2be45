"""The web application of the page: read-only, on loopback."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

from aiohttp import web
from elasticsearch import BadRequestError

from schemas import Event
from streams.errors import DatelineError
from streams.index.client import make_async_client, server_errors
from streams.page.activity import activity_rows, surge_items
from streams.page.data import export, extent, labels, map_view, tiles, timeline
from streams.page.emptied import Emptied, why_empty
from streams.page.event_page import Surroundings, event_page
from streams.page.exports import Exports
from streams.page.facets import facet_lists
from streams.page.form import SearchForm
from streams.page.html import message_page
from streams.page.keys import EXPORTS, LIVE, PLACES, READS, SETTINGS, form_of
from streams.page.live import Live, stream
from streams.page.map import load_towns
from streams.page.reads import Places, Reads
from streams.page.responses import html_response, json_response, safe_headers, static_response
from streams.page.search_page import Background, search_page
from streams.runtime.health import is_loopback
from streams.search.event_query import EventQuery, Near
from streams.settings import Settings

logger = logging.getLogger(__name__)

IDLE_SECONDS = 30.0
"""How long a connection may send nothing; a browser opens another one."""
RELATED_KM, RELATED_DAYS, RELATED_EVENTS = 30.0, 7, 8
"""Events listed as related: so near in space and time to the one shown, and so many at most."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def make_app(settings: Settings) -> web.Application:
    """Return the application, which opens its client at the start and closes it at the end."""
    app = web.Application(middlewares=[_guarded])
    app[SETTINGS] = settings
    app.cleanup_ctx.append(_client)
    app.on_shutdown.append(_end_streams)
    app.router.add_get("/", _search)
    app.router.add_get("/events/{event_id}", _event)
    app.router.add_get("/events/{event_id}/json", _event_json)
    app.router.add_get("/data/map", map_view)
    app.router.add_get("/data/extent", extent)
    app.router.add_get("/data/timeline", timeline)
    app.router.add_get("/data/labels", labels)
    app.router.add_get("/data/tiles", tiles)
    app.router.add_get("/export/{form}", export)
    app.router.add_get("/live", _live)
    app.router.add_get("/static/{name}", _static)
    return app


async def _client(app: web.Application) -> AsyncIterator[None]:
    async with make_async_client(app[SETTINGS]) as client:
        reads = Reads(client, app[SETTINGS])
        app[READS] = reads
        app[LIVE] = Live(reads.recent)
        app[EXPORTS] = Exports(app[SETTINGS])
        app[PLACES] = Places(app[SETTINGS])
        await asyncio.to_thread(load_towns)
        yield


async def _end_streams(app: web.Application) -> None:
    await app[LIVE].close()


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    headers = safe_headers(request.app[SETTINGS])
    if not is_loopback(request.host):
        # Another site may let its name resolve to loopback in order to read this page.
        page = message_page("Not here", "Open this page as http://127.0.0.1 only.")
        response: web.StreamResponse = html_response(page, 403)
        response.headers.update(headers)
        return response
    try:
        with server_errors(request.app[SETTINGS]):
            response = await handler(request)
    except web.HTTPException as error:
        text = "There is no such page." if error.status == 404 else "Try again in a moment."
        response = html_response(message_page(error.reason, text), error.status)
    except DatelineError as error:
        logger.warning("%s", error)
        response = _failure(error)
    if not response.prepared:
        response.headers.update({**headers, **response.headers})
    return response


def _failure(error: DatelineError) -> web.Response:
    """Return the page of an error: of the address, if Elasticsearch refuses the request itself."""
    if isinstance(error.__cause__, BadRequestError):
        words = "This address asks for something that does not exist."
        return html_response(message_page("Bad request", words), 400)
    return html_response(message_page("Not available", str(error)), 503)


async def _search(request: web.Request) -> web.Response:
    reads = request.app[READS]
    now = datetime.now(UTC)
    form = await form_of(request)
    found, activity, alerts, places, facets = await asyncio.gather(
        reads.events(form.query),
        reads.activity(form.query),
        reads.surges(form.query),
        reads.places(),
        reads.facets(form.query),
    )
    emptied = None if found.hits else await _why_empty(reads, form, places)
    background = Background(
        load_towns(),
        activity_rows(form, activity, alerts, now),
        surge_items(form, alerts, now),
        places,
        facet_lists(form, facets),
    )
    return html_response(search_page(form, found, background, emptied))


async def _why_empty(reads: Reads, form: SearchForm, places: list[str]) -> Emptied:
    return why_empty(form, await reads.counts(form.query), places)


async def _event(request: web.Request) -> web.Response:
    reads = request.app[READS]
    event = await _event_of(request)
    wanted = sorted({evidence.article_id for evidence in event.evidence})
    apart = sorted({one.event_id for step in event.merge_explain for one in step.rejected})
    articles, related, others = await asyncio.gather(
        reads.articles(wanted), _related(reads, event), reads.events_of(apart)
    )
    around = Surroundings(load_towns(), related, others)
    return html_response(event_page(event, articles, around))


async def _event_json(request: web.Request) -> web.Response:
    event = await _event_of(request)
    return json_response(event.model_dump(mode="json"))


async def _event_of(request: web.Request) -> Event:
    event = await request.app[READS].event(request.match_info["event_id"])
    if event is None:
        raise web.HTTPNotFound
    return event


async def _related(reads: Reads, event: Event) -> list[Event]:
    """Return events near to one in space and time, the newest first."""
    if event.place is None:
        return []
    span = timedelta(days=RELATED_DAYS)
    radius = max(RELATED_KM, event.place.uncertainty_km)
    query = EventQuery(
        near=Near(lat=event.place.lat, lon=event.place.lon, radius_km=radius),
        since=(event.date_start or event.date_end) - span,
        until=event.date_end + span,
        limit=RELATED_EVENTS + 1,
    )
    found = (await reads.events(query)).events
    return [other for other in found if other.event_id != event.event_id][:RELATED_EVENTS]


async def _live(request: web.Request) -> web.StreamResponse:
    return await stream(request, request.app[LIVE], safe_headers(request.app[SETTINGS]))


async def _static(request: web.Request) -> web.Response:
    return static_response(request, request.match_info["name"])
